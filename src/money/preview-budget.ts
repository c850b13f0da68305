import type { Budget } from '../ports/budgets.ts'
import { type Button, buttons, type Card, card, note, text } from '../ui/card.ts'
import { type BudgetDraft, encodeDraft } from './budget-draft.ts'
import { useWords } from './budget-use.ts'
import { amountWords, atLimitWords, budgetName } from './budget-words.ts'
import type { Budgeting } from './budgeting.ts'

/**
 * What saving would do, before it is done.
 *
 * @param current the budget that is there
 * @param news `changed`: somebody else changed it since it was looked at
 */
export async function previewCard(
  parts: Budgeting,
  draft: BudgetDraft,
  current: Budget | undefined,
  news: 'changed' | 'none',
): Promise<Card> {
  const { limitNano } = draft
  const value = encodeDraft(draft, current?.version ?? 0) ?? ''
  const isGone = limitNano === undefined && !current
  const save: Button = { label: 'Save', action: 'budget.save', value, style: 'primary' }
  return card(
    news === 'changed' ? text(newsOf(parts, draft, current)) : undefined,
    text(isGone ? 'There is nothing to remove.' : question(parts, draft, current)),
    limitNano === undefined ? undefined : note(await useWords(parts, draft, limitNano)),
    buttons(
      ...(isGone ? [] : [save]),
      ...(current ? [{ label: 'Change', action: 'budget.raise', value: current.id }] : []),
      { label: 'Cancel', action: 'budget.cancel', value: '' },
    ),
  )
}

function newsOf({ workspace, chat }: Budgeting, draft: BudgetDraft, current: Budget | undefined) {
  const name = budgetName(draft, chat.mention)
  if (!current) return `**Nothing was saved: the ${name} was removed meanwhile.**`
  const who = current.changedBy
    ? chat.mention({ kind: 'person', id: current.changedBy })
    : 'Somebody else'
  return `**Nothing was saved: ${who} set the ${name} to ${amountWords(current, workspace)}**, ${atLimitWords(current.atLimit)}.`
}

function question(
  { workspace, chat }: Budgeting,
  draft: BudgetDraft,
  current: Budget | undefined,
): string {
  const name = budgetName(draft, chat.mention)
  const { limitNano } = draft
  if (limitNano === undefined) return `Remove the ${name}?`
  const was = current ? ` instead of ${amountWords(current, workspace)}` : ''
  const amount = amountWords({ ...draft, limitNano }, workspace)
  return `Set the ${name} to **${amount}**${was}? ${sentence(atLimitWords(draft.atLimit))}.`
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`
