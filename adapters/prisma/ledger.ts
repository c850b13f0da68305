import type { Limit, Standing } from '../../src/ports/budgets.ts'
import type { Hold, LedgerStore, Settlement, Spend } from '../../src/ports/ledger.ts'
import type { Prices } from '../../src/ports/llm.ts'
import { lockWorkspace, openWindow, raiseOf, settleWindows, toStanding } from './budgets.ts'
import { addToDay } from './daily-use.ts'
import type { Db, Tx } from './db.ts'
import { Prisma } from './generated/sqlite/client.ts'
import { createLedgerPage } from './ledger-page.ts'
import { fromPrices } from './prices.ts'
import { fromCall, toCall } from './rows.ts'

const asJson = (value: unknown) =>
  value === undefined ? Prisma.DbNull : (value as Prisma.InputJsonValue)

const pricesOf = (prices: Prices | undefined) => (prices ? fromPrices(prices) : Prisma.DbNull)

const entry = ({ call, usage, ...settled }: Settlement) => ({
  id: call.id,
  workspaceId: call.workspaceId,
  channelId: call.channelId,
  threadId: call.threadId ?? null,
  turnId: call.turnId ?? null,
  memberId: call.memberId,
  purpose: call.purpose,
  attempt: call.attempt,
  modelAsked: call.modelId,
  modelServed: settled.modelServed,
  provider: call.provider,
  route: call.route,
  cacheWriteHourTokens: 0,
  audioInputTokens: 0,
  audioOutputTokens: 0,
  images: 0,
  ...usage,
  isEstimated: settled.isEstimated,
  prices: pricesOf(settled.servedPrices ?? call.prices),
  costNano: settled.costNano ?? null,
  computedNano: settled.computedNano ?? null,
  reportedNano: settled.reportedNano ?? null,
  latencyMs: settled.latencyMs,
  firstTokenMs: settled.firstTokenMs ?? null,
  outcome: settled.outcome,
  errorCode: settled.errorCode ?? null,
  usage: asJson(settled.rawUsage),
  at: call.startedAt,
})

/** The hold's row decides: whoever finds it writes the entry and deletes it, so a call is settled once. */
export async function settleIn(tx: Tx, settlement: Settlement): Promise<void> {
  const { call, modelServed, costNano = 0n } = settlement
  await lockWorkspace(tx, call.workspaceId)
  if (!(await tx.hold.findUnique({ where: { id: call.id }, select: { id: true } }))) return
  await settleWindows(tx, call, modelServed, costNano)
  await tx.hold.delete({ where: { id: call.id }, select: { id: true } })
  const data = entry(settlement)
  await tx.ledgerEntry.create({ data, select: { id: true } })
  await addToDay(tx, call.workspaceId, settlement.day, data)
}

/** Undoes the transaction in which a limit had no room. */
class NoRoom extends Error {
  readonly standing: Standing

  constructor(standing: Standing) {
    super('no room')
    this.standing = standing
  }
}

/** What calls take from one limit. */
interface Taking {
  readonly limit: Limit
  readonly shares: { readonly holdId: string; readonly amountNano: bigint }[]
}

function takingsOf(holds: readonly Hold[]): readonly Taking[] {
  const takings = new Map<string, Taking>()
  for (const { call, amountNano = 0n, limits } of holds) {
    for (const limit of limits) {
      const key = `${limit.budget.id} ${limit.subjectId}`
      const taking = takings.get(key) ?? { limit, shares: [] }
      takings.set(key, taking)
      taking.shares.push({ holdId: call.id, amountNano })
    }
  }
  return [...takings.values()]
}

async function take(tx: Tx, { limit, shares }: Taking, windowId: string): Promise<void> {
  const amountNano = shares.reduce((sum, share) => sum + share.amountNano, 0n)
  const isStrict = limit.budget.atLimit !== 'warn'
  const { count } = await tx.budgetWindow.updateMany({
    where: {
      id: windowId,
      ...(isStrict && { remainingNano: { gte: amountNano - raiseOf(limit) } }),
    },
    data: { remainingNano: { decrement: amountNano }, heldNano: { increment: amountNano } },
  })
  if (count === 0) throw new NoRoom(toStanding(limit, await openWindow(tx, limit)))
  await tx.holdShare.createMany({ data: shares.map(share => ({ ...share, windowId })) })
}

