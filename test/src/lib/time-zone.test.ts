import { expect, it } from 'vitest'
import { isTimeZone } from '../../../src/lib/time-zone.ts'

it.each([
  ['UTC', true],
  ['Europe/Berlin', true],
  ['america/new_york', true],
  ['Asia/Kathmandu', true],
  ['Mars/Olympus', false],
  ['', false],
  ['Berlin', false],
])('“%s” is a time zone: %s', (name, is) => {
  expect(isTimeZone(name)).toBe(is)
})
