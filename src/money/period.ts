import { DateTime } from 'luxon'
import { BotError } from '../errors.ts'

/** Half-open: `from` ≤ t < `until`. */
export interface Period {
  readonly from: Date
  readonly until: Date
  /** As a person says it. */
  readonly name: string
}

export interface Calendar {
  readonly timeZone: string
  /** 1 Monday … 7 Sunday. */
  readonly weekStartsOn: number
  /** 1 to 28. */
  readonly monthStartsOn: number
}

const RANGE = /^(?<first>\d{4}-\d{2}-\d{2})\.\.(?<last>\d{4}-\d{2}-\d{2})$/
const KNOWN =
  'today, yesterday, 7d, 30d, this-week, last-week, this-month, last-month or 2026-11-01..2026-11-15'

/** What `today`, `this-month` … mean in a workspace's time zone. @throws BotError `bad-option` */
export function readPeriod(words: string, now: Date, calendar: Calendar): Period {
  const name = words.trim().toLowerCase()
  const today = startOfDay(now, calendar)
  const range = RANGE.exec(name)?.groups
  if (range) return between(range['first'] ?? '', range['last'] ?? '', calendar)
  const days = /^([1-9]\d{0,2})d$/.exec(name)?.[1]
  if (days)
    return period(
      today.minus({ days: Number(days) - 1 }),
      today.plus({ days: 1 }),
      `the last ${Number(days)} days`,
    )
  switch (name) {
    case 'today':
      return period(today, today.plus({ days: 1 }), 'today')
    case 'yesterday':
      return period(today.minus({ days: 1 }), today, 'yesterday')
    case 'this-week':
    case 'last-week':
      return shifted(startOfWeek(now, calendar), { weeks: 1 }, name)
    case 'this-month':
    case 'last-month':
      return shifted(startOfMonth(now, calendar), { months: 1 }, name)
    default:
      throw new BotError('bad-option', `“${words}” is no period. Use ${KNOWN}.`)
  }
}

/** ISO day. */
export const localDay = (at: Date, { timeZone }: Pick<Calendar, 'timeZone'>): string =>
  DateTime.fromJSDate(at, { zone: timeZone }).toISODate() ?? at.toISOString().slice(0, 10)

/** Every day from the first to the last one, as the calendar has it. */
export function calendarDays(
  first: string,
  last: string,
  { timeZone }: Pick<Calendar, 'timeZone'>,
): readonly { readonly day: string; readonly from: Date; readonly until: Date }[] {
  const days = []
  let from = DateTime.fromISO(first, { zone: timeZone }).startOf('day')
  const end = DateTime.fromISO(last, { zone: timeZone }).endOf('day')
  while (from <= end) {
    const until = from.plus({ days: 1 }).startOf('day')
    days.push({
      day: localDay(from.toJSDate(), { timeZone }),
      from: from.toJSDate(),
      until: until.toJSDate(),
    })
    from = until
  }
  return days
}

/** The period of the same length before this one; a month has the month before. */
export function periodBefore({ from, until, name }: Period, calendar: Calendar): Period {
  const start = DateTime.fromJSDate(from, { zone: calendar.timeZone })
  const end = DateTime.fromJSDate(until, { zone: calendar.timeZone })
  const isMonth = start.day === calendar.monthStartsOn && +start.plus({ months: 1 }) === +end
  const length = isMonth ? { months: 1 } : { days: Math.round(end.diff(start, 'days').days) }
  return period(start.minus(length), start, `before ${name}`)
}

/** Of the period before, as many days as have begun of this one: half a month is compared with half a month. */
export function elapsedBefore(
  { from, until }: Period,
  before: Period,
  now: Date,
  { timeZone }: Calendar,
): Period {
  if (until <= now) return before
  const local = (at: Date) => DateTime.fromJSDate(at, { zone: timeZone }).startOf('day')
  const days = Math.round(local(now).diff(local(from), 'days').days) + 1
  const end = local(before.from).plus({ days })
  return period(local(before.from), DateTime.min(end, local(before.until)), before.name)
}

// a day may begin at one o'clock, and then the one after it does not
const period = (from: DateTime, until: DateTime, name: string): Period => ({
  from: firstMoment(from).toJSDate(),
  until: firstMoment(until).toJSDate(),
  name,
})

const startOfDay = (now: Date, { timeZone }: Calendar): DateTime =>
  firstMoment(DateTime.fromJSDate(now, { zone: timeZone }))

const LEAST_SHIFT = { minutes: 30 }

/** Of its day. Where clocks are set back at one o'clock, a day has two midnights: the first one counts. */
export function firstMoment(at: DateTime): DateTime {
  let first = at.startOf('day')
  for (;;) {
    const earlier = first.minus(LEAST_SHIFT)
    if (earlier.day !== first.day) return first
    first = earlier
  }
}

export function startOfWeek(now: Date, calendar: Calendar): DateTime {
  const today = startOfDay(now, calendar)
  return today.minus({ days: (today.weekday - calendar.weekStartsOn + 7) % 7 })
}

export function startOfMonth(now: Date, calendar: Calendar): DateTime {
  const today = startOfDay(now, calendar)
  const isBegun = today.day >= calendar.monthStartsOn
  return today.minus({ months: isBegun ? 0 : 1 }).set({ day: calendar.monthStartsOn })
}

function shifted(
  start: DateTime,
  length: { weeks?: number; months?: number },
  name: string,
): Period {
  const words = name.replace('-', ' ')
  return name.startsWith('last')
    ? period(start.minus(length), start, words)
    : period(start, start.plus(length), words)
}

function between(first: string, last: string, { timeZone }: Calendar): Period {
  const from = DateTime.fromISO(first, { zone: timeZone }).startOf('day')
  const until = DateTime.fromISO(last, { zone: timeZone }).startOf('day').plus({ days: 1 })
  if (!from.isValid || !until.isValid || until <= from) {
    throw new BotError('bad-option', `“${first}..${last}” is no range of days.`)
  }
  return period(from, until, `${first} to ${last}`)
}
