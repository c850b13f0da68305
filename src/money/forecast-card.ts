import { buttons, type Card, card, note, rows, say, text } from '../ui/card.ts'
import { budgetOutlooks } from './budget-outlook.ts'
import { cheaperThreads } from './cheaper-threads.ts'
import { addDays, ENOUGH_DAYS, type Forecast, forecast, HISTORY_DAYS } from './forecast.ts'
import { earlier, type Forecasting, seriesOf, sumFrom } from './forecast-series.ts'
import { formatMoney } from './format-money.ts'
import { localDay } from './period.ts'
import { windowAt } from './window.ts'

/** How the month will end, which budget breaks when, and what other models would change. */
export async function forecastCard(parts: Forecasting): Promise<Card> {
  const { store, workspace, clock } = parts
  const now = clock.now()
  const today = localDay(now, workspace)
  const { days } = await store.costs.span(workspace.id)
  if (!days) return say('There is nothing to forecast yet: no model was called.')
  const month = windowAt('month', now, workspace)
  const firstOfMonth = localDay(month.startsAt, workspace)
  const lastOfMonth = addDays(localDay(month.endsAt, workspace), -1)
  const since = earlier(firstOfMonth, addDays(today, -HISTORY_DAYS))
  const filter = { workspaceId: workspace.id, fromDay: since, untilDay: addDays(today, 1) }
  const daily = await store.costs.perDay('provider', filter)
  const series = seriesOf(daily, { today, firstUse: days.first })
  const spentBeforeNano = sumFrom(daily, firstOfMonth, today)
  const predicted = forecast({ ...series, spentBeforeNano, lastDay: lastOfMonth })
  const [budgets, threads] = await Promise.all([
    budgetOutlooks(parts, { today, firstUse: days.first }),
    cheaperThreads(parts, today),
  ])
  return card(
    text(headline(predicted, spentBeforeNano + series.today.costNano)),
    predicted.kind === 'forecast' ? note(METHOD) : undefined,
    budgets.length > 0 ? rows(...budgets.map(markdown => ({ markdown }))) : undefined,
    threads.length > 0
      ? text('**What another model would change** in the dearest threads of 30 days:')
      : undefined,
    threads.length > 0 ? rows(...threads) : undefined,
    budgets.length === 0
      ? buttons({ label: 'Add a budget', action: 'budget.add', value: '' })
      : undefined,
  )
}

const METHOD =
  'Each coming day counts as the median of its weekday over four weeks; four times of five the truth lies within the band.'

function headline(predicted: Forecast, spentNano: bigint): string {
  const spent = `**${formatMoney(spentNano)}** this month so far`
  if (predicted.kind === 'run-rate') {
    return `${spent}, ${formatMoney(predicted.perDayNano)} a day on average. That is no forecast: it takes ${ENOUGH_DAYS} full days of use, there are ${predicted.days}.`
  }
  const { midNano, lowNano, highNano } = predicted.end
  return `**${formatMoney(midNano)}** expected by the end of this month, between ${formatMoney(lowNano)} and ${formatMoney(highNano)}. ${spent}.`
}
