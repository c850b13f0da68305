import type { CostCut, CostFilter, CostRow, CostStore, Costs } from '../../src/ports/costs.ts'
import type { Settlement } from '../../src/ports/ledger.ts'
import type { Db, Tx } from './db.ts'

const columns = {
  model: 'modelId',
  member: 'memberId',
  channel: 'channelId',
  purpose: 'purpose',
  provider: 'provider',
  day: 'day',
} as const satisfies Readonly<Record<CostCut, string>>

/** Adds a settled call to its day. */
export async function addToDay(tx: Tx, settlement: Settlement): Promise<void> {
  const { call, day, usage, costNano, modelServed } = settlement
  const key = {
    workspaceId: call.workspaceId,
    day,
    modelId: modelServed,
    provider: call.provider,
    memberId: call.memberId,
    channelId: call.channelId,
    purpose: call.purpose,
  }
  const one = {
    calls: 1,
    failures: settlement.outcome === 'failed' ? 1 : 0,
    unpriced: costNano === undefined ? 1 : 0,
    estimated: settlement.isEstimated ? 1 : 0,
    inputTokens: usage.inputTokens,
    cacheReadTokens: usage.cacheReadTokens,
    outputTokens: usage.outputTokens,
    costNano: costNano ?? 0n,
  }
  const increments = Object.fromEntries(
    Object.entries(one).map(([name, increment]) => [name, { increment }]),
  )
  await tx.dailyUse.upsert({
    where: { workspaceId_day_modelId_provider_memberId_channelId_purpose: key },
    create: { ...key, ...one },
    update: increments,
    select: { day: true },
  })
}

const _sum = {
  costNano: true,
  calls: true,
  failures: true,
  unpriced: true,
  estimated: true,
  inputTokens: true,
  cacheReadTokens: true,
  outputTokens: true,
} as const

type Sums = { readonly [K in keyof Costs]: Costs[K] | null }

const toCosts = (sums: Sums): Costs => ({
  costNano: sums.costNano ?? 0n,
  calls: sums.calls ?? 0,
  failures: sums.failures ?? 0,
  unpriced: sums.unpriced ?? 0,
  estimated: sums.estimated ?? 0,
  inputTokens: sums.inputTokens ?? 0,
  cacheReadTokens: sums.cacheReadTokens ?? 0,
  outputTokens: sums.outputTokens ?? 0,
})

const whereOf = ({ fromDay, untilDay, ...filter }: CostFilter) => ({
  ...filter,
  day: { gte: fromDay, lt: untilDay },
})

export function createCostStore(db: Db): CostStore {
  return {
    async total(filter) {
      const found = await db.dailyUse.aggregate({ where: whereOf(filter), _sum })
      return toCosts(found._sum)
    },

    async by(cut, filter) {
      const column = columns[cut]
      const found = await db.dailyUse.groupBy({ by: [column], where: whereOf(filter), _sum })
      const rows = found.map((row): CostRow => ({ key: String(row[column]), ...toCosts(row._sum) }))
      return rows.sort(cut === 'day' ? byKey : dearestFirst)
    },
  }
}

const byKey = (a: CostRow, b: CostRow): number => (a.key < b.key ? -1 : 1)

const dearestFirst = (a: CostRow, b: CostRow): number =>
  Number(b.costNano > a.costNano) - Number(b.costNano < a.costNano) ||
  b.calls - a.calls ||
  byKey(a, b)
