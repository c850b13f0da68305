import type { Budget, Limit } from '../ports/budgets.ts'
import { type Button, buttons, type Card, card, note, type Row, rows, text } from '../ui/card.ts'
import { encodeDraft } from './budget-draft.ts'
import { eachLine, isEach, PER_PAGE, pageButtons } from './budget-each.ts'
import { amountWords, atLimitWords, budgetName, resetWords, standingWords } from './budget-words.ts'
import type { Budgeting } from './budgeting.ts'
import { toLimit } from './limits.ts'

const add = { label: 'Add a budget', action: 'budget.add', value: '', style: 'primary' } as const

/** All budgets with what is left of them. @param page from 0 */
export async function budgetList(parts: Budgeting, page: number): Promise<Card> {
  const { budgets } = parts.workspace
  if (budgets.length === 0) {
    return card(
      text('**No budget is set.** Calls cost what they cost.'),
      note('`/models budget 50` limits the workspace to $50 a month.'),
      buttons(add),
    )
  }
  const shown = budgets.slice(page * PER_PAGE, (page + 1) * PER_PAGE)
  const list = await Promise.all(shown.map(budget => row(parts, budget)))
  return card(
    text(`**${budgets.length} ${budgets.length === 1 ? 'budget' : 'budgets'}**`),
    rows(...list),
    buttons(
      add,
      ...shown.filter(isEach).map(eachButton),
      ...pageButtons('budget.page', String, page, budgets.length),
    ),
  )
}

const eachButton = ({ id, scope, period }: Budget): Button => ({
  label: `Each ${scope === 'every-member' ? 'member' : 'channel'} (${period})`,
  action: 'budget.each',
  value: `${id}~0`,
})

/** A raise that is over is not shown any more. */
const activeAmounts = ({ raisedUntil, raisedNano, ...budget }: Budget, now: Date) =>
  raisedUntil && raisedNano && now < raisedUntil ? { ...budget, raisedNano, raisedUntil } : budget

async function row(parts: Budgeting, budget: Budget): Promise<Row> {
  const { chat, clock, workspace } = parts
  const [line, isGone] = await Promise.all([standingLine(parts, budget), isDeparted(parts, budget)])
  const amount = amountWords(activeAmounts(budget, clock.now()), workspace)
  const name = `${budgetName(budget, chat.mention)}${isGone ? ', who is no longer here' : ''}`
  return {
    markdown: `**${amount}: ${name}** (${atLimitWords(budget.atLimit)})\n${line}.`,
    button: isGone ? removeButton(budget) : change(budget),
  }
}

const change = ({ id }: Budget): Button => ({
  label: 'Change',
  action: 'budget.raise',
  value: id,
})

function removeButton(budget: Budget): Button {
  const value = encodeDraft({ ...budget, limitNano: undefined }, budget.version)
  return value === undefined ? change(budget) : { label: 'Remove', action: 'budget.save', value }
}

async function isDeparted({ chat, workspace }: Budgeting, { scope, targetId }: Budget) {
  return scope === 'member' && !(await chat.member(workspace.id, targetId))
}

export async function standingLine(parts: Budgeting, budget: Budget): Promise<string> {
  const limit = limitOf(parts, budget)
  if (!limit) return eachLine(parts, budget)
  const standing = await parts.store.budgets.standing(limit)
  return `${standingWords(standing)}. ${resetWords(limit, parts.workspace)}`
}

/** The limit of a budget on one subject now; the `every-…` scopes have no single one. */
function limitOf({ workspace, clock }: Budgeting, budget: Budget): Limit | undefined {
  const { scope, targetId } = budget
  if (scope === 'every-member' || scope === 'every-channel') return undefined
  return toLimit(budget, { subject: scope, subjectId: targetId }, clock.now(), workspace)
}