async function holdIn(tx: Tx, holds: readonly Hold[]): Promise<void> {
  const opened: { readonly taking: Taking; readonly windowId: string }[] = []
  // a new window takes over the calls under way, and these are not yet
  for (const taking of takingsOf(holds)) {
    opened.push({ taking, windowId: (await openWindow(tx, taking.limit)).id })
  }
  await tx.hold.createMany({ data: holds.map(holdColumns) })
  // in the order in which settling goes through them, so that two transactions never wait for each other
  opened.sort((a, b) => (a.windowId < b.windowId ? -1 : 1))
  for (const { taking, windowId } of opened) await take(tx, taking, windowId)
}

const holdColumns = ({ call, owner, inputTokens, amountNano, expiresAt }: Hold) => ({
  id: call.id,
  workspaceId: call.workspaceId,
  turnId: call.turnId ?? null,
  owner,
  call: fromCall(call),
  inputTokens,
  amountNano: amountNano ?? null,
  createdAt: call.startedAt,
  expiresAt,
})

const sums = {
  _count: { _all: true, costNano: true },
  _sum: { costNano: true, inputTokens: true, outputTokens: true },
} as const

interface Sums {
  readonly _count: { readonly _all: number; readonly costNano: number }
  readonly _sum: {
    readonly costNano: bigint | null
    readonly inputTokens: number | null
    readonly outputTokens: number | null
  }
}

const toSpend = ({ _count, _sum }: Sums): Spend => ({
  calls: _count._all,
  costNano: _sum.costNano ?? 0n,
  inputTokens: _sum.inputTokens ?? 0,
  outputTokens: _sum.outputTokens ?? 0,
  unpriced: _count._all - _count.costNano,
})

type ModelSpend = Spend & { readonly modelId: string }

const dearestFirst = (a: ModelSpend, b: ModelSpend): number =>
  Number(b.costNano > a.costNano) - Number(b.costNano < a.costNano) ||
  b.calls - a.calls ||
  (a.modelId < b.modelId ? -1 : 1)

export function createLedgerStore(db: Db): LedgerStore {
  return {
    page: createLedgerPage(db),

    async hold(...holds) {
      const [first, ...others] = holds
      if (first && others.length === 0 && first.limits.length === 0) {
        await db.hold.create({ data: holdColumns(first), select: { id: true } })
        return { ok: true }
      }
      try {
        await db.$transaction(tx => holdIn(tx, holds))
        return { ok: true }
      } catch (error) {
        if (error instanceof NoRoom) return { ok: false, standing: error.standing }
        throw error
      }
    },

    async noteOutput(callId, outputTokens) {
      await db.hold.updateMany({ where: { id: callId }, data: { outputTokens } })
    },

    async settle(settlement) {
      await db.$transaction(tx => settleIn(tx, settlement))
    },

    async abandoned(now, everything) {
      const dead = everything
        ? []
        : await db.turn.findMany({
            where: { state: 'running', leaseUntil: { lt: now } },
            select: { id: true },
          })
      const found = await db.hold.findMany({
        where: everything
          ? {}
          : { OR: [{ expiresAt: { lt: now } }, { turnId: { in: dead.map(({ id }) => id) } }] },
      })
      return found.map(({ call, inputTokens, outputTokens }) => ({
        call: toCall(call),
        inputTokens,
        outputTokens,
      }))
    },

    async spend({ from, until, ...filter }) {
      const found = await db.ledgerEntry.aggregate({
        where: spendWhere(filter, from, until),
        ...sums,
      })
      return toSpend(found)
    },

    async spendByModel({ from, until, ...filter }) {
      const found = await db.ledgerEntry.groupBy({
        by: ['modelServed'],
        where: spendWhere(filter, from, until),
        ...sums,
      })
      // sorted here: the engines disagree about where a sum of no prices belongs
      return found.map(row => ({ modelId: row.modelServed, ...toSpend(row) })).sort(dearestFirst)
    },
  }
}

const spendWhere = (
  { modelId, ...filter }: { workspaceId: string; memberId?: string; modelId?: string },
  from: Date,
  until: Date,
) => ({
  ...filter,
  ...(modelId !== undefined && { modelServed: modelId }),
  at: { gte: from, lt: until },
})
