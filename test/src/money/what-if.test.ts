import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costOf } from '../../../src/money/cost.ts'
import { costAt, gapsOf, whatIf } from '../../../src/money/what-if.ts'
import type { CostRow } from '../../../src/ports/costs.ts'

const noCosts: CostRow = {
  key: '',
  costNano: 0n,
  calls: 1,
  failures: 0,
  unpriced: 0,
  estimated: 0,
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  latencyMs: 0,
  computedNano: 0n,
  reportedNano: 0n,
}

const million = {
  ...noCosts,
  inputTokens: 1_000_000,
  cacheReadTokens: 400_000,
  outputTokens: 100_000,
}

describe('The same work at other prices', () => {
  it('counts what was cached at the price of cached tokens, and requests one by one', () => {
    const prices = {
      input: 1_000_000_000n,
      cacheRead: 100_000_000n,
      output: 10_000_000_000n,
      request: 7n,
    }

    expect(costAt({ ...million, calls: 3 }, prices)).toBe(
      600_000_000n + 40_000_000n + 1_000_000_000n + 21n,
    )
  })

  it('names the default, the cheapest and the dearest, each model once', () => {
    const at = (name: string, output: bigint, isDefault = false) => ({
      name,
      isDefault,
      prices: { input: 0n, output },
    })
    const told = (...models: Parameters<typeof whatIf>[1]) =>
      whatIf(million, models).map(({ name, roles }) => `${name}: ${roles.join()}`)

    expect(told()).toEqual([])
    expect(told(at('a', 1n, true))).toEqual(['a: default,cheapest'])
    expect(told(at('a', 90n), at('b', 10n, true))).toEqual(['b: default,cheapest', 'a: dearest'])
    expect(told(at('a', 90n), at('b', 10n), at('c', 50n, true))).toEqual([
      'c: default',
      'b: cheapest',
      'a: dearest',
    ])
  })

  it('is, for one call at its own prices, what the call cost', () => {
    const count = fc.integer({ min: 0, max: 1_000_000 })
    const rate = fc.bigInt({ min: 0n, max: 10n ** 11n })
    fc.assert(
      fc.property(count, count, rate, rate, (inputTokens, outputTokens, input, output) => {
        fc.pre(inputTokens + outputTokens > 0)
        const costs = { ...noCosts, inputTokens, outputTokens }

        expect(costAt(costs, { input, output })).toBe(costOf(costs, { input, output }, new Date(0)))
      }),
    )
  })
})

it.each([
  [100n, 110n, false],
  [100n, 111n, true],
  [100n, 90n, false],
  [100n, 89n, true],
  [0n, 0n, false],
  [0n, 1n, true],
])('%d computed and %d reported is a gap: %s', (computedNano, reportedNano, isGap) => {
  const found = gapsOf([{ ...noCosts, key: 'openrouter', computedNano, reportedNano }])

  expect(found.length === 1).toBe(isGap)
})
