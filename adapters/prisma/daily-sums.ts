import type { CostCut } from '../../src/ports/costs.ts'

/** What the ledger says of a call. */
export interface Entry {
  readonly id: string
  readonly modelServed: string
  readonly provider: string
  readonly route: string
  readonly purpose: string
  readonly memberId: string
  readonly channelId: string
  readonly threadId: string | null
  readonly inputTokens: number
  readonly cacheReadTokens: number
  readonly cacheWriteTokens: number
  readonly outputTokens: number
  readonly reasoningTokens: number
  readonly isEstimated: boolean
  readonly costNano: bigint | null
  readonly computedNano: bigint | null
  readonly reportedNano: bigint | null
  readonly latencyMs: number
  readonly outcome: string
}

export const sumColumns = [
  'calls',
  'failures',
  'unpriced',
  'estimated',
  'inputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'outputTokens',
  'reasoningTokens',
  'latencyMs',
  'costNano',
  'computedNano',
  'reportedNano',
] as const

export type Sums = Readonly<Record<(typeof sumColumns)[number], bigint>>

/** One row of `DailyUse`, without its workspace and day. */
export interface DailySums extends Sums {
  readonly cut: string
  readonly memberId: string
  readonly key: string
  readonly dearestNano: bigint
  readonly dearestId: string
}

type StoredCut = Exclude<CostCut, 'day'>

const keysOf = (entry: Entry): Readonly<Record<StoredCut, string>> => ({
  model: entry.modelServed,
  provider: entry.provider,
  route: entry.route,
  purpose: entry.purpose,
  member: entry.memberId,
  channel: entry.channelId,
  thread: entry.threadId ?? '',
  price: entry.costNano === null ? 'unknown' : 'known',
})

const flag = (isSo: boolean): bigint => (isSo ? 1n : 0n)

function sumsOf(entry: Entry): Sums {
  const { computedNano, reportedNano } = entry
  const isCompared = computedNano !== null && reportedNano !== null
  return {
    calls: 1n,
    failures: flag(entry.outcome === 'failed'),
    unpriced: flag(entry.costNano === null),
    estimated: flag(entry.isEstimated),
    inputTokens: BigInt(entry.inputTokens),
    cacheReadTokens: BigInt(entry.cacheReadTokens),
    cacheWriteTokens: BigInt(entry.cacheWriteTokens),
    outputTokens: BigInt(entry.outputTokens),
    reasoningTokens: BigInt(entry.reasoningTokens),
    latencyMs: BigInt(entry.latencyMs),
    costNano: entry.costNano ?? 0n,
    computedNano: isCompared ? computedNano : 0n,
    reportedNano: isCompared ? reportedNano : 0n,
  }
}

/** What a call adds to its day: a row of each cut, and one of its member's own models. */
export function dailySumsOf(entry: Entry): readonly DailySums[] {
  const sums = sumsOf(entry)
  const dearest = { dearestNano: sums.costNano, dearestId: entry.id }
  const cuts = Object.entries(keysOf(entry)).map(([cut, key]) => ({
    ...{ cut, memberId: '', key },
    ...sums,
    ...dearest,
  }))
  const own = { cut: 'model', memberId: entry.memberId, key: entry.modelServed }
  return [...cuts, { ...own, ...sums, ...dearest }]
}

export const identityOf = ({
  cut,
  memberId,
  key,
}: Pick<DailySums, 'cut' | 'memberId' | 'key'>): string => JSON.stringify([cut, memberId, key])

/** Adds up what has the same cut, member and key. */
export function addUp(into: Map<string, DailySums>, more: readonly DailySums[]): void {
  for (const row of more) {
    const identity = identityOf(row)
    const known = into.get(identity)
    into.set(identity, known ? plus(known, row) : row)
  }
}

function plus(a: DailySums, b: DailySums): DailySums {
  const sums = Object.fromEntries(sumColumns.map(name => [name, a[name] + b[name]]))
  const { dearestNano, dearestId } = isDearer(b, a) ? b : a
  return { ...a, ...sums, dearestNano, dearestId }
}

/** Of two that cost the same, the one with the smaller id: the same whoever comes first. */
const isDearer = (a: DailySums, b: DailySums): boolean =>
  a.dearestNano > b.dearestNano || (a.dearestNano === b.dearestNano && a.dearestId < b.dearestId)
