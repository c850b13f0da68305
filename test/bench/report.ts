import { cpus } from 'node:os'
import type { Spread } from './figures.ts'
import type { RefreshFigures } from './refresh.ts'
import type { Figures } from './scenarios.ts'

export interface Results {
  readonly slack: readonly Figures[]
  readonly discord: readonly Figures[]
  readonly core: readonly Figures[]
  readonly refresh: readonly RefreshFigures[]
}

type Column = readonly [head: string, cell: (figures: Figures, bare: Figures) => string]

const number = (value: number | undefined, digits = 0): string =>
  value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits)

const delay = (measured: Spread | undefined, bare: Spread | undefined): string => {
  if (!measured) return '–'
  const absolute = `${number(measured.p50, 1)} / ${number(measured.p99, 1)}`
  if (!bare || bare === measured) return absolute
  return `${absolute} (+${number(measured.p50 - bare.p50, 1)} / +${number(measured.p99 - bare.p99, 1)})`
}

const starts = ({ startMs, firstStartMs }: Figures): string =>
  firstStartMs === undefined
    ? number(startMs)
    : `${number(startMs)} (empty: ${number(firstStartMs)})`

const held = ({ perSecond }: Figures, bare: Figures): string => {
  if (perSecond === undefined || bare.perSecond === undefined) return number(perSecond)
  return bare.perSecond === perSecond
    ? number(perSecond)
    : `${number(perSecond)} (× ${number(perSecond / bare.perSecond, 2)})`
}

const platform: readonly Column[] = [
  ['', ({ name }) => name],
  ['event → provider, p50 / p99 ms', ({ fresh }, bare) => delay(fresh, bare.fresh)],
  ['in threads of 20 messages', ({ inThreads }, bare) => delay(inThreads, bare.fresh)],
  ['turns a second', held],
  ['start, ms', starts],
  ['idle, MB', ({ idleMb }) => number(idleMb)],
  ['after load, MB', ({ loadedMb }) => number(loadedMb)],
  [
    'CPU meanwhile, %',
    ({ cpuShare }) => number(cpuShare === undefined ? undefined : cpuShare * 100),
  ],
  ['loop delay p99, ms', ({ lagMs }) => number(lagMs, 1)],
]

const core: readonly Column[] = [
  ['', ({ name }) => name],
  ['turns a second', held],
  ['CPU a turn, ms', ({ cpuMsPerTurn }) => number(cpuMsPerTurn, 2)],
  ['after load, MB', ({ loadedMb }) => number(loadedMb)],
  ['loop delay p99, ms', ({ lagMs }) => number(lagMs, 1)],
  ['books', ({ books }) => books ?? '–'],
]

function table(columns: readonly Column[], rows: readonly Figures[]): string {
  const [bare] = rows
  if (!bare) return 'not measured\n'
  const lines = [
    columns.map(([head]) => head),
    columns.map(() => '---'),
    ...rows.map(row => columns.map(([, cell]) => cell(row, bare))),
  ]
  return `${lines.map(cells => `| ${cells.join(' | ')} |`).join('\n')}\n`
}

function refreshTable(rows: readonly RefreshFigures[]): string {
  if (rows.length === 0) return 'not measured\n'
  const cells = rows.map(({ name, firstMs, repricedMs, unchangedMs }) =>
    [name, ...[firstMs, repricedMs, unchangedMs].map(ms => number(ms))].join(' | '),
  )
  const head = [
    '|  | all new, ms | every price moved, ms | nothing changed, ms |',
    '|---|---|---|---|',
  ]
  return `${[...head, ...cells.map(line => `| ${line} |`)].join('\n')}\n`
}

export const report = (results: Results): string =>
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, emulators and load in a process of their own. In brackets: against the bare program of the same run.

**Slack** (Socket Mode, 20 mentions a second)

${table(platform, results.slack)}
Turns a second on Slack are what Slack's own limits allow, which the adapter keeps to.

**Discord** (gateway, 10 mentions a second; 64 open for the turns a second)

${table(platform, results.discord)}
Discord allows a bot 50 calls a second in all: one answer of the bare bot is one call, of Switchboard (thread, typing, first text, end) four.

**Without a platform** (64 questions open at a time, each in a new thread)

${table(core, results.core)}
**A refresh of 3,000 models**, from the list to everything written and read again

${refreshTable(results.refresh)}`
