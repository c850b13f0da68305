import { describe, expect, it } from 'vitest'
import { costOf, worstCost } from '../../../src/money/cost.ts'
import type { Prices, Usage } from '../../../src/ports/llm.ts'

/** Input, cache read, cache write, output, reasoning: totals inclusive. */
type Tokens = readonly [number, number, number, number, number]

const usage = ([input, cacheRead, cacheWrite, output, reasoning]: Tokens): Usage => ({
  inputTokens: input,
  cacheReadTokens: cacheRead,
  cacheWriteTokens: cacheWrite,
  outputTokens: output,
  reasoningTokens: reasoning,
})

/** USD per million tokens, in thousandths. */
const price = (milli: number): bigint => BigInt(milli) * 1_000_000n

const gpt5: Prices = { input: price(1250), output: price(10_000), cacheRead: price(125) }
const mini: Prices = { input: price(150), output: price(600), cacheRead: price(75) }
const sonnet: Prices = {
  input: price(3000),
  output: price(15_000),
  cacheRead: price(300),
  cacheWrite: price(3750),
}
const thinker: Prices = { input: price(1000), output: price(2000), reasoning: price(4000) }
const perRequest: Prices = { ...mini, request: 5_000_000n }
const free: Prices = { input: 0n, output: 0n }
const tiny: Prices = { input: 1n, output: 1n }

const NOON = new Date('2026-11-24T12:00:00Z')

describe('the cost of', () => {
  it.each<[string, Tokens, Prices, bigint]>([
    ['nothing', [0, 0, 0, 0, 0], gpt5, 0n],
    ['a refusal, whatever a request costs', [0, 0, 0, 0, 0], perRequest, 0n],
    ['one token in', [1, 0, 0, 0, 0], gpt5, 1250n],
    ['one token out', [0, 0, 0, 1, 0], gpt5, 10_000n],
    ['a question', [27, 0, 0, 100, 0], gpt5, 1_033_750n],
    ['a thousand each', [1000, 0, 0, 1000, 0], gpt5, 11_250_000n],
    ['a million each', [1_000_000, 0, 0, 1_000_000, 0], gpt5, 11_250_000_000n],
    ['input all cached', [1000, 1000, 0, 0, 0], gpt5, 125_000n],
    ['input half cached', [1000, 500, 0, 0, 0], gpt5, 687_500n],
    ['one cached token', [1, 1, 0, 0, 0], gpt5, 125n],
    ['reasoning at the output’s price', [0, 0, 0, 500, 400], gpt5, 5_000_000n],
    ['reasoning at its own price', [0, 0, 0, 500, 400], thinker, 1_800_000n],
    ['nothing but reasoning', [0, 0, 0, 10, 10], thinker, 40_000n],
    ['cached reads without their own price', [1000, 1000, 0, 0, 0], thinker, 1_000_000n],
    ['cached writes without their own price', [1000, 0, 1000, 0, 0], gpt5, 1_250_000n],
    ['a cache that is filled', [1000, 0, 800, 100, 0], sonnet, 5_100_000n],
    ['a cache that is read', [1000, 800, 0, 100, 0], sonnet, 2_340_000n],
    ['a cache that is read and filled', [1000, 500, 300, 0, 0], sonnet, 1_875_000n],
    ['a small model', [1234, 0, 0, 567, 0], mini, 525_300n],
    ['a small model, cached', [1234, 1000, 0, 567, 0], mini, 450_300n],
    ['a request with its own price', [1000, 0, 0, 1000, 0], perRequest, 5_750_000n],
    ['a free model', [123_456, 0, 0, 7890, 0], free, 0n],
    ['less than half a nano-dollar', [499_999, 0, 0, 0, 0], tiny, 0n],
    ['half a nano-dollar', [500_000, 0, 0, 0, 0], tiny, 1n],
    ['halves that are added before they are rounded', [250_000, 0, 0, 250_000, 0], tiny, 1n],
    ['a nano-dollar and a half', [1_500_000, 0, 0, 0, 0], tiny, 2n],
    ['a nano-dollar and less than a half', [1_499_999, 0, 0, 0, 0], tiny, 1n],
    [
      'more than a float can hold',
      [2_000_000_000, 0, 0, 2_000_000_000, 0],
      { input: 9_007_199_254_740_993n, output: 0n },
      18_014_398_509_481_986_000n,
    ],
  ])('%s', (_name, tokens, prices, nano) => {
    expect(costOf(usage(tokens), prices, NOON)).toBe(nano)
  })
})

describe('the worst cost', () => {
  it.each<[string, number, number, Prices, bigint]>([
    ['takes the dearest input', 1000, 0, sonnet, 3_750_000n],
    ['takes the dearest output', 0, 1000, thinker, 4_000_000n],
    ['adds the request', 0, 0, perRequest, 5_000_000n],
    ['is rounded up', 1, 0, tiny, 1n],
  ])('%s', (_name, input, output, prices, nano) => {
    expect(worstCost({ inputTokens: input, outputTokens: output }, prices)).toBe(nano)
  })
})
