import { describe, expect, it } from 'vitest'
import { fromOpenRouter } from '../../../adapters/openai/lists/openrouter.ts'
import { fromUsage } from '../../../adapters/openai/usage.ts'
import type { UsageBody } from '../../../adapters/openai/usage-body.ts'
import { costOf } from '../../../src/money/cost.ts'
import type { Prices } from '../../../src/ports/llm.ts'

/** From what a provider lists and what it says was used, to the last nano-dollar. USD a token, as OpenRouter writes it. */
const listed = (pricing: Readonly<Record<string, unknown>>): Prices => {
  const [model] = fromOpenRouter([{ id: 'a/b', name: 'B', pricing }])
  if (!model?.prices) throw new Error('not priced')
  return model.prices
}

const gpt5 = listed({
  prompt: '0.00000125',
  completion: '0.00001',
  input_cache_read: '0.000000125',
})
const gptAudio = listed({
  prompt: '0.0000025',
  completion: '0.00001',
  audio: '0.00004',
  audio_output: '0.00008',
})
const sonnet = listed({
  prompt: '0.000003',
  completion: '0.000015',
  input_cache_read: '0.0000003',
  input_cache_write: '0.00000375',
  input_cache_write_1h: '0.000006',
  internal_reasoning: '0',
  image: '0.0048',
  request: '0',
  overrides: [
    {
      min_prompt_tokens: 200_000,
      prompt: '0.000006',
      completion: '0.0000225',
      input_cache_read: '0.0000006',
    },
  ],
})
const pro = listed({
  prompt: '0.00000125',
  completion: '0.00001',
  input_cache_read: '0.00000031',
  overrides: [{ min_prompt_tokens: 200_000, prompt: '0.0000025', completion: '0.000015' }],
})
const grok = listed({ prompt: '0.000003', completion: '0.000015', input_cache_read: '0.00000075' })
const noisy = listed({ prompt: '0.00000015', completion: '0.0000006000000000000001' })
const sonar = listed({
  prompt: '0.000003',
  completion: '0.000015',
  internal_reasoning: '0.000003',
  request: '0.005',
})
const seek = listed({
  prompt: '0.00000027',
  completion: '0.00000042',
  overrides: [
    { utc_start: '0100', utc_end: '0400', prompt: '0.00000054', completion: '0.00000084' },
    { utc_start: 600, utc_end: 1000, prompt: '0.00000054', completion: '0.00000084' },
  ],
})

const DAY = '2026-11-24T'

function charged(body: UsageBody, prices: Prices, time = '12:00'): bigint {
  const event = fromUsage(body)
  if (event?.type !== 'usage') throw new Error('nothing was reported')
  return costOf(event.usage, prices, new Date(`${DAY}${time}:00Z`))
}

const openAi = (input: number, cached: number, output: number, thoughts: number): UsageBody => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output,
  prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: thoughts, audio_tokens: 0 },
})
const openRouter = (cached: number, written: number, input = 1000, output = 500): UsageBody => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output,
  prompt_tokens_details: { cached_tokens: cached, cache_write_tokens: written, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 200 },
})
const beside = (input: number, cached: number, output: number, thoughts: number): UsageBody => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output + thoughts,
  prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: thoughts },
})
const google = (input: number, output: number, thoughts: number): UsageBody => ({
  prompt_tokens: input,
  completion_tokens: output,
  total_tokens: input + output + thoughts,
})
const messages = (input: number, read: number, short: number, hour: number): UsageBody => ({
  input_tokens: input,
  output_tokens: 100,
  cache_read_input_tokens: read,
  cache_creation_input_tokens: short + hour,
  cache_creation: { ephemeral_1h_input_tokens: hour },
})
const liteLlm = (read: number, written: number, hour: number): UsageBody => ({
  prompt_tokens: 1000,
  completion_tokens: 100,
  total_tokens: 1100,
  prompt_tokens_details: {
    cached_tokens: read,
    cache_creation_tokens: written,
    cache_creation_token_details: { ephemeral_1h_input_tokens: hour },
  },
  cache_read_input_tokens: read,
  cache_creation_input_tokens: written,
})

