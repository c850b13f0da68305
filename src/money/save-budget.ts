import { z } from 'zod'
import { BotError } from '../errors.ts'
import type { Budget } from '../ports/budgets.ts'
import { buttons, card, note, say, text } from '../ui/card.ts'
import { standingLine } from './budget-list.ts'
import { readTarget } from './budget-target.ts'
import { atLimitWords, budgetName } from './budget-words.ts'
import type { BudgetChange, Budgeting } from './budgeting.ts'
import { formatMoney } from './format-money.ts'
import { readAmount } from './read-amount.ts'

export const SCOPES = [
  'workspace',
  'channel',
  'member',
  'model',
  'thread',
  'every-member',
  'every-channel',
] as const
export const PERIODS = ['day', 'week', 'month', 'total'] as const
export const AT_LIMIT = ['block', 'cheapest', 'warn'] as const

type Wanted = Pick<Budget, 'scope' | 'targetId' | 'period' | 'atLimit'>

/** A budget as an admin types it. */
export interface TypedBudget {
  readonly amount: string
  readonly scope: Budget['scope']
  readonly target?: string | undefined
  readonly period: Budget['period']
  readonly at_limit: Budget['atLimit']
}

/** Sets or, with the amount `off`, removes it. @throws BotError `bad-option` */
export async function saveTyped(parts: Budgeting, typed: TypedBudget): Promise<BudgetChange> {
  const { amount, scope, target, period, at_limit } = typed
  const limitNano = readAmount(amount)
  const targetId = await readTarget(parts, scope, target)
  return save(parts, { scope, targetId, period, atLimit: at_limit }, limitNano)
}

/** Changes the amount of one that is there and what happens at its limit. */
export const changeKnown = (
  parts: Budgeting,
  { scope, targetId, period }: Budget,
  amount: string,
  atLimit: Budget['atLimit'],
): Promise<BudgetChange> => save(parts, { scope, targetId, period, atLimit }, readAmount(amount))

const save = (parts: Budgeting, wanted: Wanted, limitNano: bigint | undefined) =>
  limitNano === undefined ? remove(parts, wanted) : set(parts, wanted, limitNano)

async function set(parts: Budgeting, wanted: Wanted, limitNano: bigint): Promise<BudgetChange> {
  const { store, workspace, workspaces, actor, chat } = parts
  const change = {
    actor,
    action: 'budget',
    target: formatMoney(limitNano),
    details: detailsOf(wanted),
  }
  const wantedBudget = { ...wanted, workspaceId: workspace.id, limitNano }
  const saved = await store.budgets.set(wantedBudget, 'any', change)
  if (!saved.ok) throw new BotError('conflict', 'Somebody else changed this budget just now.')
  const { budget, before } = saved
  workspaces.changed(workspace.id)
  const name = budgetName(budget, chat.mention)
  const was = before ? ` (it was ${formatMoney(before.limitNano)})` : ''
  return {
    card: card(
      text(`**The ${name} is ${formatMoney(limitNano)} now**: ${atLimitWords(budget.atLimit)}.`),
      note(`${await standingLine(parts, budget)}.`),
      undo(budget, before),
    ),
    notice: {
      to: 'admins',
      card: say(`${actor.name} set the ${name} to ${formatMoney(limitNano)}${was}.`),
    },
  }
}

async function remove(parts: Budgeting, wanted: Wanted): Promise<BudgetChange> {
  const { store, workspace, workspaces, actor, chat } = parts
  const { atLimit, ...details } = detailsOf(wanted)
  const change = { actor, action: 'budget', target: 'off', details }
  const key = { ...wanted, workspaceId: workspace.id }
  const removed = await store.budgets.remove(key, 'any', change)
  workspaces.changed(workspace.id)
  const before = removed.ok ? removed.before : undefined
  if (!before)
    throw new BotError('bad-option', 'There is no such budget. `/models budget` shows them all.')
  const name = budgetName(before, chat.mention)
  return {
    card: card(
      text(`The ${name} is gone; it was ${formatMoney(before.limitNano)}.`),
      undo(before, before),
    ),
    notice: { to: 'admins', card: say(`${actor.name} removed the ${name}.`) },
  }
}

const detailsOf = ({ scope, targetId, period, atLimit }: Wanted) => ({
  scope,
  target: targetId,
  period,
  atLimit,
})

const UNDO_LENGTH = 75

function undo({ scope, targetId, period }: Budget, before: Budget | undefined) {
  const amount = before ? String(before.limitNano) : 'off'
  const value = [scope, targetId, period, amount, before?.atLimit ?? 'block'].join('|')
  return value.length <= UNDO_LENGTH
    ? buttons({ label: 'Undo', action: 'budget.undo', value })
    : undefined
}

/** What the button under a change does. */
export function takeBack(parts: Budgeting, value: string): Promise<BudgetChange> {
  const [scope = '', targetId = '', period = '', amount = '', atLimit = ''] = value.split('|')
  const wanted = {
    scope: z.enum(SCOPES).parse(scope),
    targetId,
    period: z.enum(PERIODS).parse(period),
    atLimit: z.enum(AT_LIMIT).parse(atLimit),
  }
  return save(parts, wanted, amount === 'off' ? undefined : BigInt(amount))
}
