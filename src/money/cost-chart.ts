import { DateTime } from 'luxon'
import type { ChatPlatform } from '../ports/chat.ts'
import type { CostCut, CostRow, DailyCost } from '../ports/costs.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { type ChartBlock, chart } from '../ui/card.ts'
import { formatMoney } from './format-money.ts'
import { localDay, type Period } from './period.ts'

export interface ChartParts {
  readonly chat: ChatPlatform
  readonly workspace: Workspace
  readonly now: Date
}

export interface Spending {
  readonly period: Period
  readonly by: CostCut
  /** Dearest first. */
  readonly rows: readonly CostRow[]
  readonly daily: readonly DailyCost[]
}

const mostSeries = 8
const mostLabels = 60

/** One day: a bar for each of the dearest. Several: a stack a day, of which the days to come are left out. */
export async function costChart(parts: ChartParts, spending: Spending): Promise<ChartBlock> {
  const days = daysOf(parts, spending.period)
  return days.length < 2 && spending.by !== 'day'
    ? bars(parts, spending)
    : stacks(parts, spending, days)
}

async function bars(parts: ChartParts, { period, by, rows }: Spending): Promise<ChartBlock> {
  const named = topOf(rows)
  const others = rows.slice(named.length)
  const names = await namesOf(parts, by, named)
  const rest = others.length > 0 ? [sum(others)] : []
  return chart({
    form: 'bars',
    title: titleOf(period, `by ${by}`),
    unit: 'usd',
    labels: [...names, ...(rest.length > 0 ? [`${others.length} others`] : [])],
    series: [{ name: 'Cost', values: [...named.map(({ costNano }) => costNano), ...rest] }],
    summary: `Most went to ${names[0] ?? 'nobody'}: ${formatMoney(named[0]?.costNano ?? 0n)}.`,
  })
}

async function stacks(
  parts: ChartParts,
  { period, by, rows, daily }: Spending,
  days: readonly string[],
): Promise<ChartBlock> {
  const isWhole = by === 'day'
  const bins = toBins(days)
  const named = isWhole ? [] : topOf(rows)
  const names = await namesOf(parts, by, named)
  const others = isWhole ? 'Cost' : `${rows.length - named.length} others`
  const all = named.length < rows.length ? [...names, others] : names
  const values = fill({ names: all, keys: named.map(({ key }) => key), bins, daily })
  return chart({
    form: 'stacked',
    title: titleOf(period, isWhole ? 'by day' : `by day and ${by}`),
    unit: 'usd',
    labels: bins.map(([first = '']) => dayName(first)),
    series: all.map((name, index) => ({ name, values: values[index] ?? [] })),
    summary: dearestDay(bins, values),
  })
}

interface Stacking {
  readonly names: readonly string[]
  readonly keys: readonly string[]
  readonly bins: readonly (readonly string[])[]
  readonly daily: readonly DailyCost[]
}

/** What each series has in each bin; what has no series of its own is with the others, the last. */
function fill({ names, keys, bins, daily }: Stacking): readonly bigint[][] {
  const seriesOf = new Map(keys.map((key, index) => [key, index]))
  const binOf = new Map(bins.flatMap((bin, index) => bin.map(day => [day, index] as const)))
  const values = names.map(() => bins.map(() => 0n))
  for (const { day, key, costNano } of daily) {
    const row = values[seriesOf.get(key) ?? keys.length]
    const bin = binOf.get(day)
    if (row && bin !== undefined) row[bin] = (row[bin] ?? 0n) + costNano
  }
  return values
}

/** As many as a chart has series for. */
const topOf = (rows: readonly CostRow[]): readonly CostRow[] =>
  rows.slice(0, rows.length > mostSeries ? mostSeries - 1 : mostSeries)

const titleOf = ({ name }: Period, cut: string): string => `Spent ${cut}, ${name}`.slice(0, 80)

/** ISO days from the first to the last or to today. */
function daysOf({ workspace, now }: ChartParts, { from, until }: Period): readonly string[] {
  const today = localDay(now, workspace)
  const end = localDay(until, workspace)
  const days: string[] = []
  for (
    let day = DateTime.fromISO(localDay(from, workspace), { zone: 'utc' });
    ;
    day = day.plus({ days: 1 })
  ) {
    const iso = day.toISODate() ?? ''
    if (iso >= end || (iso > today && days.length > 0)) return days
    days.push(iso)
  }
}

/** More days than a picture has room for are put together. */
function toBins(days: readonly string[]): readonly (readonly string[])[] {
  const size = Math.max(1, Math.ceil(days.length / mostLabels))
  return Array.from({ length: Math.ceil(days.length / size) }, (_, index) =>
    days.slice(index * size, index * size + size),
  )
}

const dayName = (iso: string): string =>
  DateTime.fromISO(iso, { zone: 'utc', locale: 'en' }).toFormat('d LLL')

function dearestDay(
  bins: readonly (readonly string[])[],
  values: readonly (readonly bigint[])[],
): string {
  const sums = bins.map((_, bin) => values.reduce((total, row) => total + (row[bin] ?? 0n), 0n))
  // biome-ignore lint/complexity/useMathMinMax: these are bigints
  const most = sums.reduce((a, b) => (b > a ? b : a), 0n)
  const bin = bins[sums.indexOf(most)] ?? []
  const when = bin.length > 1 ? `The days from ${dayName(bin[0] ?? '')}` : dayName(bin[0] ?? '')
  return `${when} cost most: ${formatMoney(most)}.`
}

const sum = (rows: readonly CostRow[]): bigint =>
  rows.reduce((total, { costNano }) => total + costNano, 0n)

/** A picture cannot mention anybody, so people are named; each name is asked for once and remembered by the platform. */
function namesOf(
  { chat, workspace }: ChartParts,
  by: CostCut,
  rows: readonly CostRow[],
): Promise<readonly string[]> {
  return Promise.all(
    rows.map(async ({ key }) => {
      if (by !== 'member') return key === '' ? 'no thread' : key
      const member = await chat.member(workspace.id, key).catch(() => undefined)
      return member?.name ?? key
    }),
  )
}
