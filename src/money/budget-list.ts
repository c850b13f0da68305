import type { Budget, Limit } from '../ports/budgets.ts'
import { buttons, type Card, card, note, type Row, rows, text } from '../ui/card.ts'
import { amountWords, atLimitWords, budgetName, resetWords, standingWords } from './budget-words.ts'
import type { Budgeting } from './budgeting.ts'
import { formatMoney } from './format-money.ts'
import { toLimit } from './limits.ts'

const add = { label: 'Add a budget', action: 'budget.add', value: '', style: 'primary' } as const

/** All budgets with what is left of them. */
export async function budgetList(parts: Budgeting): Promise<Card> {
  const { budgets } = parts.workspace
  if (budgets.length === 0) {
    return card(
      text('**No budget is set.** Calls cost what they cost.'),
      note('`/models budget 50` limits the workspace to $50 a month.'),
      buttons(add),
    )
  }
  const list = await Promise.all(budgets.map(budget => row(parts, budget)))
  return card(
    text(`**${budgets.length} ${budgets.length === 1 ? 'budget' : 'budgets'}**`),
    rows(...list),
    buttons(add),
  )
}

/** A raise that is over is not shown any more. */
const activeAmounts = ({ raisedUntil, raisedNano, ...budget }: Budget, now: Date) =>
  raisedUntil && raisedNano && now < raisedUntil ? { ...budget, raisedNano, raisedUntil } : budget

async function row(parts: Budgeting, budget: Budget): Promise<Row> {
  const name = budgetName(budget, parts.chat.mention)
  const line = await standingLine(parts, budget)
  return {
    markdown: `**${amountWords(activeAmounts(budget, parts.clock.now()), parts.workspace)}: ${name}** (${atLimitWords(budget.atLimit)})\n${line}.`,
    button: { label: 'Change', action: 'budget.raise', value: budget.id },
  }
}

export async function standingLine(parts: Budgeting, budget: Budget): Promise<string> {
  const limit = limitOf(parts, budget)
  if (!limit) return `${formatMoney(budget.limitNano)} for each`
  const standing = await parts.store.budgets.standing(limit)
  return `${standingWords(standing)}. ${resetWords(limit, parts.workspace)}`
}

/** The limit of a budget on one subject now; the `every-…` scopes have no single one. */
function limitOf({ workspace, clock }: Budgeting, budget: Budget): Limit | undefined {
  const { scope, targetId } = budget
  if (scope === 'every-member' || scope === 'every-channel') return undefined
  return toLimit(budget, { subject: scope, subjectId: targetId }, clock.now(), workspace)
}
