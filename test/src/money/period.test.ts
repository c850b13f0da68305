import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BotError } from '../../../src/errors.ts'
import { readPeriod } from '../../../src/money/period.ts'

const HOUR = 3_600_000
const hours = ({ from, until }: { from: Date; until: Date }) =>
  (until.getTime() - from.getTime()) / HOUR

/** Time zone, first day of the week, now, words: from, until. */
type Case = readonly [string, number, string, string, string, string]

describe('a period', () => {
  it.each<Case>([
    ['UTC', 1, '2026-11-24T12:00Z', 'today', '2026-11-24T00:00Z', '2026-11-25T00:00Z'],
    ['UTC', 1, '2026-11-24T12:00Z', 'yesterday', '2026-11-23T00:00Z', '2026-11-24T00:00Z'],
    ['UTC', 1, '2026-11-24T12:00Z', '1d', '2026-11-24T00:00Z', '2026-11-25T00:00Z'],
    ['UTC', 1, '2026-11-24T12:00Z', '7d', '2026-11-18T00:00Z', '2026-11-25T00:00Z'],
    ['UTC', 1, '2026-11-24T12:00Z', '30d', '2026-10-26T00:00Z', '2026-11-25T00:00Z'],
    ['UTC', 1, '2026-11-24T12:00Z', ' THIS-Month ', '2026-11-01T00:00Z', '2026-12-01T00:00Z'],
    ['UTC', 1, '2026-11-24T12:00Z', 'last-month', '2026-10-01T00:00Z', '2026-11-01T00:00Z'],
    // the first and the last moment of a day
    ['UTC', 1, '2026-11-24T00:00Z', 'today', '2026-11-24T00:00Z', '2026-11-25T00:00Z'],
    ['UTC', 1, '2026-11-24T23:59:59.999Z', 'today', '2026-11-24T00:00Z', '2026-11-25T00:00Z'],
    // another day elsewhere
    ['Asia/Tokyo', 1, '2026-11-24T16:00Z', 'today', '2026-11-24T15:00Z', '2026-11-25T15:00Z'],
    [
      'America/Los_Angeles',
      1,
      '2026-12-01T05:00Z',
      'this-month',
      '2026-11-01T07:00Z',
      '2026-12-01T08:00Z',
    ],
    ['Asia/Kathmandu', 1, '2026-11-24T12:00Z', 'today', '2026-11-23T18:15Z', '2026-11-24T18:15Z'],
    // month ends
    ['UTC', 1, '2026-03-31T12:00Z', 'last-month', '2026-02-01T00:00Z', '2026-03-01T00:00Z'],
    ['UTC', 1, '2028-03-31T12:00Z', 'last-month', '2028-02-01T00:00Z', '2028-03-01T00:00Z'],
    ['UTC', 1, '2027-01-15T12:00Z', 'last-month', '2026-12-01T00:00Z', '2027-01-01T00:00Z'],
    ['UTC', 1, '2028-03-01T12:00Z', 'yesterday', '2028-02-29T00:00Z', '2028-03-01T00:00Z'],
    // weeks: the 22nd was a Sunday, the 23rd a Monday
    ['UTC', 1, '2026-11-22T12:00Z', 'this-week', '2026-11-16T00:00Z', '2026-11-23T00:00Z'],
    ['UTC', 1, '2026-11-23T00:00Z', 'this-week', '2026-11-23T00:00Z', '2026-11-30T00:00Z'],
    ['UTC', 7, '2026-11-22T12:00Z', 'this-week', '2026-11-22T00:00Z', '2026-11-29T00:00Z'],
    ['UTC', 7, '2026-11-21T12:00Z', 'this-week', '2026-11-15T00:00Z', '2026-11-22T00:00Z'],
    ['UTC', 6, '2026-11-24T12:00Z', 'this-week', '2026-11-21T00:00Z', '2026-11-28T00:00Z'],
    ['UTC', 1, '2026-11-24T12:00Z', 'last-week', '2026-11-16T00:00Z', '2026-11-23T00:00Z'],
    ['UTC', 7, '2026-11-24T12:00Z', 'last-week', '2026-11-15T00:00Z', '2026-11-22T00:00Z'],
    // ranges: both days included
    [
      'UTC',
      1,
      '2026-11-24T12:00Z',
      '2026-11-01..2026-11-15',
      '2026-11-01T00:00Z',
      '2026-11-16T00:00Z',
    ],
    [
      'Europe/Berlin',
      1,
      '2026-11-24T12:00Z',
      '2026-11-01..2026-11-01',
      '2026-10-31T23:00Z',
      '2026-11-01T23:00Z',
    ],
  ])('in %s, weeks from day %i, at %s: %s', (timeZone, weekStartsOn, now, words, from, until) => {
    const found = readPeriod(words, new Date(now), { timeZone, weekStartsOn, monthStartsOn: 1 })

    expect(found.from).toEqual(new Date(from))
    expect(found.until).toEqual(new Date(until))
  })

  it.each<[string, string, string, number]>([
    ['the day that is an hour short', '2026-03-29T12:00Z', 'today', 23],
    ['the day that is an hour long', '2026-10-25T12:00Z', 'today', 25],
    ['the day after', '2026-10-26T12:00Z', 'yesterday', 25],
    ['the week with the short day', '2026-03-29T12:00Z', 'this-week', 7 * 24 - 1],
    ['the month with the short day', '2026-03-15T12:00Z', 'this-month', 31 * 24 - 1],
    ['the month with the long day', '2026-11-15T12:00Z', 'last-month', 31 * 24 + 1],
    ['seven days over the long day', '2026-10-26T12:00Z', '7d', 7 * 24 + 1],
  ])('in Berlin, of %s', (_name, now, words, length) => {
    const calendar = { timeZone: 'Europe/Berlin', weekStartsOn: 1, monthStartsOn: 1 }

    expect(hours(readPeriod(words, new Date(now), calendar))).toBe(length)
  })

  it('starts with the day even where that has no midnight', () => {
    const calendar = { timeZone: 'America/Santiago', weekStartsOn: 1, monthStartsOn: 1 }

    const found = readPeriod('today', new Date('2026-09-06T15:00Z'), calendar)

    expect(found.from).toEqual(new Date('2026-09-06T04:00Z'))
    expect(hours(found)).toBe(23)
  })

  it.each([
    ['today', 'today'],
    ['7d', 'the last 7 days'],
    ['this-week', 'this week'],
    ['last-month', 'last month'],
    ['2026-11-01..2026-11-15', '2026-11-01 to 2026-11-15'],
  ])('%s is called %s', (words, name) => {
    const calendar = { timeZone: 'UTC', weekStartsOn: 1, monthStartsOn: 1 }

    expect(readPeriod(words, new Date(), calendar).name).toBe(name)
  })

  it.each([
    '',
    'tomorrow',
    'this-year',
    '0d',
    '-1d',
    '7 days',
    '2026-11-15..2026-11-01',
    '2026-02-30..2026-03-01',
    '2026-13-01..2026-13-02',
    '2026-11-01',
    '2026-11-01..',
  ])('is not “%s”', words => {
    const reading = () =>
      readPeriod(words, new Date(), { timeZone: 'UTC', weekStartsOn: 1, monthStartsOn: 1 })

    expect(reading).toThrow(BotError)
    expect(reading).toThrow(expect.objectContaining({ code: 'bad-option' }))
  })
})

describe('windows', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'America/Santiago', 'Pacific/Apia']
  const calendar = fc.record({
    timeZone: fc.constantFrom(...zones),
    weekStartsOn: fc.integer({ min: 1, max: 7 }),
    monthStartsOn: fc.integer({ min: 1, max: 28 }),
  })
  const moment = fc.date({
    min: new Date('2020-01-01'),
    max: new Date('2035-01-01'),
    noInvalidDate: true,
  })

  it.each(['today', '7d', '30d', 'this-week', 'this-month'])('of %s contain now', words => {
    fc.assert(
      fc.property(calendar, moment, (where, now) => {
        const { from, until } = readPeriod(words, now, where)
        return from <= now && now < until
      }),
    )
  })

  it.each([
    ['yesterday', 'today'],
    ['last-week', 'this-week'],
    ['last-month', 'this-month'],
  ])('of %s end where those of %s begin', (last, current) => {
    fc.assert(
      fc.property(calendar, moment, (where, now) => {
        const { until } = readPeriod(last, now, where)
        return until.getTime() === readPeriod(current, now, where).from.getTime()
      }),
    )
  })
})
