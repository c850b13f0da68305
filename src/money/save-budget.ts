import { BotError } from '../errors.ts'
import { defined } from '../lib/defined.ts'
import type { Budget, SeenVersion } from '../ports/budgets.ts'
import { buttons, type Card, card, note, say, text } from '../ui/card.ts'
import { type BudgetDraft, decodeDraft, encodeDraft } from './budget-draft.ts'
import { standingLine } from './budget-list.ts'
import { useWords } from './budget-use.ts'
import { amountWords, atLimitWords, budgetName } from './budget-words.ts'
import type { BudgetChange, Budgeting } from './budgeting.ts'
import { formatMoney } from './format-money.ts'
import { previewCard } from './preview-budget.ts'

/** Saves it, or shows what is there where that is not what its admin had seen. */
export const saveDraft = (
  parts: Budgeting,
  draft: BudgetDraft,
  seen: SeenVersion,
): Promise<BudgetChange | Card> =>
  draft.limitNano === undefined
    ? remove(parts, draft, seen)
    : set(parts, { ...draft, limitNano: draft.limitNano }, seen)

/** What Save and Undo do. */
export function saveButton(parts: Budgeting, value: string): Promise<BudgetChange | Card> {
  const { draft, seen } = decodeDraft(value)
  return saveDraft(parts, draft, seen)
}

type Wanted = BudgetDraft & Pick<Budget, 'limitNano'>

async function set(parts: Budgeting, wanted: Wanted, seen: SeenVersion) {
  const { store, workspace, workspaces, actor, chat } = parts
  const { limitNano, scope, targetId, period, atLimit, raisedNano, raisedUntil } = wanted
  const budgetWanted = {
    ...{ workspaceId: workspace.id, scope, targetId, period, atLimit, limitNano },
    ...defined({ raisedNano, raisedUntil }),
  }
  const amount = amountWords(wanted, workspace)
  const change = { actor, action: 'budget', target: amount, details: detailsOf(wanted) }
  const saved = await store.budgets.set(budgetWanted, seen, change)
  workspaces.changed(workspace.id)
  if (!saved.ok) return previewCard(parts, wanted, saved.current, 'changed')
  const { budget, before } = saved
  const name = budgetName(budget, chat.mention)
  const was = before ? ` (it was ${amountWords(before, workspace)})` : ''
  return {
    card: card(
      text(`**The ${name} is ${amount} now**: ${atLimitWords(atLimit)}.`),
      note(`${await standingLine(parts, budget)}.`),
      note(await useWords(parts, wanted, limitNano)),
      undo(before ?? { ...wanted, limitNano: undefined }, budget.version),
    ),
    notice: {
      to: 'admins' as const,
      card: say(`${actor.name} set the ${name} to ${amount}${was}.`),
    },
  }
}

async function remove(parts: Budgeting, draft: BudgetDraft, seen: SeenVersion) {
  const { store, workspace, workspaces, actor, chat } = parts
  const { atLimit: _, ...details } = detailsOf(draft)
  const change = { actor, action: 'budget', target: 'off', details }
  const key = { ...draft, workspaceId: workspace.id }
  const removed = await store.budgets.remove(key, seen, change)
  workspaces.changed(workspace.id)
  if (!removed.ok) return previewCard(parts, draft, removed.current, 'changed')
  const { before } = removed
  if (!before) {
    throw new BotError('bad-option', 'There is no such budget. `/models budget` shows them all.')
  }
  const name = budgetName(before, chat.mention)
  return {
    card: card(
      text(`The ${name} is gone; it was ${formatMoney(before.limitNano)}.`),
      undo(before, 0),
    ),
    notice: { to: 'admins' as const, card: say(`${actor.name} removed the ${name}.`) },
  }
}

const detailsOf = ({ scope, targetId, period, atLimit }: BudgetDraft) => ({
  scope,
  target: targetId,
  period,
  atLimit,
})

/** Only while nobody else changed it since. */
function undo(before: BudgetDraft, version: number) {
  const value = encodeDraft(before, version)
  return value === undefined ? undefined : buttons({ label: 'Undo', action: 'budget.save', value })
}
