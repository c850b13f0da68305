import { newId } from '../../src/lib/new-id.ts'
import type {
  Budget,
  BudgetKey,
  BudgetStore,
  Limit,
  NewBudget,
  SeenVersion,
  Standing,
} from '../../src/ports/budgets.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { Call } from '../../src/ports/ledger.ts'
import { addAudit } from './audit.ts'
import type { Db, Tx } from './db.ts'
import { isUniqueViolation } from './errors.ts'
import type * as Row from './generated/sqlite/client.ts'
import { toBudget, toCall } from './rows.ts'

const byKey = ({ workspaceId, scope, targetId, period }: BudgetKey) => ({
  workspaceId_scope_targetId_period: { workspaceId, scope, targetId, period },
})

const byWindow = ({ budget, subjectId, startsAt }: Limit) => ({
  budgetId_subjectId_startsAt: { budgetId: budget.id, subjectId, startsAt },
})

/**
 * Settling writes to the workspace's row too, so nothing is settled while a new window adds up what was spent: no call
 * is missed, none is counted twice. Budgets of one workspace are changed one after the other.
 */
export async function lockWorkspace(tx: Tx, id: string): Promise<void> {
  await tx.workspace.updateMany({ where: { id }, data: { revision: { increment: 1 } } })
}

/** The window's row. A new one starts with what was spent in it and with the calls under way. */
export async function openWindow(tx: Tx, limit: Limit): Promise<Row.BudgetWindow> {
  const known = await tx.budgetWindow.findUnique({ where: byWindow(limit) })
  if (known) return known
  const { budget, subject, subjectId, startsAt, endsAt } = limit
  const { workspaceId } = budget
  await lockWorkspace(tx, workspaceId)
  // whoever waited for the lock finds what the other one opened
  const opened = await tx.budgetWindow.findUnique({ where: byWindow(limit) })
  if (opened) return opened
  const shares = await underWay(tx, limit)
  const heldNano = shares.reduce((sum, { amountNano }) => sum + amountNano, 0n)
  return tx.budgetWindow.create({
    data: {
      ...{ id: newId(), budgetId: budget.id, workspaceId, subject, subjectId, startsAt, endsAt },
      remainingNano: budget.limitNano - (await spentIn(tx, limit)) - heldNano,
      heldNano,
      shares: { create: shares },
    },
  })
}

/** By the days that reports read: budget and report say the same. */
async function spentIn(tx: Tx, limit: Limit): Promise<bigint> {
  const { subject, subjectId, fromDay, untilDay, budget } = limit
  const { _sum } = await tx.dailyUse.aggregate({
    where: {
      workspaceId: budget.workspaceId,
      memberId: '',
      day: { gte: fromDay, lt: untilDay },
      // every cut has all of a day; that of providers has the fewest rows
      ...(subject === 'workspace' ? { cut: 'provider' } : { cut: subject, key: subjectId }),
    },
    _sum: { costNano: true },
  })
  return _sum.costNano ?? 0n
}

/** Calls that began before the window was there: before its budget was set, or its time zone. */
async function underWay(tx: Tx, limit: Limit) {
  const { budget, startsAt, endsAt } = limit
  const found = await tx.hold.findMany({
    where: { workspaceId: budget.workspaceId, createdAt: { gte: startsAt, lt: endsAt } },
    select: { id: true, call: true, amountNano: true },
  })
  return found
    .filter(({ call }) => concerns(limit, toCall(call)))
    .map(({ id, amountNano }) => ({ holdId: id, amountNano: amountNano ?? 0n }))
}

function concerns({ subject, subjectId }: Limit, call: Call): boolean {
  const subjects = {
    workspace: '',
    channel: call.channelId,
    member: call.memberId,
    model: call.modelId,
    thread: call.threadId,
  }
  return subjects[subject] === subjectId
}

export function toStanding(limit: Limit, { remainingNano, heldNano }: Row.BudgetWindow): Standing {
  const { limitNano } = limit.budget
  return {
    limit,
    heldNano,
    spentNano: limitNano - remainingNano - heldNano,
    remainingNano: remainingNano + raiseOf(limit),
  }
}

/** What a temporary raise adds; no window knows of it, so that it can end by itself. */
export const raiseOf = ({ limitNano, budget }: Limit): bigint => limitNano - budget.limitNano

