import { DateTime } from 'luxon'
import { BotError } from '../errors.ts'

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
const WORDS =
  /^(?<often>daily|weekly|monthly)(?:\s+(?<day>[a-z]{3,9}|\d{1,2}))?(?:\s+(?<hour>\d{1,2}):(?<minute>\d{2}))?$/
const HINT =
  'Use `daily 09:00`, `weekly mon 09:00`, `monthly 1 09:00`, or a cron expression such as `0 9 * * 1-5`.'

const refuse = (words: string, why = 'is no schedule'): never => {
  throw new BotError('bad-option', `“${words}” ${why}. ${HINT}`)
}

/** What people write as a cron expression of five fields. @throws BotError `bad-option` */
export function readSchedule(typed: string): string {
  const words = typed.trim().toLowerCase().replaceAll(/\s+/g, ' ')
  const found = WORDS.exec(words)?.groups
  const cron = found ? fromWords(typed, found) : words
  const schedule = parse(cron) ?? refuse(typed)
  if (schedule.minutes.length > 1) refuse(typed, 'comes more than once an hour')
  if (!nextAfter(cron, new Date('2026-01-01T00:00:00Z'), 'UTC')) refuse(typed, 'never comes')
  return cron
}

function fromWords(typed: string, found: Readonly<Record<string, string | undefined>>): string {
  const { often, day } = found
  const time = `${Number(found['minute'] ?? 0)} ${Number(found['hour'] ?? 9)}`
  if (often === 'daily') return day === undefined ? `${time} * * *` : refuse(typed)
  if (often === 'monthly') return `${time} ${Number(day ?? 1)} * *`
  const weekday = DAYS.findIndex(name => name === (day ?? 'mon').slice(0, 3))
  return weekday === -1 ? refuse(typed) : `${time} * * ${weekday}`
}

interface Schedule {
  readonly minutes: readonly number[]
  readonly hours: readonly number[]
  readonly isOn: (day: DateTime) => boolean
}

function parse(cron: string): Schedule | undefined {
  const fields = cron.split(' ')
  const limits = [
    [0, 59],
    [0, 23],
    [1, 31],
    [1, 12],
    [0, 7],
  ] as const
  const sets = limits.map(([low, high], index) => readField(fields[index] ?? '', low, high))
  const [minutes, hours, days, months, weekdays] = sets
  if (fields.length !== 5 || !minutes || !hours || !days || !months || !weekdays) return undefined
  const week = new Set(weekdays.map(day => day % 7))
  const [isAnyDay, isAnyWeekday] = [fields[2] === '*', fields[4] === '*']
  return {
    minutes,
    hours,
    isOn({ day, month, weekday }) {
      if (!months.includes(month)) return false
      const [isDay, isWeekday] = [days.includes(day), week.has(weekday % 7)]
      // as cron has it: where both are given, either is enough
      return isAnyDay || isAnyWeekday ? isDay && isWeekday : isDay || isWeekday
    },
  }
}

// `*`, every second, `5`, `1-5`, `1-9/2`, `mon`, and lists of these
function readField(field: string, low: number, high: number): readonly number[] | undefined {
  const parts = field.split(',').map(part => readPart(part, low, high))
  const all = parts.flatMap(part => part ?? [])
  return parts.includes(undefined) ? undefined : [...new Set(all)].sort((a, b) => a - b)
}

function readPart(part: string, low: number, high: number): readonly number[] | undefined {
  const named = high === 7 ? part.replaceAll(/[a-z]{3}/g, name => toDay(name)) : part
  const found = /^(?:\*|(?<from>\d{1,2})(?:-(?<to>\d{1,2}))?)(?:\/(?<step>\d{1,2}))?$/.exec(named)
  if (!found) return undefined
  const { from, to, step } = { ...found.groups }
  const first = from === undefined ? low : Number(from)
  const last = lastOf({ from, to, step }, high)
  const by = Number(step ?? 1)
  if (first < low || last > high || last < first || by < 1) return undefined
  return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, at) => first + at * by)
}

type Given = Readonly<Record<'from' | 'to' | 'step', string | undefined>>

const lastOf = ({ from, to, step }: Given, high: number): number =>
  Number(to ?? (from === undefined || step !== undefined ? high : from))

const toDay = (name: string): string => String(([...DAYS] as string[]).indexOf(name))

/** A leap day comes again after eight years at most. */
const MOST_DAYS = 8 * 366

/**
 * The first occurrence after an instant. Counted in local time: one that a day skips comes when the clock has gone on,
 * and one that a day has twice comes the first time only, so each is one instant.
 */
export function nextAfter(cron: string, after: Date, zone: string): Date | undefined {
  const schedule = parse(cron)
  if (!schedule) return undefined
  const start = DateTime.fromJSDate(after, { zone }).startOf('day')
  for (let offset = 0; offset <= MOST_DAYS; offset += 1) {
    const day = start.plus({ days: offset })
    if (!schedule.isOn(day)) continue
    const found = timesOn(day, schedule).find(time => time.getTime() > after.getTime())
    if (found) return found
  }
  return undefined
}

function timesOn({ year, month, day, zone }: DateTime, { hours, minutes }: Schedule): Date[] {
  const times = hours.flatMap(hour =>
    minutes.map(minute => DateTime.fromObject({ year, month, day, hour, minute }, { zone })),
  )
  return times
    .map(time => new Date(Math.min(...time.getPossibleOffsets().map(each => each.toMillis()))))
    .sort((a, b) => a.getTime() - b.getTime())
}

/** `daily at 09:00`, `weekly on mon at 09:00`, `monthly on day 1 at 09:00`, or the expression. */
export function sayCron(cron: string): string {
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = cron.split(' ')
  const isTime = /^\d+$/.test(minute) && /^\d+$/.test(hour) && month === '*'
  const time = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
  if (isTime && day === '*' && weekday === '*') return `daily at ${time}`
  if (isTime && day === '*' && /^[0-7]$/.test(weekday))
    return `weekly on ${DAYS[Number(weekday) % 7]} at ${time}`
  if (isTime && weekday === '*' && /^\d+$/.test(day)) return `monthly on day ${day} at ${time}`
  return `\`${cron}\``
}

/** What one digest is about: the whole days, weeks or months before it. */
export function spanOf(cron: string): 'day' | 'week' | 'month' {
  const [, , day = '', month = '', weekday = ''] = cron.split(' ')
  if (day !== '*' || month !== '*') return 'month'
  return /^[0-7a-z]+$/.test(weekday) ? 'week' : 'day'
}
