import type {
  CostCut,
  CostFilter,
  CostRow,
  CostSpan,
  CostStore,
  Costs,
  DailyCost,
} from '../../src/ports/costs.ts'
import { lockWorkspace } from './budgets.ts'
import { checkDayIn } from './daily-use.ts'
import type { Db } from './db.ts'

const _sum = {
  costNano: true,
  calls: true,
  failures: true,
  unpriced: true,
  estimated: true,
  inputTokens: true,
  cacheReadTokens: true,
  cacheWriteTokens: true,
  outputTokens: true,
  reasoningTokens: true,
  latencyMs: true,
  computedNano: true,
  reportedNano: true,
} as const

type Sums = { readonly [K in keyof Costs]: bigint | number | null }

const toCosts = (sums: Sums): Costs => ({
  costNano: BigInt(sums.costNano ?? 0),
  calls: Number(sums.calls),
  failures: Number(sums.failures),
  unpriced: Number(sums.unpriced),
  estimated: Number(sums.estimated),
  inputTokens: Number(sums.inputTokens),
  cacheReadTokens: Number(sums.cacheReadTokens),
  cacheWriteTokens: Number(sums.cacheWriteTokens),
  outputTokens: Number(sums.outputTokens),
  reasoningTokens: Number(sums.reasoningTokens),
  latencyMs: Number(sums.latencyMs),
  computedNano: BigInt(sums.computedNano ?? 0),
  reportedNano: BigInt(sums.reportedNano ?? 0),
})

const whereOf = (cut: CostCut, { workspaceId, fromDay, untilDay }: CostFilter, memberId = '') => ({
  workspaceId,
  // every cut has all of a day; this one has the fewest rows
  cut: cut === 'day' ? 'provider' : cut,
  memberId,
  day: { gte: fromDay, lt: untilDay },
})

type CostReads = Pick<CostStore, 'total' | 'by' | 'perDay' | 'ofMember'>

function createReads(db: Db): CostReads {
  return {
    async total(filter) {
      const found = await db.dailyUse.aggregate({ where: whereOf('day', filter), _sum })
      return toCosts(found._sum)
    },

    async by(cut, filter) {
      const where = whereOf(cut, filter)
      if (cut === 'day') {
        const days = await db.dailyUse.groupBy({ by: ['day'], where, _sum })
        return days.map((row): CostRow => ({ key: row.day, ...toCosts(row._sum) })).sort(byKey)
      }
      const found = await db.dailyUse.groupBy({ by: ['key'], where, _sum })
      return found
        .map((row): CostRow => ({ key: row.key, ...toCosts(row._sum) }))
        .sort(dearestFirst)
    },

    async perDay(cut, filter) {
      const found = await db.dailyUse.findMany({ where: whereOf(cut, filter) })
      return found
        .map((row): DailyCost => ({ day: row.day, key: row.key, ...toCosts(row) }))
        .sort((a, b) => a.day.localeCompare(b.day) || dearestFirst(a, b))
    },

    async ofMember(memberId, filter) {
      const where = whereOf('model', filter, memberId)
      const found = await db.dailyUse.groupBy({ by: ['key'], where, _sum })
      return found
        .map((row): CostRow => ({ key: row.key, ...toCosts(row._sum) }))
        .sort(dearestFirst)
    },
  }
}

export function createCostStore(db: Db): CostStore {
  return {
    ...createReads(db),

    async dearest(filter) {
      const row = await db.dailyUse.findFirst({
        where: { ...whereOf('day', filter), dearestNano: { gt: 0n } },
        orderBy: [{ dearestNano: 'desc' }, { dearestId: 'asc' }],
        select: { dearestId: true },
      })
      if (!row) return undefined
      const call = await db.ledgerEntry.findUnique({ where: { id: row.dearestId } })
      if (!call) return undefined
      const { costNano, modelServed: modelId, channelId, memberId, threadId } = call
      const thread = threadId === null ? undefined : { threadId }
      return { costNano: costNano ?? 0n, modelId, channelId, memberId, ...thread }
    },

    span: workspaceId => spanOf(db, workspaceId),

    checkDay: (workspaceId, day, repair) =>
      db.$transaction(
        async tx => {
          await lockWorkspace(tx, workspaceId)
          return checkDayIn(tx, workspaceId, day, repair)
        },
        { timeout: CHECK_TIMEOUT_MS },
      ),

    async calendars() {
      const select = { id: true, timeZone: true, sumsZone: true }
      const found = await db.workspace.findMany({ select, orderBy: { id: 'asc' } })
      return found.map(({ sumsZone, ...row }) => (sumsZone === null ? row : { ...row, sumsZone }))
    },

    async noteZone(id, sumsZone) {
      await db.workspace.updateMany({ where: { id }, data: { sumsZone } })
    },
  }
}

/** A busy day has a hundred thousand calls. */
const CHECK_TIMEOUT_MS = 120_000

async function spanOf(db: Db, workspaceId: string): Promise<CostSpan> {
  const where = { workspaceId }
  const [days, calls] = await Promise.all([
    db.dailyUse.aggregate({ where, _min: { day: true }, _max: { day: true } }),
    db.ledgerEntry.aggregate({ where, _min: { at: true }, _max: { at: true } }),
  ])
  const [firstDay, lastDay] = [days._min.day, days._max.day]
  const [first, last] = [calls._min.at, calls._max.at]
  return {
    ...(firstDay && lastDay && { days: { first: firstDay, last: lastDay } }),
    ...(first && last && { calls: { first, last } }),
  }
}

const byKey = (a: CostRow, b: CostRow): number => (a.key < b.key ? -1 : 1)

const dearestFirst = (a: CostRow, b: CostRow): number =>
  Number(b.costNano > a.costNano) - Number(b.costNano < a.costNano) ||
  b.calls - a.calls ||
  byKey(a, b)
