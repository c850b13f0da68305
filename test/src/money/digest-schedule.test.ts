import { expect, it } from 'vitest'
import { nextAfter, readSchedule, sayCron, spanOf } from '../../../src/money/digest-schedule.ts'

it.each([
  ['daily', '0 9 * * *', 'daily at 09:00', 'day'],
  ['Daily 07:30', '30 7 * * *', 'daily at 07:30', 'day'],
  ['weekly', '0 9 * * 1', 'weekly on mon at 09:00', 'week'],
  ['weekly friday 17:05', '5 17 * * 5', 'weekly on fri at 17:05', 'week'],
  ['monthly 1 09:00', '0 9 1 * *', 'monthly on day 1 at 09:00', 'month'],
  ['0 9 * * mon-fri', '0 9 * * mon-fri', '`0 9 * * mon-fri`', 'day'],
])('%s is %s', (words, cron, said, span) => {
  expect(readSchedule(words)).toBe(cron)
  expect(sayCron(cron)).toBe(said)
  expect(spanOf(cron)).toBe(span)
})

/** The occurrences between two instants. */
function between(cron: string, zone: string, [from, until]: readonly [string, string]) {
  const found: string[] = []
  for (let at = nextAfter(cron, new Date(from), zone); at; at = nextAfter(cron, at, zone)) {
    if (at.getTime() >= Date.parse(until)) return found
    found.push(at.toISOString())
  }
  return found
}

it.each([
  // Berlin skips 02:30 on 29 March and has it twice on 25 October
  [
    '30 2 * * *',
    'Europe/Berlin',
    ['2026-03-28T12:00Z', '2026-03-30T12:00Z'],
    ['2026-03-29T01:30:00.000Z', '2026-03-30T00:30:00.000Z'],
  ],
  [
    '30 2 * * *',
    'Europe/Berlin',
    ['2026-10-24T12:00Z', '2026-10-26T12:00Z'],
    ['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'],
  ],
  // half an hour on Lord Howe
  [
    '45 1 * * *',
    'Australia/Lord_Howe',
    ['2026-04-04T00:00Z', '2026-04-05T16:00Z'],
    ['2026-04-04T14:45:00.000Z', '2026-04-05T15:15:00.000Z'],
  ],
  // Cairo skips midnight
  [
    '0 0 * * *',
    'Africa/Cairo',
    ['2026-04-23T12:00Z', '2026-04-24T12:00Z'],
    ['2026-04-23T22:00:00.000Z'],
  ],
  ['0 9 29 2 *', 'UTC', ['2026-01-01T00:00Z', '2029-01-01T00:00Z'], ['2028-02-29T09:00:00.000Z']],
  [
    '0 9 1 * 1',
    'UTC',
    ['2026-06-01T00:00Z', '2026-06-10T00:00Z'],
    ['2026-06-01T09:00:00.000Z', '2026-06-08T09:00:00.000Z'],
  ],
] as const)('%s in %s comes once each day that it comes', (cron, zone, range, expected) => {
  expect(between(cron, zone, range)).toEqual(expected)
})
