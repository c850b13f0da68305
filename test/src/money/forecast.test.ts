import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  breachOf,
  type DaySpend,
  daysFrom,
  ENOUGH_DAYS,
  forecast,
  type Outlook,
} from '../../../src/money/forecast.ts'

// a Tuesday
const TODAY = '2026-11-24'

/** The days before today, the last one yesterday. */
const historyOf = (costs: readonly bigint[]): readonly DaySpend[] =>
  costs.map((costNano, index) => ({ day: addDays(TODAY, index - costs.length), costNano }))

const outlook = (costs: readonly bigint[], over: Partial<Outlook> = {}): Outlook => ({
  history: historyOf(costs),
  today: { day: TODAY, costNano: 0n },
  spentBeforeNano: 0n,
  lastDay: '2026-11-30',
  ...over,
})

const same = (count: number, cost: bigint) => Array.from({ length: count }, () => cost)

describe('A forecast', () => {
  it('of days that are all alike is certain', () => {
    const found = forecast(outlook(same(28, 10n), { spentBeforeNano: 230n }))

    expect(found).toMatchObject({
      kind: 'forecast',
      end: { day: '2026-11-30', lowNano: 300n, midNano: 300n, highNano: 300n },
    })
  })

  it('knows weekdays: nobody asks on Sundays', () => {
    const costs = daysFrom(addDays(TODAY, -28), addDays(TODAY, -1)).map(day =>
      new Date(`${day}T00:00:00Z`).getUTCDay() === 0 ? 0n : 10n,
    )
    const found = forecast(outlook(costs))

    // Tuesday to Monday with one Sunday
    expect(found).toMatchObject({ kind: 'forecast', end: { midNano: 60n } })
  })

  it('is not thrown off by one wild day', () => {
    const costs = same(28, 10n).with(14, 10_000n)

    expect(forecast(outlook(costs))).toMatchObject({ kind: 'forecast', end: { midNano: 70n } })
  })

  it('counts what today has cost already, and otherwise what such a day costs', () => {
    const spent = (costNano: bigint) =>
      forecast(outlook(same(14, 10n), { today: { day: TODAY, costNano }, lastDay: TODAY }))

    expect(spent(3n)).toMatchObject({ end: { midNano: 10n } })
    expect(spent(25n)).toMatchObject({ end: { midNano: 25n } })
  })

  it('looks at the last four weeks only', () => {
    const costs = [...same(60, 1_000n), ...same(28, 10n)]

    expect(forecast(outlook(costs))).toMatchObject({ end: { highNano: 70n } })
  })

  it.each([0, 1, ENOUGH_DAYS - 1])('of %i days is a run rate', count => {
    expect(forecast(outlook(same(count, 10n)))).toEqual({
      kind: 'run-rate',
      days: count,
      perDayNano: count === 0 ? 0n : 10n,
    })
  })
})

const cost = fc.bigInt({ min: 0n, max: 10n ** 13n })
const costs = fc.array(cost, { minLength: ENOUGH_DAYS, maxLength: 40 })
const outlooks = fc
  .record({ costs, today: cost, spent: cost, ahead: fc.integer({ min: 0, max: 92 }) })
  .map(({ costs: history, today, spent, ahead }) =>
    outlook(history, {
      today: { day: TODAY, costNano: today },
      spentBeforeNano: spent,
      lastDay: addDays(TODAY, ahead),
    }),
  )

const pathOf = (given: Outlook) => {
  const found = forecast(given)
  if (found.kind !== 'forecast') throw new Error('a run rate')
  return found.path
}

describe('Whatever was spent', () => {
  it('the band holds the expected figure, and nothing falls below what is spent already', () => {
    fc.assert(
      fc.property(outlooks, given => {
        const spent = given.spentBeforeNano + given.today.costNano
        for (const { lowNano, midNano, highNano } of pathOf(given)) {
          expect(lowNano <= midNano && midNano <= highNano).toBe(true)
          expect(lowNano >= spent).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('no day takes anything back', () => {
    fc.assert(
      fc.property(outlooks, given => {
        const path = pathOf(given)
        for (const edge of ['lowNano', 'midNano', 'highNano'] as const) {
          const sums = path.map(reach => reach[edge])
          expect(sums).toEqual([...sums].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('has a day for each day to come, and the same answer each time', () => {
    fc.assert(
      fc.property(outlooks, given => {
        const path = pathOf(given)

        expect(path.map(({ day }) => day)).toEqual(daysFrom(TODAY, given.lastDay))
        expect(pathOf(given)).toEqual(path)
      }),
      { numRuns: 20 },
    )
  })

  it('a larger limit is never reached earlier', () => {
    fc.assert(
      fc.property(outlooks, cost, cost, (given, limit, more) => {
        const path = pathOf(given)
        const never = '9999-12-31'
        const first = breachOf(path, limit)
        const second = breachOf(path, limit + more)

        expect((second?.earliest ?? never) >= (first?.earliest ?? never)).toBe(true)
        expect((second?.expected ?? never) >= (first?.expected ?? never)).toBe(true)
        expect((first?.expected ?? never) >= (first?.earliest ?? never)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
