import { BotError } from '../errors.ts'
import { csvLine, toCsv } from '../lib/to-csv.ts'
import type { CostFilter } from '../ports/costs.ts'
import type { LedgerLine } from '../ports/ledger.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { type Card, card, file, say, text } from '../ui/card.ts'
import { filterOf } from './cost-report.ts'
import { exactMoney } from './format-money.ts'
import { type Period, readPeriod } from './period.ts'
import { counted, when } from './report-words.ts'

export const EXPORTS = ['calls', 'days'] as const
export type Export = (typeof EXPORTS)[number]

export interface Exporting {
  readonly store: Store
  readonly workspace: Workspace
  readonly clock: { now(): Date }
}

/** What one file takes: some 7 MB. */
const MOST_CALLS = 25_000
const PAGE = 1000

/** The period as a CSV file: each call, or each day and model. @throws BotError `bad-option` when it is too long */
export async function costExport(
  { store, workspace, clock }: Exporting,
  words: string,
  what: Export,
): Promise<Card> {
  const period = readPeriod(words, clock.now(), workspace)
  const filter = filterOf(workspace, period)
  const { calls } = await store.costs.total(filter)
  if (calls === 0) return say(`Nothing was spent ${when(period)}: there is nothing to export.`)
  const { lines, content } = await (what === 'calls'
    ? exportCalls(store, workspace.id, period, calls)
    : exportDays(store, filter))
  const unit = what === 'calls' ? 'call' : 'line'
  return card(
    text(`**${counted(lines, unit)}** ${when(period)}, as a CSV file.`),
    file({
      name: `costs-${filter.fromDay}-${what}.csv`,
      mimeType: 'text/csv',
      content,
      alt: `${counted(lines, unit)} ${when(period)}`,
    }),
  )
}

interface Exported {
  readonly lines: number
  readonly content: string
}

const callColumns = {
  time: ({ at }: LedgerLine) => at.toISOString(),
  member: ({ memberId }: LedgerLine) => memberId,
  channel: ({ channelId }: LedgerLine) => channelId,
  thread: ({ threadId }: LedgerLine) => threadId,
  purpose: ({ purpose }: LedgerLine) => purpose,
  model: ({ modelServed }: LedgerLine) => modelServed,
  model_asked: ({ modelAsked }: LedgerLine) => modelAsked,
  provider: ({ provider }: LedgerLine) => provider,
  route: ({ route }: LedgerLine) => route,
  attempt: ({ attempt }: LedgerLine) => attempt,
  outcome: ({ outcome }: LedgerLine) => outcome,
  error: ({ errorCode }: LedgerLine) => errorCode,
  input_tokens: ({ inputTokens }: LedgerLine) => inputTokens,
  cached_tokens: ({ cacheReadTokens }: LedgerLine) => cacheReadTokens,
  output_tokens: ({ outputTokens }: LedgerLine) => outputTokens,
  estimated: ({ isEstimated }: LedgerLine) => (isEstimated ? 'yes' : 'no'),
  cost_usd: ({ costNano }: LedgerLine) => dollars(costNano),
  computed_usd: ({ computedNano }: LedgerLine) => dollars(computedNano),
  reported_usd: ({ reportedNano }: LedgerLine) => dollars(reportedNano),
  latency_ms: ({ latencyMs }: LedgerLine) => latencyMs,
} as const

/** What has no price stays empty: it is not nothing. */
const dollars = (nano: bigint | undefined): string | undefined =>
  nano === undefined ? undefined : exactMoney(nano)

async function exportCalls(
  store: Store,
  workspaceId: string,
  { from, until }: Period,
  calls: number,
): Promise<Exported> {
  if (calls > MOST_CALLS) {
    throw new BotError(
      'bad-option',
      `These are ${counted(calls, 'call')}; a file takes ${counted(MOST_CALLS, 'call')}. Choose a shorter period, or \`what:days\` for one line per day and model.`,
    )
  }
  const names = Object.keys(callColumns)
  const parts = [csvLine(names)]
  let after: LedgerLine | undefined
  do {
    const page = await store.ledger.page({ workspaceId, from, until }, after, PAGE)
    for (const line of page) parts.push(csvLine(Object.values(callColumns).map(read => read(line))))
    after = page.length < PAGE ? undefined : page.at(-1)
  } while (after && parts.length <= MOST_CALLS)
  return { lines: parts.length - 1, content: parts.join('') }
}

async function exportDays(store: Store, filter: CostFilter): Promise<Exported> {
  const days = await store.costs.perDay('model', filter)
  const rows = days.map(row => [
    row.day,
    row.key,
    row.calls,
    row.failures,
    row.unpriced,
    row.estimated,
    row.inputTokens,
    row.cacheReadTokens,
    row.outputTokens,
    exactMoney(row.costNano),
  ])
  return { lines: rows.length, content: toCsv(dayColumns, rows) }
}

const dayColumns = [
  'day',
  'model',
  'calls',
  'failures',
  'unpriced',
  'estimated',
  'input_tokens',
  'cached_tokens',
  'output_tokens',
  'cost_usd',
]
