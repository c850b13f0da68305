import { DateTime } from 'luxon'
import { BotError } from '../errors.ts'
import { type Calendar, firstMoment } from './period.ts'

const MOST_DAYS = 366

/** `12h`, `3d`, or the end of a day such as `2026-11-30`. @throws BotError `bad-option` */
export function readUntil(typed: string, now: Date, { timeZone }: Calendar): Date {
  const words = typed.trim().toLowerCase()
  const until = fromNow(words, now) ?? endOfDay(words, timeZone)
  if (!until) {
    throw new BotError(
      'bad-option',
      `“${typed}” is no time. Write 12h, 3d, or the last day, such as 2026-11-30.`,
    )
  }
  if (until <= now) throw new BotError('bad-option', `“${typed}” is over already.`)
  if (until.getTime() - now.getTime() > MOST_DAYS * 86_400_000) {
    throw new BotError('bad-option', 'A raise lasts a year at most. Change the budget itself.')
  }
  return until
}

const MINUTE_MS = 60_000

function fromNow(words: string, now: Date): Date | undefined {
  const { count, unit } = /^(?<count>[1-9]\d{0,3})(?<unit>[hd])$/.exec(words)?.groups ?? {}
  if (count === undefined) return undefined
  const until = now.getTime() + Number(count) * (unit === 'h' ? 3_600_000 : 86_400_000)
  // whole minutes, as it is shown
  return new Date(Math.ceil(until / MINUTE_MS) * MINUTE_MS)
}

function endOfDay(words: string, zone: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(words)) return undefined
  const day = DateTime.fromISO(words, { zone })
  return day.isValid ? firstMoment(day.plus({ days: 1 })).toJSDate() : undefined
}
