import { describe, expect, it } from 'vitest'
import { newId } from '../../../src/lib/new-id.ts'

const NOW = new Date('2026-11-24T12:00:00.123Z').getTime()

describe('an id', () => {
  it('is a UUID of version 7', () => {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('begins with its time', () => {
    const time = newId(NOW).replaceAll('-', '').slice(0, 12)

    expect(Number.parseInt(time, 16)).toBe(NOW)
  })

  it('is never the same twice', () => {
    const ids = Array.from({ length: 20_000 }, () => newId(NOW))

    expect(new Set(ids).size).toBe(20_000)
  })

  it('sorts by time', () => {
    const ids = [NOW + 2, NOW - 1_000_000, NOW, NOW + 1].map(newId)

    expect([...ids].sort()).toEqual([ids[1], ids[2], ids[3], ids[0]])
  })

  it('sorts by the order of making within a millisecond, but for one in four thousand', () => {
    const ids = Array.from({ length: 4096 }, () => newId(NOW))

    const falls = ids.filter((id, index) => index > 0 && id < (ids[index - 1] ?? ''))
    expect(falls.length).toBeLessThanOrEqual(1)
  })
})
