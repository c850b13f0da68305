import { newId } from '../../src/lib/new-id.ts'
import type { BudgetKey, BudgetStore, Limit, Standing } from '../../src/ports/budgets.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { Call } from '../../src/ports/ledger.ts'
import { addAudit } from './audit.ts'
import type { Db, Tx } from './db.ts'
import { isUniqueViolation } from './errors.ts'
import type * as Row from './generated/sqlite/client.ts'
import { toBudget } from './rows.ts'

const byKey = ({ workspaceId, scope, targetId, period }: BudgetKey) => ({
  workspaceId_scope_targetId_period: { workspaceId, scope, targetId, period },
})

const byWindow = ({ budget, subjectId, startsAt }: Limit) => ({
  budgetId_subjectId_startsAt: { budgetId: budget.id, subjectId, startsAt },
})

/** The ledger's column of a subject. */
const columns = {
  channel: 'channelId',
  member: 'memberId',
  model: 'modelServed',
  thread: 'threadId',
} as const

/**
 * Settling writes to the workspace's row too, so nothing is settled while a new window adds up the ledger: no call is
 * missed, none is counted twice.
 */
export async function lockWorkspace(tx: Tx, id: string): Promise<void> {
  await tx.workspace.updateMany({ where: { id }, data: { revision: { increment: 1 } } })
}

/** The window's row; a new one starts with what the ledger says was spent in it. */
export async function openWindow(tx: Tx, limit: Limit): Promise<Row.BudgetWindow> {
  const known = await tx.budgetWindow.findUnique({ where: byWindow(limit) })
  if (known) return known
  const { budget, subject, subjectId, startsAt, endsAt } = limit
  await lockWorkspace(tx, budget.workspaceId)
  // whoever waited for the lock finds what the other one opened
  const opened = await tx.budgetWindow.findUnique({ where: byWindow(limit) })
  if (opened) return opened
  const { _sum } = await tx.ledgerEntry.aggregate({
    where: {
      workspaceId: budget.workspaceId,
      ...(subject !== 'workspace' && { [columns[subject]]: subjectId }),
      at: { gte: startsAt, lt: endsAt },
    },
    _sum: { costNano: true },
  })
  return tx.budgetWindow.create({
    data: {
      id: newId(),
      budgetId: budget.id,
      workspaceId: budget.workspaceId,
      subject,
      subjectId,
      startsAt,
      endsAt,
      remainingNano: budget.limitNano - (_sum.costNano ?? 0n),
    },
  })
}

export const toStanding = (limit: Limit, row: Row.BudgetWindow): Standing => ({
  limit,
  remainingNano: row.remainingNano,
  heldNano: row.heldNano,
  spentNano: limit.budget.limitNano - row.remainingNano - row.heldNano,
})

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

export function createBudgetStore(db: Db, clock: Clock): BudgetStore {
  return {
    async of(workspaceId) {
      const found = await db.budget.findMany({
        where: { workspaceId },
        orderBy: { createdAt: 'asc' },
      })
      return found.map(toBudget)
    },

    set: (budget, change) =>
      db.$transaction(async tx => {
        const before = await tx.budget.findUnique({ where: byKey(budget) })
        const { limitNano, atLimit } = budget
        const row = await tx.budget.upsert({
          where: byKey(budget),
          update: { limitNano, atLimit },
          create: { id: newId(), ...budget, createdBy: change.actor.id, createdAt: clock.now() },
        })
        if (before) {
          await tx.budgetWindow.updateMany({
            where: { budgetId: row.id },
            data: { remainingNano: { increment: limitNano - before.limitNano } },
          })
        }
        await addAudit(tx, budget.workspaceId, clock.now(), change)
        return { budget: toBudget(row), before: before ? toBudget(before) : undefined }
      }),

    remove: (key, change) =>
      db.$transaction(async tx => {
        const before = await tx.budget.findUnique({ where: byKey(key) })
        if (!before) return undefined
        await tx.budget.delete({ where: { id: before.id } })
        await addAudit(tx, key.workspaceId, clock.now(), change)
        return toBudget(before)
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
