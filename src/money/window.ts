import { DateTime, type DurationLikeObject } from 'luxon'
import type { BudgetPeriod, Window } from '../ports/budgets.ts'
import { type Calendar, firstMoment, startOfMonth, startOfWeek } from './period.ts'

const ALWAYS: Window = {
  startsAt: new Date(0),
  endsAt: new Date('9999-01-01T00:00:00Z'),
  fromDay: '1970-01-01',
  untilDay: '9999-01-01',
}

/** The window that an instant lies in, in the workspace's time zone. Computed, never reset by a job. */
export function windowAt(period: BudgetPeriod, at: Date, calendar: Calendar): Window {
  switch (period) {
    case 'day':
      return span(DateTime.fromJSDate(at, { zone: calendar.timeZone }), { days: 1 })
    case 'week':
      return span(startOfWeek(at, calendar), { weeks: 1 })
    case 'month':
      return span(startOfMonth(at, calendar), { months: 1 })
    case 'total':
      return ALWAYS
    default:
      return period satisfies never
  }
}

// a day may begin at one o'clock, and then the one after it does not
function span(from: DateTime, length: DurationLikeObject): Window {
  const start = firstMoment(from)
  const end = firstMoment(start.plus(length))
  return {
    startsAt: start.toJSDate(),
    endsAt: end.toJSDate(),
    fromDay: start.toFormat('yyyy-LL-dd'),
    untilDay: end.toFormat('yyyy-LL-dd'),
  }
}

/** `Mon 1 Dec 00:00 (Europe/Berlin)` */
export const localTime = (at: Date, { timeZone }: Calendar): string =>
  `${DateTime.fromJSDate(at, { zone: timeZone }).setLocale('en').toFormat('ccc d LLL HH:mm')} (${timeZone})`

/** `2026-11-24 16:05` in that time zone. */
export const shortTime = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).toFormat('yyyy-LL-dd HH:mm')
