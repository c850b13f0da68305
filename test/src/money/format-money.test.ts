import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCost, formatMoney, formatPrice } from '../../../src/money/format-money.ts'

describe('money', () => {
  it.each<[bigint, string]>([
    [0n, '$0'],
    [1n, '<$0.0001'],
    [99_999n, '<$0.0001'],
    [100_000n, '$0.0001'],
    [149_999n, '$0.0001'],
    [150_000n, '$0.0002'],
    [12_300_000n, '$0.0123'],
    [500_000_000n, '$0.5000'],
    [999_949_999n, '$0.9999'],
    [999_950_000n, '$1.00'],
    [999_999_999n, '$1.00'],
    [1_000_000_000n, '$1.00'],
    [1_005_000_000n, '$1.01'],
    [12_340_000_000n, '$12.34'],
    [999_994_999_999n, '$999.99'],
    [999_995_000_000n, '$1,000.00'],
    [1_234_567_890_000_000n, '$1,234,567.89'],
    [9_007_199_254_740_993_000_000_000n, '$9,007,199,254,740,993.00'],
    [-1n, '-<$0.0001'],
    [-12_340_000_000n, '-$12.34'],
  ])('of %s nano-dollars is %s', (nano, shown) => {
    expect(formatMoney(nano)).toBe(shown)
  })

  it('that was really spent is never shown as nothing', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 20n }), nano => {
        const digits = formatMoney(nano).replace(/^<\$0\.0001$/, '1')
        return /[1-9]/.test(digits)
      }),
    )
  })

  it('that is more is never shown as less', () => {
    const value = (shown: string) =>
      shown.startsWith('<') ? 0.00005 : Number(shown.replaceAll(/[$,]/g, ''))
    const amount = fc.bigInt({ min: 0n, max: 10n ** 13n })

    fc.assert(
      fc.property(amount, amount, (a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a]
        return value(formatMoney(less)) <= value(formatMoney(more))
      }),
    )
  })
})

describe('a cost', () => {
  it.each<[bigint | undefined, string]>([
    [undefined, 'no price'],
    [0n, '$0'],
    [5n, '<$0.0001'],
  ])('of %s is %s', (nano, shown) => {
    expect(formatCost(nano)).toBe(shown)
  })
})

describe('a price per million tokens', () => {
  it.each<[bigint, string]>([
    [0n, '$0'],
    [1_250_000_000n, '$1.25'],
    [150_000_000n, '$0.15'],
    [10_000_000_000n, '$10.00'],
    [500_000n, '$0.0005'],
    [1n, '$0.000000001'],
    [75_000_000n, '$0.075'],
    [12_300_000_000n, '$12.30'],
  ])('of %s is %s', (nano, shown) => {
    expect(formatPrice(nano)).toBe(shown)
  })
})
