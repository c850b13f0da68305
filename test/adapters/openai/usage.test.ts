import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromUsage } from '../../../adapters/openai/usage.ts'
import type { UsageBody } from '../../../adapters/openai/usage-body.ts'

const usageOf = (body: UsageBody) => {
  const event = fromUsage(body)
  return event?.type === 'usage' ? event : undefined
}

describe('usage', () => {
  // input, cache read, cache write, output, reasoning
  it.each<[string, UsageBody, readonly number[]]>([
    ['the totals only', { prompt_tokens: 10, completion_tokens: 5 }, [10, 0, 0, 5, 0]],
    [
      'OpenAI: reasoning within',
      {
        prompt_tokens: 100,
        completion_tokens: 50,
        total_tokens: 150,
        prompt_tokens_details: { cached_tokens: 40 },
        completion_tokens_details: { reasoning_tokens: 30 },
      },
      [100, 40, 0, 50, 30],
    ],
    [
      'OpenRouter: cache writes too',
      {
        prompt_tokens: 100,
        completion_tokens: 50,
        total_tokens: 150,
        prompt_tokens_details: { cached_tokens: 40, cache_write_tokens: 20 },
        completion_tokens_details: { reasoning_tokens: 0 },
      },
      [100, 40, 20, 50, 0],
    ],
    [
      'xAI: reasoning beside',
      {
        prompt_tokens: 100,
        completion_tokens: 50,
        total_tokens: 180,
        completion_tokens_details: { reasoning_tokens: 30 },
      },
      [100, 0, 0, 80, 30],
    ],
    [
      'Google: reasoning in the total only',
      { prompt_tokens: 100, completion_tokens: 50, total_tokens: 180 },
      [100, 0, 0, 80, 30],
    ],
    [
      'a total that fits nothing',
      {
        prompt_tokens: 100,
        completion_tokens: 50,
        total_tokens: 999,
        completion_tokens_details: { reasoning_tokens: 30 },
      },
      [100, 0, 0, 50, 30],
    ],
    [
      'a total below its parts',
      { prompt_tokens: 100, completion_tokens: 50, total_tokens: 1 },
      [100, 0, 0, 50, 0],
    ],
    [
      'nulls everywhere',
      {
        prompt_tokens: 7,
        completion_tokens: null,
        total_tokens: null,
        cost: null,
        prompt_tokens_details: null,
        completion_tokens_details: null,
      },
      [7, 0, 0, 0, 0],
    ],
    ['zeros', { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }, [0, 0, 0, 0, 0]],
    [
      'more cached than there was',
      {
        prompt_tokens: 10,
        completion_tokens: 1,
        prompt_tokens_details: { cached_tokens: 99, cache_write_tokens: 99 },
      },
      [10, 10, 0, 1, 0],
    ],
    [
      'more reasoning than output',
      {
        prompt_tokens: 10,
        completion_tokens: 5,
        completion_tokens_details: { reasoning_tokens: 9 },
      },
      [10, 0, 0, 5, 5],
    ],
    [
      'negative and broken numbers',
      {
        prompt_tokens: -5,
        completion_tokens: Number.NaN,
        total_tokens: Number.POSITIVE_INFINITY,
      },
      [0, 0, 0, 0, 0],
    ],
  ])('as %s', (_name, body, [input, cacheRead, cacheWrite, output, reasoning]) => {
    expect(usageOf(body)?.usage).toEqual({
      inputTokens: input,
      cacheReadTokens: cacheRead,
      cacheWriteTokens: cacheWrite,
      outputTokens: output,
      reasoningTokens: reasoning,
    })
  })

  it.each<[string, UsageBody | null | undefined]>([
    ['nothing', undefined],
    ['null', null],
    ['an empty object', {}],
    ['a prompt of null', { prompt_tokens: null, completion_tokens: 5 }],
  ])('that is %s was not reported', (_name, body) => {
    expect(fromUsage(body)).toBeUndefined()
  })

  it('holds its parts within its totals, whatever is sent', () => {
    const tokens = fc.option(fc.integer({ min: -10, max: 1_000_000 }))
    const body = fc.record({
      prompt_tokens: fc.integer({ min: -10, max: 1_000_000 }),
      completion_tokens: tokens,
      total_tokens: tokens,
      prompt_tokens_details: fc.option(
        fc.record({ cached_tokens: tokens, cache_write_tokens: tokens }),
      ),
      completion_tokens_details: fc.option(fc.record({ reasoning_tokens: tokens })),
    })

    fc.assert(
      fc.property(body, sent => {
        const usage = usageOf(sent)?.usage
        if (!usage) return false
        return (
          Object.values(usage).every(count => Number.isInteger(count) && count >= 0) &&
          usage.cacheReadTokens + usage.cacheWriteTokens <= usage.inputTokens &&
          usage.reasoningTokens <= usage.outputTokens
        )
      }),
    )
  })
})

describe('a reported cost', () => {
  it.each<[number | string | null | undefined, bigint | undefined]>([
    [0.00010875, 108_750n],
    [1.5e-7, 150n],
    [5e-10, 1n],
    [4.9e-10, 0n],
    [0, 0n],
    [1, 1_000_000_000n],
    [0.1 + 0.2, 300_000_000n],
    [1234.567891234, 1_234_567_891_234n],
    ['0.000108750', 108_750n],
    [-1, undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    ['free', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('of %s is exact', (cost, nano) => {
    expect(
      usageOf({ prompt_tokens: 1, completion_tokens: 1, ...(cost !== undefined && { cost }) })
        ?.reportedNano,
    ).toBe(nano)
  })
})
