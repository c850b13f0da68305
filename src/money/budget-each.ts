import type { Budget } from '../ports/budgets.ts'
import type { CostRow } from '../ports/costs.ts'
import { type Button, buttons, type Card, card, note, say, table, text } from '../ui/card.ts'
import { budgetName } from './budget-words.ts'
import type { Budgeting } from './budgeting.ts'
import { formatMoney } from './format-money.ts'
import { limitAt } from './limits.ts'
import { windowAt } from './window.ts'

/** One limit for each member or channel, on their own. */
export const isEach = ({ scope }: Pick<Budget, 'scope'>): boolean =>
  scope === 'every-member' || scope === 'every-channel'

export const PER_PAGE = 8
const NAMED = 3

/** Who used most, dearest first, in the window that is open now. */
function usesOf(
  { store, workspace, clock }: Budgeting,
  { scope, period }: Budget,
): Promise<readonly CostRow[]> {
  const { fromDay, untilDay } = windowAt(period, clock.now(), workspace)
  const cut = scope === 'every-member' ? 'member' : 'channel'
  return store.costs.by(cut, { workspaceId: workspace.id, fromDay, untilDay })
}

const nameOf = ({ chat }: Budgeting, { scope }: Budget, id: string): string =>
  chat.mention({ kind: scope === 'every-member' ? 'person' : 'channel', id })

/** `$5.00 for each. Most used: @Ben $1.20, @Cleo $0.30 and 4 more` */
export async function eachLine(parts: Budgeting, budget: Budget): Promise<string> {
  const limit = `${formatMoney(limitAt(budget, parts.clock.now()))} for each`
  const uses = await usesOf(parts, budget)
  if (uses.length === 0) return `${limit}. Nobody has used any of it yet`
  const most = uses
    .slice(0, NAMED)
    .map(({ key, costNano }) => `${nameOf(parts, budget, key)} ${formatMoney(costNano)}`)
  const more = uses.length > NAMED ? ` and ${uses.length - NAMED} more` : ''
  return `${limit}. Most used: ${most.join(', ')}${more}`
}

/** All of them, page by page. @param value the budget's id and the page, from 0 */
export async function eachCard(parts: Budgeting, value: string): Promise<Card> {
  const [id = '', at = '0'] = value.split('~')
  const page = Number(at)
  const budget = parts.workspace.budgets.find(known => known.id === id)
  if (!budget) return say('That budget is gone. `/models budget` shows those there are.')
  const uses = await usesOf(parts, budget)
  const limit = limitAt(budget, parts.clock.now())
  const name = budgetName(budget, parts.chat.mention)
  if (uses.length === 0) return say(`Nobody has used any of the ${name} yet.`)
  return card(
    text(`**${formatMoney(limit)}: ${name}**`),
    table(
      [budget.scope === 'every-member' ? 'Member' : 'Channel', 'Used', 'Left'],
      uses
        .slice(page * PER_PAGE, (page + 1) * PER_PAGE)
        .map(({ key, costNano }) => [
          nameOf(parts, budget, key),
          formatMoney(costNano),
          formatMoney(costNano < limit ? limit - costNano : 0n),
        ]),
    ),
    note('Without the calls under way.'),
    pages(id, page, uses.length),
  )
}

function pages(id: string, page: number, count: number) {
  const list = pageButtons('budget.each', at => `${id}~${at}`, page, count)
  return list.length > 0 ? buttons(...list) : undefined
}

/** To the page before and the one after, where there are some. */
export function pageButtons(
  action: string,
  valueFor: (page: number) => string,
  page: number,
  count: number,
): readonly Button[] {
  const last = Math.ceil(count / PER_PAGE) - 1
  return [
    ...(page > 0 ? [{ label: 'Back', action, value: valueFor(page - 1) }] : []),
    ...(page < last ? [{ label: 'More', action, value: valueFor(page + 1) }] : []),
  ]
}
