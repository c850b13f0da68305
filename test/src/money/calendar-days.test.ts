import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  calendarDays,
  elapsedBefore,
  localDay,
  periodBefore,
  readPeriod,
} from '../../../src/money/period.ts'
import { windowAt } from '../../../src/money/window.ts'

const zones = [
  'UTC',
  'America/New_York',
  'America/Sao_Paulo',
  'Europe/Berlin',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  // left out the 30th of December 2011
  'Pacific/Apia',
]

const zone = fc.constantFrom(...zones)
const day = fc
  .date({ min: new Date('2010-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))

describe('The days of a calendar', () => {
  it('follow one another without gap or overlap, each with its own name', () => {
    fc.assert(
      fc.property(zone, day, fc.integer({ min: 0, max: 40 }), (timeZone, first, more) => {
        const last = new Date(Date.parse(first) + more * 86_400_000).toISOString().slice(0, 10)
        const days = calendarDays(first, last, { timeZone })

        for (const [index, { day: name, from, until }] of days.entries()) {
          expect(localDay(from, { timeZone })).toBe(name)
          expect(localDay(new Date(until.getTime() - 1), { timeZone })).toBe(name)
          if (index > 0) expect(from).toEqual(days[index - 1]?.until)
        }
      }),
    )
  })

  it('are the days that budgets count in', () => {
    fc.assert(
      fc.property(zone, day, (timeZone, first) => {
        for (const { from, until } of calendarDays(first, first, { timeZone })) {
          const window = windowAt('day', from, { timeZone, weekStartsOn: 1, monthStartsOn: 1 })

          expect(window).toMatchObject({ startsAt: from, endsAt: until })
        }
      }),
    )
  })
})

it.each([
  // the 24th of November, compared with as much of October
  ['this-month', '2026-10-01', '2026-10-25'],
  ['last-month', '2026-09-01', '2026-10-01'],
  // Tuesday
  ['this-week', '2026-11-16', '2026-11-18'],
  ['last-week', '2026-11-09', '2026-11-16'],
  ['today', '2026-11-23', '2026-11-24'],
  ['7d', '2026-11-11', '2026-11-18'],
])('%s is compared with %s until %s', (words, from, until) => {
  const calendar = { timeZone: 'America/New_York', weekStartsOn: 1, monthStartsOn: 1 }
  const now = new Date('2026-11-24T18:00Z')
  const period = readPeriod(words, now, calendar)

  const before = elapsedBefore(period, periodBefore(period, calendar), now, calendar)

  expect([localDay(before.from, calendar), localDay(before.until, calendar)]).toEqual([from, until])
})
