import { expect, it } from 'vitest'
import { isCron } from '../../../src/lib/cron.ts'

it.each(['0 0 * * *', '*/15 8-18 * * mon-fri', '0,30 0 1 jan,jul 7', '  5 4 * * sun  '])(
  '%s is a timetable',
  expression => {
    expect(isCron(expression)).toBe(true)
  },
)

it.each([
  ...['', 'daily', '* * * *', '* * * * * *', '60 0 * * *', '0 24 * * *', '0 0 0 * *', '0 0 * 13 *'],
  ...['0 0 * * 8', '5-1 0 * * *', '*/0 * * * *', '0 0 * * monday', '-1 0 * * *'],
])('“%s” is none', expression => {
  expect(isCron(expression)).toBe(false)
})
