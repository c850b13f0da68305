import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { affordableOutput, costOf, worstCost } from '../../../src/money/cost.ts'
import type { PriceException, Prices, Usage } from '../../../src/ports/llm.ts'

const tokens = fc.integer({ min: 0, max: 3_000_000 })
const rate = fc.bigInt({ min: 0n, max: 10n ** 14n })
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(pair => pair.map(part => String(part).padStart(2, '0')).join(':'))
const at = fc.date({
  min: new Date('2020-01-01'),
  max: new Date('2040-01-01'),
  noInvalidDate: true,
})

const optional = {
  cacheRead: rate,
  cacheWrite: rate,
  cacheWriteHour: rate,
  reasoning: rate,
  audioInput: rate,
  audioOutput: rate,
  image: rate,
  request: rate,
}
const exception = fc.record(
  {
    ...optional,
    input: rate,
    output: rate,
    aboveInputTokens: tokens,
    fromUtc: time,
    untilUtc: time,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<PriceException>
const prices = fc.record(
  { input: rate, output: rate, ...optional, exceptions: fc.array(exception, { maxLength: 4 }) },
  { requiredKeys: ['input', 'output'] },
) as fc.Arbitrary<Prices>
const usage = fc.record(
  {
    inputTokens: tokens,
    cacheReadTokens: tokens,
    cacheWriteTokens: tokens,
    cacheWriteHourTokens: tokens,
    audioInputTokens: tokens,
    images: fc.integer({ min: 0, max: 20 }),
    outputTokens: tokens,
    reasoningTokens: tokens,
    audioOutputTokens: tokens,
  },
  {
    requiredKeys: [
      'inputTokens',
      'cacheReadTokens',
      'cacheWriteTokens',
      'outputTokens',
      'reasoningTokens',
    ],
  },
) as fc.Arbitrary<Usage>

describe('a cost', () => {
  it('is never above the worst of a call that may become larger', () => {
    const more = fc.integer({ min: 0, max: 200_000 })

    fc.assert(
      fc.property(usage, prices, at, more, more, (used, priced, when, moreIn, moreOut) => {
        const extent = {
          inputTokens: used.inputTokens + moreIn,
          outputTokens: used.outputTokens + moreOut,
          images: used.images ?? 0,
        }
        expect(costOf(used, priced, when)).toBeLessThanOrEqual(worstCost(extent, priced))
      }),
      { numRuns: 2000 },
    )
  })

  it('is within half a nano-dollar of the exact sum', () => {
    fc.assert(
      fc.property(tokens, tokens, rate, rate, rate, (input, output, pIn, pOut, request) => {
        fc.pre(input + output > 0)
        const used = { cacheReadTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 }
        const cost = costOf(
          { ...used, inputTokens: input, outputTokens: output },
          { input: pIn, output: pOut, request },
          new Date(0),
        )
        const exact = BigInt(input) * pIn + BigInt(output) * pOut + request * 1_000_000n
        const doubled = 2n * (cost * 1_000_000n - exact)
        expect(doubled <= 1_000_000n && doubled > -1_000_000n).toBe(true)
      }),
    )
  })

  it('charges each token once, however the parts overlap', () => {
    fc.assert(
      fc.property(usage, at, (used, when) => {
        const same = 1_000_000n
        const flat = {
          ...{ input: same, cacheRead: same, cacheWrite: same, cacheWriteHour: same },
          ...{ audioInput: same, output: same, reasoning: same, audioOutput: same },
        }
        expect(costOf(used, flat, when)).toBe(BigInt(used.inputTokens + used.outputTokens))
      }),
    )
  })
})

describe('the output that an amount buys', () => {
  it('fits, and one token more does not', () => {
    const extent = fc.record({ inputTokens: tokens, images: fc.integer({ min: 0, max: 5 }) })
    const dear = fc.bigInt({ min: 1_000_000n, max: 10n ** 14n })

    fc.assert(
      fc.property(
        extent,
        prices,
        dear,
        fc.bigInt({ min: 0n, max: 10n ** 13n }),
        (size, p, o, spare) => {
          const priced = { ...p, output: o }
          const nano = worstCost({ ...size, outputTokens: 0 }, priced) + spare
          const fitting = affordableOutput(nano, size, priced)
          expect(worstCost({ ...size, outputTokens: fitting }, priced)).toBeLessThanOrEqual(nano)
          expect(worstCost({ ...size, outputTokens: fitting + 2 }, priced)).toBeGreaterThan(nano)
        },
      ),
    )
  })
})
