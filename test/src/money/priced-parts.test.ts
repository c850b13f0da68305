import { describe, expect, it } from 'vitest'
import { costOf, worstCost } from '../../../src/money/cost.ts'
import type { PriceException, Prices, Usage } from '../../../src/ports/llm.ts'

/** USD per million tokens, in thousandths: as many nano-USD a token. */
const price = (milli: number): bigint => BigInt(milli) * 1_000_000n

const nothing: Usage = {
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
}

const sonnet: Prices = {
  input: price(3000),
  output: price(15_000),
  cacheRead: price(300),
  cacheWrite: price(3750),
  cacheWriteHour: price(6000),
  exceptions: [
    {
      aboveInputTokens: 200_000,
      input: price(6000),
      output: price(22_500),
      cacheRead: price(600),
      cacheWrite: price(7500),
      cacheWriteHour: price(12_000),
    },
  ],
}
const flash: Prices = {
  input: price(300),
  output: price(2500),
  cacheRead: price(75),
  audioInput: price(1000),
}
const speaking: Prices = {
  input: price(2500),
  output: price(10_000),
  audioInput: price(40_000),
  audioOutput: price(80_000),
}
const seeing: Prices = { ...flash, image: 1_238_400n, request: 5_000_000n }
const peak: PriceException = {
  fromUtc: '01:00',
  untilUtc: '04:00',
  input: price(540),
  output: price(840),
}
const deep: Prices = {
  input: price(270),
  output: price(420),
  cacheRead: price(27),
  exceptions: [peak],
}
const nightly: Prices = {
  input: price(1000),
  output: price(4000),
  exceptions: [
    { aboveInputTokens: 32_000, input: price(2000) },
    { fromUtc: '22:00', untilUtc: '08:00', input: price(500), output: price(2000) },
    { aboveInputTokens: 32_000, fromUtc: '22:00', untilUtc: '08:00', input: price(900) },
  ],
}

type Case = [what: string, usage: Partial<Usage>, prices: Prices, nano: bigint, time?: string]