/** Gives back what the call held and takes what it cost, in every window it falls into. Before the hold is deleted. */
export async function settleWindows(
  tx: Tx,
  call: Call,
  modelServed: string,
  costNano: bigint,
): Promise<void> {
  const windows = await tx.budgetWindow.findMany({
    where: {
      workspaceId: call.workspaceId,
      startsAt: { lte: call.startedAt },
      endsAt: { gt: call.startedAt },
      OR: [
        { subject: 'workspace' },
        { subject: 'channel', subjectId: call.channelId },
        { subject: 'member', subjectId: call.memberId },
        { subject: 'model', subjectId: modelServed },
        ...(call.threadId === undefined ? [] : [{ subject: 'thread', subjectId: call.threadId }]),
        // held for the model that was asked, served by another
        { shares: { some: { holdId: call.id } } },
      ],
    },
    include: { shares: { where: { holdId: call.id } } },
    orderBy: { id: 'asc' },
  })
  for (const { id, subject, subjectId, shares } of windows) {
    const held = shares.reduce((sum, { amountNano }) => sum + amountNano, 0n)
    const isElsewhere = subject === 'model' && subjectId !== modelServed
    const cost = isElsewhere ? 0n : costNano
    await tx.budgetWindow.update({
      where: { id },
      data: { remainingNano: { increment: held - cost }, heldNano: { decrement: held } },
      select: { id: true },
    })
  }
}

async function findBudget(tx: Tx, key: BudgetKey): Promise<Budget | undefined> {
  const found = await tx.budget.findUnique({ where: byKey(key) })
  return found ? toBudget(found) : undefined
}

const isAsSeen = (current: Budget | undefined, seen: SeenVersion): boolean =>
  seen === 'any' || seen === (current?.version ?? 0)

export function createBudgetStore(db: Db, clock: Clock): BudgetStore {
  async function write(tx: Tx, budget: NewBudget, before: Budget | undefined, changedBy: string) {
    const { limitNano, raisedNano, raisedUntil, ...rest } = budget
    const amounts = {
      limitNano,
      raisedNano: raisedNano ?? null,
      raisedUntil: raisedUntil ?? null,
    }
    if (!before) {
      const made = { id: newId(), createdBy: changedBy, createdAt: clock.now(), changedBy }
      return tx.budget.create({ data: { ...rest, ...amounts, ...made } })
    }
    await tx.budgetWindow.updateMany({
      where: { budgetId: before.id },
      data: { remainingNano: { increment: limitNano - before.limitNano } },
    })
    return tx.budget.update({
      where: { id: before.id },
      data: { ...amounts, atLimit: rest.atLimit, changedBy, version: { increment: 1 } },
    })
  }

  return {
    async of(workspaceId) {
      const found = await db.budget.findMany({
        where: { workspaceId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      })
      return found.map(toBudget)
    },

    set: (budget, seen, change) =>
      db.$transaction(async tx => {
        await lockWorkspace(tx, budget.workspaceId)
        const before = await findBudget(tx, budget)
        if (!isAsSeen(before, seen)) return { ok: false, current: before }
        const row = await write(tx, budget, before, change.actor.id)
        await addAudit(tx, budget.workspaceId, clock.now(), change)
        return { ok: true, budget: toBudget(row), before }
      }),

    remove: (key, seen, change) =>
      db.$transaction(async tx => {
        await lockWorkspace(tx, key.workspaceId)
        const before = await findBudget(tx, key)
        if (!isAsSeen(before, seen)) return { ok: false, current: before }
        if (before) {
          await tx.budget.delete({ where: { id: before.id } })
          await addAudit(tx, key.workspaceId, clock.now(), change)
        }
        return { ok: true, before }
      }),

    standing: limit => db.$transaction(async tx => toStanding(limit, await openWindow(tx, limit))),

    async claimAlert(limit, threshold, now) {
      const row = await db.budgetWindow.findUnique({ where: byWindow(limit) })
      if (!row) return false
      try {
        await db.budgetAlert.create({ data: { windowId: row.id, threshold, at: now } })
        return true
      } catch (error) {
        if (isUniqueViolation(error)) return false
        throw error
      }
    },
  }
}
