import type { AtLimit, Budget, BudgetPeriod, Limit, Standing } from '../ports/budgets.ts'
import type { ChatPlatform } from '../ports/chat.ts'
import type { Workspace } from '../ports/workspaces.ts'
import type { Alert } from './alerts.ts'
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

type Named = Pick<Budget, 'scope' | 'targetId' | 'period'>

/** `monthly budget of the workspace`, `daily budget of each member` */
export const budgetName = (budget: Named, mention: Mention): string =>
  `${periods[budget.period]} budget of ${owner(budget, mention)}`

/** `your monthly budget` */
export const yourBudget = ({ period }: Budget): string => `your ${periods[period]} budget`

/** @param name of the budget, as its reader calls it */
export function alertWords(alert: Alert, name: string, calendar: Calendar): string {
  const standing = standingWords(alert.standing)
  return alert.kind === 'passed'
    ? `**${alert.percent} % of ${name} is used**: ${standing}.`
    : `**At this rate ${name} will run out on ${localTime(alert.runsOutAt, calendar)}**: ${standing}.`
}

function owner({ scope, targetId }: Named, mention: Mention): string {
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

type Amounts = Pick<Budget, 'limitNano' | 'raisedNano' | 'raisedUntil'>

/** `$50.00`, `$50.00 ($80.00 until Fri 27 Nov 00:00 (Europe/Berlin))` */
export function amountWords(
  { limitNano, raisedNano, raisedUntil }: Amounts,
  calendar: Calendar,
): string {
  if (raisedNano === undefined || !raisedUntil) return formatMoney(limitNano)
  return `${formatMoney(limitNano)}, ${formatMoney(raisedNano)} until ${localTime(raisedUntil, calendar)}`
}

/** `$41.20 of $50.00 spent, $0.30 held by calls under way` */
export function standingWords({ limit, spentNano, heldNano }: Standing): string {
  const held = heldNano > 0n ? `, ${formatMoney(heldNano)} held by calls under way` : ''
  return `${formatMoney(spentNano)} of ${formatMoney(limit.limitNano)} spent${held}`
}

export const resetWords = ({ budget, endsAt }: Limit, calendar: Calendar): string =>
  budget.period === 'total' ? 'It does not reset' : `It resets ${localTime(endsAt, calendar)}`

/** What the thread reads when a call was refused. */
export function refusalWords(standing: Standing, mention: Mention, workspace: Workspace): string {
  const name = budgetName(standing.limit.budget, mention)
  const resets = resetWords(standing.limit, workspace)
  return `The ${name} has no room for this: ${standingWords(standing)}. ${resets}. ${whoRaises(workspace, mention)} can raise it with \`/models budget\`.`
}

const MOST_NAMED = 3

/** The admins that the bot knows by name: those named in the setup, and who last did an admin's work. */
function whoRaises({ access, lastAdminId }: Workspace, mention: Mention): string {
  const named = access
    .filter(({ kind, subject }) => kind === 'admin' && subject === 'member')
    .map(({ subjectId }) => subjectId)
  const ids = [...new Set([...(lastAdminId ? [lastAdminId] : []), ...named])].slice(0, MOST_NAMED)
  if (ids.length === 0) return 'An admin'
  return `An admin (${ids.map(id => mention({ kind: 'person', id })).join(', ')})`
}
