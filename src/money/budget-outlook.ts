import type { Budget } from '../ports/budgets.ts'
import type { CostCut, DailyCost } from '../ports/costs.ts'
import { budgetName } from './budget-words.ts'
import { addDays, breachOf, forecast, HISTORY_DAYS } from './forecast.ts'
import { earlier, type Forecasting, type Known, seriesOf, sumFrom } from './forecast-series.ts'
import { formatMoney } from './format-money.ts'
import { localDay } from './period.ts'
import { windowAt } from './window.ts'

type Cut = Exclude<CostCut, 'day'>

/** The sums in which a budget's subjects are rows. */
const cuts: Readonly<Record<Budget['scope'], Cut>> = {
  workspace: 'provider',
  channel: 'channel',
  'every-channel': 'channel',
  member: 'member',
  'every-member': 'member',
  model: 'model',
  thread: 'thread',
}

/** How far a budget without an end is looked at. */
const HORIZON_DAYS = 90

/** A line for each budget: whether it will last, and if not, until when. */
export async function budgetOutlooks(parts: Forecasting, known: Known): Promise<readonly string[]> {
  const { store, workspace } = parts
  const { budgets } = workspace
  const wanted = [...new Set(budgets.map(({ scope }) => cuts[scope]))]
  const windows = budgets.map(budget => windowOf(parts, budget, known))
  const fromDay = windows.reduce(
    (first, window) => earlier(first, window.firstDay),
    addDays(known.today, -HISTORY_DAYS),
  )
  const filter = { workspaceId: workspace.id, fromDay, untilDay: addDays(known.today, 1) }
  const found = new Map(
    await Promise.all(
      wanted.map(async cut => [cut, await store.costs.perDay(cut, filter)] as const),
    ),
  )
  return windows.map(window =>
    outlookOf(parts, window, found.get(cuts[window.budget.scope]) ?? [], known),
  )
}

interface BudgetWindow {
  readonly budget: Budget
  readonly firstDay: string
  readonly lastDay: string
}

function windowOf({ workspace, clock }: Forecasting, budget: Budget, known: Known): BudgetWindow {
  if (budget.period === 'total') {
    return { budget, firstDay: known.firstUse, lastDay: addDays(known.today, HORIZON_DAYS) }
  }
  const { startsAt, endsAt } = windowAt(budget.period, clock.now(), workspace)
  return {
    budget,
    firstDay: localDay(startsAt, workspace),
    lastDay: addDays(localDay(endsAt, workspace), -1),
  }
}

function outlookOf(
  { chat }: Forecasting,
  { budget, firstDay, lastDay }: BudgetWindow,
  daily: readonly DailyCost[],
  known: Known,
): string {
  const isMine = budget.scope === 'workspace' ? () => true : subjectTest(budget)
  const own = daily.filter(isMine)
  const subject = isForEach(budget) ? dearestKey(own, firstDay) : undefined
  const mine = subject === undefined ? own : own.filter(({ key }) => key === subject)
  const series = seriesOf(mine, known)
  const spentBeforeNano = sumFrom(mine, firstDay, known.today)
  const spent = spentBeforeNano + series.today.costNano
  const name = `**${formatMoney(budget.limitNano)} ${budgetName(budget, chat.mention)}**`
  const whose = subject === undefined ? '' : ` (dearest: ${mentionOf(chat, budget, subject)})`
  const predicted = forecast({ ...series, spentBeforeNano, lastDay })
  return `${name}${whose}: ${formatMoney(spent)} spent. ${breachWords(budget, spent, predicted)}`
}

const isForEach = ({ scope }: Budget): boolean =>
  scope === 'every-member' || scope === 'every-channel'

const subjectTest =
  (budget: Budget) =>
  ({ key }: DailyCost): boolean =>
    isForEach(budget) || key === budget.targetId

function dearestKey(daily: readonly DailyCost[], firstDay: string): string | undefined {
  const sums = new Map<string, bigint>()
  for (const { day, key, costNano } of daily) {
    if (day >= firstDay) sums.set(key, (sums.get(key) ?? 0n) + costNano)
  }
  return [...sums].reduce<readonly [string, bigint] | undefined>(
    (top, entry) => (top === undefined || entry[1] > top[1] ? entry : top),
    undefined,
  )?.[0]
}

const mentionOf = (chat: Forecasting['chat'], { scope }: Budget, id: string): string =>
  chat.mention({ kind: scope === 'every-member' ? 'person' : 'channel', id })

function breachWords(
  { limitNano, period }: Budget,
  spent: bigint,
  predicted: ReturnType<typeof forecast>,
): string {
  if (spent >= limitNano) return 'It is used up.'
  if (predicted.kind === 'run-rate') {
    const { perDayNano } = predicted
    if (perDayNano === 0n) return 'Nothing is being spent.'
    const days = (limitNano - spent) / perDayNano
    return `At ${formatMoney(perDayNano)} a day it lasts ${days.toLocaleString('en-US')} more ${days === 1n ? 'day' : 'days'}, or to the end of its window.`
  }
  const breach = breachOf(predicted.path, limitNano)
  const until = period === 'total' ? `the next ${HORIZON_DAYS} days` : 'its window'
  if (!breach)
    return `It lasts for ${until}: at most ${formatMoney(predicted.end.highNano)} expected.`
  return breach.expected
    ? `**It will run out on ${breach.expected}**, at the earliest on ${breach.earliest}.`
    : `It may run out on ${breach.earliest}; ${formatMoney(predicted.end.midNano)} expected.`
}
