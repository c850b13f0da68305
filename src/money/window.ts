import { DateTime } from 'luxon'
import type { BudgetPeriod } from '../ports/budgets.ts'
import type { Calendar } from './period.ts'

/** Half-open: `startsAt` ≤ t < `endsAt`. */
export interface Window {
  readonly startsAt: Date
  readonly endsAt: Date
}

const ALWAYS: Window = { startsAt: new Date(0), endsAt: new Date('9999-01-01T00:00:00Z') }

/** The window that an instant lies in, in the workspace's time zone. Computed, never reset by a job. */
export function windowAt(
  period: BudgetPeriod,
  at: Date,
  { timeZone, weekStartsOn }: Calendar,
): Window {
  const day = DateTime.fromJSDate(at, { zone: timeZone }).startOf('day')
  switch (period) {
    case 'day':
      return span(day, day.plus({ days: 1 }).startOf('day'))
    case 'week': {
      const start = day.minus({ days: (day.weekday - weekStartsOn + 7) % 7 }).startOf('day')
      return span(start, start.plus({ days: 7 }).startOf('day'))
    }
    case 'month': {
      const start = day.startOf('month')
      return span(start, start.plus({ months: 1 }).startOf('month'))
    }
    case 'total':
      return ALWAYS
    default:
      return period satisfies never
  }
}

const span = (start: DateTime, end: DateTime): Window => ({
  startsAt: start.toJSDate(),
  endsAt: end.toJSDate(),
})

/** `Mon 1 Dec 00:00 (Europe/Berlin)` */
export const localTime = (at: Date, { timeZone }: Calendar): string =>
  `${DateTime.fromJSDate(at, { zone: timeZone }).setLocale('en').toFormat('ccc d LLL HH:mm')} (${timeZone})`

/** ISO day of an instant in that time zone. */
export const dayOf = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).toFormat('yyyy-LL-dd')

/** `2026-11-24 16:05` in that time zone. */
export const shortTime = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).toFormat('yyyy-LL-dd HH:mm')