describe('the cost of', () => {
  it.each<Case>([
    // 1000 × 6000
    [
      'writes kept for an hour',
      { inputTokens: 1000, cacheWriteTokens: 1000, cacheWriteHourTokens: 1000 },
      sonnet,
      6_000_000n,
    ],
    // 400 × 3750 + 600 × 6000
    [
      'writes of both kinds',
      { inputTokens: 1000, cacheWriteTokens: 1000, cacheWriteHourTokens: 600 },
      sonnet,
      5_100_000n,
    ],
    // 100 × 3000 + 500 × 300 + 150 × 3750 + 250 × 6000
    [
      'reads and writes of both kinds',
      { inputTokens: 1000, cacheReadTokens: 500, cacheWriteTokens: 400, cacheWriteHourTokens: 250 },
      sonnet,
      2_512_500n,
    ],
    // 1000 × 1250, for neither kind of write has its own price
    [
      'an hour’s writes without any price for writes',
      { inputTokens: 1000, cacheWriteTokens: 1000, cacheWriteHourTokens: 1000 },
      { input: price(1250), output: 0n },
      1_250_000n,
    ],
    // 1000 × 1500, the price of the short ones
    [
      'an hour’s writes without their own price',
      { inputTokens: 1000, cacheWriteTokens: 1000, cacheWriteHourTokens: 1000 },
      { input: price(1250), output: 0n, cacheWrite: price(1500) },
      1_500_000n,
    ],

    // 200,000 × 3000 + 1000 × 15,000
    ['input up to the tier', { inputTokens: 200_000, outputTokens: 1000 }, sonnet, 615_000_000n],
    // 200,001 × 6000 + 1000 × 22,500
    [
      'one token over it: the whole call is dearer',
      { inputTokens: 200_001, outputTokens: 1000 },
      sonnet,
      1_222_506_000n,
    ],
    // 150,000 × 600 + 100,000 × 6000: what is cached counts towards the size
    [
      'a long input, mostly cached',
      { inputTokens: 250_000, cacheReadTokens: 150_000 },
      sonnet,
      690_000_000n,
    ],
    // 50,000 × 6000 + 100,000 × 7500 + 100,000 × 12,000
    [
      'a long input, written',
      { inputTokens: 250_000, cacheWriteTokens: 200_000, cacheWriteHourTokens: 100_000 },
      sonnet,
      2_250_000_000n,
    ],
    // 10 × 3000 + 400,000 × 15,000: output does not make a call long
    [
      'a short question with an endless answer',
      { inputTokens: 10, outputTokens: 400_000 },
      sonnet,
      6_000_030_000n,
    ],

    // 700 × 300 + 300 × 1000
    ['sound among text', { inputTokens: 1000, audioInputTokens: 300 }, flash, 510_000n],
    // 600 × 75 + 300 × 1000 + 100 × 300
    [
      'sound beside what was cached',
      { inputTokens: 1000, cacheReadTokens: 600, audioInputTokens: 300 },
      flash,
      375_000n,
    ],
    // 900 × 75 + 100 × 1000: of the sound 200 were cached, which are not charged twice
    [
      'sound that was cached in part',
      { inputTokens: 1000, cacheReadTokens: 900, audioInputTokens: 300 },
      flash,
      167_500n,
    ],
    // 100 × 2500 + 900 × 40,000 + 50 × 10,000 + 450 × 80,000
    [
      'a conversation by voice',
      { inputTokens: 1000, audioInputTokens: 900, outputTokens: 500, audioOutputTokens: 450 },
      speaking,
      72_750_000n,
    ],
    // 1000 × 2500 + 500 × 10,000
    [
      'sound without its own price',
      { inputTokens: 1000, audioInputTokens: 900, outputTokens: 500, audioOutputTokens: 450 },
      { input: price(2500), output: price(10_000) },
      7_500_000n,
    ],

    // 1000 × 300 + 2 × 1,238,400 + 5,000,000
    ['two pictures and the request', { inputTokens: 1000, images: 2 }, seeing, 7_776_800n],
    // 1000 × 300 + 5,000,000
    ['the request without a picture', { inputTokens: 1000 }, seeing, 5_300_000n],
    ['pictures of a refused call', { images: 3 }, seeing, 0n],
    // 1000 × 300
    ['pictures that have no price of their own', { inputTokens: 1000, images: 3 }, flash, 300_000n],

    // 1000 × 270 + 1000 × 420
    [
      'a minute before the peak',
      { inputTokens: 1000, outputTokens: 1000 },
      deep,
      690_000n,
      '00:59:59.999',
    ],
    // 1000 × 540 + 1000 × 840
    [
      'the minute when it begins',
      { inputTokens: 1000, outputTokens: 1000 },
      deep,
      1_380_000n,
      '01:00:00.000',
    ],
    [
      'its last millisecond',
      { inputTokens: 1000, outputTokens: 1000 },
      deep,
      1_380_000n,
      '03:59:59.999',
    ],
    [
      'the minute when it ends',
      { inputTokens: 1000, outputTokens: 1000 },
      deep,
      690_000n,
      '04:00:00.000',
    ],
    // 500 × 540 + 500 × 27: the read keeps its usual price
    [
      'a read during the peak',
      { inputTokens: 1000, cacheReadTokens: 500 },
      deep,
      283_500n,
      '02:00:00.000',
    ],

    // 1000 × 1000 + 100 × 4000
    ['the day', { inputTokens: 1000, outputTokens: 100 }, nightly, 1_400_000n, '21:59:59.000'],
    // 1000 × 500 + 100 × 2000
    [
      'the discount of the evening',
      { inputTokens: 1000, outputTokens: 100 },
      nightly,
      700_000n,
      '22:00:00.000',
    ],
    [
      'the discount after midnight',
      { inputTokens: 1000, outputTokens: 100 },
      nightly,
      700_000n,
      '07:59:00.000',
    ],
    [
      'the end of the discount',
      { inputTokens: 1000, outputTokens: 100 },
      nightly,
      1_400_000n,
      '08:00:00.000',
    ],
    // 40,000 × 2000 + 100 × 4000
    [
      'a long call by day',
      { inputTokens: 40_000, outputTokens: 100 },
      nightly,
      80_400_000n,
      '12:00:00.000',
    ],
    // 40,000 × 900 + 100 × 2000: of three that apply the last one that says something wins
    [
      'a long call by night',
      { inputTokens: 40_000, outputTokens: 100 },
      nightly,
      36_200_000n,
      '23:00:00.000',
    ],

    // (1 × 0.5 + 1 × 0.5 + 1 × 0.5) nano-dollars: 1.5, and not 3 × 1
    [
      'halves of several kinds, rounded once',
      { inputTokens: 3, cacheReadTokens: 1, audioInputTokens: 1 },
      { input: 500_000n, output: 0n, cacheRead: 500_000n, audioInput: 500_000n },
      2n,
    ],
  ])('%s', (...[, used, prices, nano, time = '12:00:00.000']) => {
    expect(costOf({ ...nothing, ...used }, prices, new Date(`2026-11-24T${time}Z`))).toBe(nano)
  })
})

describe('the worst cost', () => {
  it.each<readonly [string, Parameters<typeof worstCost>[0], Prices, bigint]>([
    // 1000 × 6000 + 100 × 15,000
    ['below a tier', { inputTokens: 1000, outputTokens: 100 }, sonnet, 7_500_000n],
    // 200,001 × 12,000 + 100 × 22,500
    ['above it', { inputTokens: 200_001, outputTokens: 100 }, sonnet, 2_402_262_000n],
    // 1000 × 540 + 1000 × 840, at whatever time it is asked
    ['of a peak that may be near', { inputTokens: 1000, outputTokens: 1000 }, deep, 1_380_000n],
    // 1000 × 1000 + 100 × 4000: the night is cheaper, the tier out of reach
    [
      'of a discount that may be over',
      { inputTokens: 1000, outputTokens: 100 },
      nightly,
      1_400_000n,
    ],
    // 1000 × 1000 + 3 × 1,238,400 + 5,000,000
    ['with pictures', { inputTokens: 1000, outputTokens: 0, images: 3 }, seeing, 9_715_200n],
  ])('%s', (_what, extent, prices, nano) => {
    expect(worstCost(extent, prices)).toBe(nano)
  })
})
