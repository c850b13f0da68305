import { describe, expect, it } from 'vitest'
import { windowAt } from '../../../src/money/window.ts'
import type { BudgetPeriod, Window } from '../../../src/ports/budgets.ts'

const DAY = 86_400_000
const FIRST = Date.UTC(2026, 0, 1)
const LAST = Date.UTC(2036, 0, 1)

/** `2026-11-24 16:05:00` by the platform's own calendar, not by the library that windows are computed with. */
type Local = (at: number) => string

const localIn = (timeZone: string): Local => {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  })
  return at => format.format(at)
}

const dayOf = (local: Local, at: number): string => local(at).slice(0, 10)
const offset = (local: Local, at: number): number =>
  Date.parse(`${local(at).replace(' ', 'T')}Z`) - at

/** Calendar days as if they were days of UTC: plain arithmetic. */
const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)
const weekday = (day: string): number => new Date(day).getUTCDay() || 7

function daysOf(period: BudgetPeriod, today: string, weekStart: number, monthStart: number) {
  if (period === 'day') return [today, addDays(today, 1)]
  if (period === 'week') {
    const start = addDays(today, -((weekday(today) - weekStart + 7) % 7))
    return [start, addDays(start, 7)]
  }
  const [year = 0, month = 0, day = 0] = today.split('-').map(Number)
  const first = day >= monthStart ? month - 1 : month - 2
  return [first, first + 1].map(at =>
    new Date(Date.UTC(year, at, monthStart)).toISOString().slice(0, 10),
  )
}

/** The first moment of another offset between two instants, to the second. */
function turn(local: Local, from: number, until: number): number {
  let before = from
  let after = until
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000
    if (offset(local, middle) === offset(local, from)) before = middle
    else after = middle
  }
  return after
}

const STEP = 10 * DAY

function turnsIn(local: Local): readonly number[] {
  const found: number[] = []
  for (let at = FIRST; at < LAST; at += STEP) {
    if (offset(local, at) !== offset(local, at + STEP)) found.push(turn(local, at, at + STEP))
  }
  return found
}

/** Around each change of the clock, month ends and leap days included, and at hazard. */
function instants(local: Local, seed: number): readonly number[] {
  const around = turnsIn(local).flatMap(at => [at - DAY, at - 1, at, at + DAY])
  const ends = [2028, 2032].flatMap(year => [Date.UTC(year, 1, 29, 12), Date.UTC(year, 2, 1)])
  const others = Array.from({ length: 12 }, (_, index) => {
    const share = ((seed + 1) * 7919 + index * 104_729) % 1_000_003
    return FIRST + Math.floor(((LAST - FIRST) / 1_000_003) * share)
  })
  return [...around, ...ends, ...others]
}

function isWrong(local: Local, at: number, days: readonly string[], window: Window): boolean {
  const [from = '', until = ''] = days
  const start = window.startsAt.getTime()
  const end = window.endsAt.getTime()
  return !(
    window.fromDay === from &&
    window.untilDay === until &&
    start <= at &&
    at < end &&
    // each end is the first moment of its day, though that may not be midnight
    dayOf(local, start) === from &&
    dayOf(local, start - 1) < from &&
    dayOf(local, end) === until &&
    dayOf(local, end - 1) < until
  )
}

/** What is wrong with the windows around one instant, its calendar being one of many. */
function wrongAt(timeZone: string, local: Local, at: number, pick: number): readonly string[] {
  const weekStartsOn = (pick % 7) + 1
  const monthStartsOn = ((pick * 3) % 28) + 1
  const periods = ['day', pick % 2 === 0 ? 'week' : 'month'] as const
  return periods
    .filter(period => {
      const days = daysOf(period, dayOf(local, at), weekStartsOn, monthStartsOn)
      const window = windowAt(period, new Date(at), { timeZone, weekStartsOn, monthStartsOn })
      return isWrong(local, at, days, window)
    })
    .map(period => `${timeZone} ${local(at)} ${period}`)
}

describe('a window', () => {
  it('agrees with the calendar in every zone for ten years', () => {
    const zones = Intl.supportedValuesOf('timeZone').map((timeZone, seed) => {
      const local = localIn(timeZone)
      const found = instants(local, seed)
      const wrong = found.flatMap((at, index) => wrongAt(timeZone, local, at, seed + index))
      return { wrong, checked: found.length }
    })

    expect(zones.flatMap(({ wrong }) => wrong)).toEqual([])
    expect(zones.reduce((sum, { checked }) => sum + checked, 0)).toBeGreaterThan(10_000)
  }, 60_000)
})
