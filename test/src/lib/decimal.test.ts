import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scaleDecimal } from '../../../src/lib/decimal.ts'

describe('a decimal', () => {
  it.each<[string, number, bigint]>([
    ['0', 9, 0n],
    ['1', 9, 1_000_000_000n],
    ['1.25', 9, 1_250_000_000n],
    ['0.00000125', 15, 1_250_000_000n],
    ['.5', 1, 5n],
    ['5.', 1, 50n],
    ['+2', 0, 2n],
    ['1e-7', 9, 100n],
    ['1.5E+3', 0, 1500n],
    ['0.0000006000000000000001', 15, 600_000_000n],
    ['0.4', 0, 0n],
    ['0.5', 0, 1n],
    ['1.5', 0, 2n],
    ['2.5', 0, 3n],
    ['-0.5', 0, -1n],
    ['-2.4', 0, -2n],
    ['-1', 15, -1_000_000_000_000_000n],
    ['9007199254740993', 0, 9_007_199_254_740_993n],
    [' 7 ', 0, 7n],
    ['0.1234567894', 9, 123_456_789n],
    ['0.1234567895', 9, 123_456_790n],
  ])('%s with %i places', (text, scale, expected) => {
    expect(scaleDecimal(text, scale)).toBe(expected)
  })

  it.each([
    '',
    ' ',
    '.',
    '-',
    'e5',
    '1e',
    '1,5',
    '1.2.3',
    '0x10',
    'NaN',
    'Infinity',
    '1 2',
    '١',
    '1e999999999',
    `1${'0'.repeat(80)}`,
  ])('is not “%s”', text => {
    expect(scaleDecimal(text, 9)).toBeUndefined()
  })

  it('is exact for whatever is written with so many places', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }),
        fc.integer({ min: 0, max: 15 }),
        (value, scale) => {
          const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0')
          const whole = digits.slice(0, digits.length - scale)
          const fraction = digits.slice(digits.length - scale)
          return scaleDecimal(`${value < 0n ? '-' : ''}${whole}.${fraction}`, scale) === value
        },
      ),
    )
  })

  it('reads what JavaScript writes of a float', () => {
    const amount = fc.double({ min: 1e-30, max: 1e6, noNaN: true })

    fc.assert(
      fc.property(amount, value => {
        const nano = scaleDecimal(String(value), 9)
        return nano !== undefined && Math.abs(Number(nano) - value * 1e9) <= 1 + value * 1e-6
      }),
    )
  })
})
