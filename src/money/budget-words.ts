import type { AtLimit, Budget, BudgetPeriod, Limit, Standing } from '../ports/budgets.ts'
import type { ChatPlatform } from '../ports/chat.ts'
import { formatMoney } from './format-money.ts'
import type { Calendar } from './period.ts'
import { localTime } from './window.ts'

type Mention = ChatPlatform['mention']

const periods: Readonly<Record<BudgetPeriod, string>> = {
  day: 'daily',
  week: 'weekly',
  month: 'monthly',
  total: 'total',
}

const atLimits: Readonly<Record<AtLimit, string>> = {
  block: 'when it is spent, calls are refused',
  cheapest: 'when it is nearly spent, the cheapest model answers',
  warn: 'when it is spent, admins are told',
}

export const atLimitWords = (atLimit: AtLimit): string => atLimits[atLimit]

/** `monthly budget of the workspace`, `daily budget of each member` */
export const budgetName = (budget: Budget, mention: Mention): string =>
  `${periods[budget.period]} budget of ${owner(budget, mention)}`

function owner({ scope, targetId }: Budget, mention: Mention): string {
  switch (scope) {
    case 'workspace':
      return 'the workspace'
    case 'every-member':
      return 'each member'
    case 'every-channel':
      return 'each channel'
    case 'channel':
      return mention({ kind: 'channel', id: targetId })
    case 'member':
      return mention({ kind: 'person', id: targetId })
    case 'model':
      return `\`${targetId}\``
    case 'thread':
      return 'this thread'
    default:
      return scope satisfies never
  }
}

/** `$41.20 of $50.00 spent, $0.30 held by calls under way` */
export function standingWords({ limit, spentNano, heldNano }: Standing): string {
  const held = heldNano > 0n ? `, ${formatMoney(heldNano)} held by calls under way` : ''
  return `${formatMoney(spentNano)} of ${formatMoney(limit.limitNano)} spent${held}`
}

export const resetWords = ({ budget, endsAt }: Limit, calendar: Calendar): string =>
  budget.period === 'total' ? 'It does not reset' : `It resets ${localTime(endsAt, calendar)}`

/** What the thread reads when a call was refused. */
export const refusalWords = (standing: Standing, mention: Mention, calendar: Calendar): string =>
  `The ${budgetName(standing.limit.budget, mention)} has no room for this: ${standingWords(standing)}. ${resetWords(standing.limit, calendar)}. An admin can raise it with \`/models budget\`.`