describe('a call of', () => {
  it.each<[string, UsageBody, Prices, bigint, string?]>([
    // 1000 × 1250 + 500 × 10,000
    ['OpenAI', openAi(1000, 0, 500, 0), gpt5, 6_250_000n],
    // 104 × 1250 + 896 × 125 + 500 × 10,000
    ['OpenAI, cached', openAi(1000, 896, 500, 0), gpt5, 5_242_000n],
    // 1000 × 1250 + 500 × 10,000: the thoughts lie within the answer
    ['OpenAI, thinking', openAi(1000, 0, 500, 448), gpt5, 6_250_000n],
    // 10 × 1250 + 12 × 10,000
    [
      'OpenAI with nothing but totals',
      { prompt_tokens: 10, completion_tokens: 12 },
      gpt5,
      132_500n,
    ],
    // 20 × 2500 + 80 × 40,000 + 30 × 10,000 + 70 × 80,000
    [
      'OpenAI by voice',
      {
        prompt_tokens: 100,
        completion_tokens: 100,
        total_tokens: 200,
        prompt_tokens_details: { cached_tokens: 0, audio_tokens: 80 },
        completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 70 },
      },
      gptAudio,
      9_150_000n,
    ],
    // 200 × 1250 + 800 × 125 + 300 × 10,000
    [
      'OpenAI’s Responses behind a gateway',
      {
        input_tokens: 1000,
        output_tokens: 300,
        total_tokens: 1300,
        input_tokens_details: { cached_tokens: 800 },
        output_tokens_details: { reasoning_tokens: 256 },
      },
      gpt5,
      3_350_000n,
    ],

    // 1000 × 3000 + 500 × 15,000
    ['OpenRouter', openRouter(0, 0), sonnet, 10_500_000n],
    // 300 × 3000 + 700 × 300 + 500 × 15,000
    ['OpenRouter, cached', openRouter(700, 0), sonnet, 8_610_000n],
    // 100 × 3000 + 200 × 300 + 700 × 3750 + 500 × 15,000
    ['OpenRouter, cached and written', openRouter(200, 700), sonnet, 10_485_000n],
    // 200,000 × 3000 + 500 × 15,000
    ['OpenRouter at the threshold', openRouter(0, 0, 200_000), sonnet, 607_500_000n],
    // 200,001 × 6000 + 500 × 22,500
    ['OpenRouter above it', openRouter(0, 0, 200_001), sonnet, 1_211_256_000n],
    // 50,000 × 6000 + 200,000 × 600 + 500 × 22,500
    [
      'OpenRouter above it by what was cached',
      openRouter(200_000, 0, 250_000),
      sonnet,
      431_250_000n,
    ],
    // 50,000 × 6000 + 200,000 × 3750 + 500 × 22,500: a price that the tier does not name stays
    [
      'OpenRouter above it by what was written',
      openRouter(0, 200_000, 250_000),
      sonnet,
      1_061_250_000n,
    ],
    // 1000 × 150 + 500 × 600: the feed’s float noise is none of ours
    ['OpenRouter with noise in its prices', openRouter(0, 0), noisy, 450_000n],
    // 1000 × 3000 + 300 × 15,000 + 200 × 3000 + 5,000,000
    ['OpenRouter with a price for thoughts and the request', openRouter(0, 0), sonar, 13_100_000n],
    // 1000 × 270 + 500 × 420
    ['OpenRouter off the peak', openRouter(0, 0), seek, 480_000n, '05:30'],
    // 1000 × 540 + 500 × 840
    ['OpenRouter in the first peak', openRouter(0, 0), seek, 960_000n, '03:59'],
    ['OpenRouter in the second peak', openRouter(0, 0), seek, 960_000n, '06:00'],
    ['OpenRouter when the second peak is over', openRouter(0, 0), seek, 480_000n, '10:00'],

    // 1000 × 3000 + 100 × 15,000
    [
      'Anthropic',
      {
        prompt_tokens: 1000,
        completion_tokens: 100,
        total_tokens: 1100,
        prompt_tokens_details: null,
        completion_tokens_details: null,
      },
      sonnet,
      4_500_000n,
    ],
    // 1000 × 3000 + 100 × 15,000: what was cached comes on top in Anthropic’s own words, here it was nothing
    ['Anthropic’s Messages behind a gateway', messages(1000, 0, 0, 0), sonnet, 4_500_000n],
    // 50 × 3000 + 950 × 300 + 100 × 15,000
    ['Anthropic’s Messages, cached', messages(50, 950, 0, 0), sonnet, 1_935_000n],
    // 50 × 3000 + 400 × 3750 + 550 × 6000 + 100 × 15,000
    ['Anthropic’s Messages, written', messages(50, 0, 400, 550), sonnet, 6_450_000n],
    // 1 × 6000 + 200,000 × 600 + 100 × 22,500: all of it makes the call long
    [
      'Anthropic’s Messages, long by what was cached',
      messages(1, 200_000, 0, 0),
      sonnet,
      122_256_000n,
    ],
    // 100 × 3000 + 500 × 300 + 150 × 3750 + 250 × 6000 + 100 × 15,000
    ['Anthropic through LiteLLM', liteLlm(500, 400, 250), sonnet, 4_012_500n],

    // 1000 × 1250 + 500 × 10,000
    ['Google', google(1000, 500, 0), pro, 6_250_000n],
    // 1000 × 1250 + (500 + 700) × 10,000: thoughts are in the total only
    ['Google, thinking', google(1000, 500, 700), pro, 13_250_000n],
    // 200,001 × 2500 + 1200 × 15,000
    ['Google, long', google(200_001, 500, 700), pro, 518_002_500n],
    // 250 × 1250 + 750 × 310 + 10 × 10,000
    ['Google, cached', openAi(1000, 750, 10, 0), pro, 645_000n],

    // 1000 × 3000 + 500 × 15,000
    ['xAI', beside(1000, 0, 500, 0), grok, 10_500_000n],
    // 1000 × 3000 + (500 + 300) × 15,000: thoughts come beside the answer
    ['xAI, thinking', beside(1000, 0, 500, 300), grok, 15_000_000n],
    // 200 × 3000 + 800 × 750 + (10 + 90) × 15,000
    ['xAI, cached and thinking', beside(1000, 800, 10, 90), grok, 2_700_000n],
    // 1000 × 3000 + 500 × 15,000: here they lie within, as the total says
    ['xAI with thoughts within', openAi(1000, 0, 500, 300), grok, 10_500_000n],

    // 3 × 150 + 7 × 600
    [
      'a compatible server',
      { prompt_tokens: 3, completion_tokens: 7, total_tokens: 10 },
      noisy,
      4650n,
    ],
    // 1000 × 1250: more cached than there was cannot be
    ['a server that caches too much', openAi(0, 5000, 0, 0), gpt5, 0n],
    // 1000 × 125 + 5 × 10,000
    ['a server that counts more than all as cached', openAi(1000, 5000, 5, 9), gpt5, 175_000n],
  ])('%s', (...[, body, prices, nano, time]) => {
    expect(charged(body, prices, time)).toBe(nano)
  })
})

describe('the figure of the provider', () => {
  const said = (body: UsageBody) => {
    const event = fromUsage({ prompt_tokens: 1, completion_tokens: 1, ...body })
    return event?.type === 'usage' ? event.reportedNano : undefined
  }

  it.each<[string, UsageBody, bigint | undefined]>([
    [
      'OpenRouter’s cost',
      { cost: 0.00010875, is_byok: false, cost_details: { upstream_inference_cost: 0.00010875 } },
      108_750n,
    ],
    [
      'its fee and the maker’s bill, with a key of ours',
      { cost: 0.0000054375, is_byok: true, cost_details: { upstream_inference_cost: 0.00010875 } },
      114_188n,
    ],
    [
      'its fee, where the bill is not known',
      { cost: 0.00005, is_byok: true, cost_details: { upstream_inference_cost: null } },
      50_000n,
    ],
    ['a free call', { cost: 0 }, 0n],
    // 37,756,000 / 10
    ['xAI’s ticks', { cost_in_usd_ticks: 37_756_000 }, 3_775_600n],
    ['a tick', { cost_in_usd_ticks: 1 }, 0n],
    ['five ticks, rounded up', { cost_in_usd_ticks: 5 }, 1n],
    ['ticks that are none', { cost_in_usd_ticks: -7 }, undefined],
    ['nothing', {}, undefined],
  ])('%s', (_what, body, nano) => {
    expect(said(body)).toBe(nano)
  })
})
