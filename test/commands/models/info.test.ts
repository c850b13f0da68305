import { describe, expect, it } from 'vitest'
import { toModel } from '../../../adapters/memory/index.ts'
import type { OfferedModel } from '../../../src/ports/llm.ts'
import { someModels, startBot } from '../../support/start.ts'

const general = { channelId: 'general' }

it('shows everything about one model', async () => {
  const { ada, ben, idle } = await startBot()
  await ben.say('@switchboard hello')
  await idle()

  await ada.type('/models info gpt-5')

  expect(ada.last()).toMatchInlineSnapshot(`
    "**GPT-5** \`openai/gpt-5\` _(default)_
    Price: $1.00 in · $2.00 out · $1.50 average per 1M tokens
    Type: language
    Context window: 128k
    Longest answer: 16k
    Can do: tools
    Served by: demo
    Used in 30 days: 0 calls, $0
    Last seen 2026-11-10.
    [Disable] [Set a price]"
  `)
})

it('offers to enable what is not', async () => {
  const { ada } = await startBot()

  await ada.type('/models info grok')

  expect(ada.last()).toContain('[Enable]')
})

describe('A price of one’s own', () => {
  const { prices: _, ...bare } = toModel('matcha/gpt-4o', { name: 'GPT-4o' })
  const unpriced: readonly OfferedModel[] = [...someModels, { ...bare, priceState: 'unknown' }]

  it('is set in a form, counted by, and taken back', async () => {
    const { ada, ben, idle, rows } = await startBot({
      models: unpriced,
      enabled: ['matcha/gpt-4o'],
    })
    await ada.type('/models info matcha/gpt-4o')
    expect(ada.last(general)).toContain('Price: price unknown')
    await ada.press('Set a price')
    await ada.fill({ input: ['2.50'], output: ['10'], request: ['0.001'] })

    expect(ada.last(general)).toContain(
      '**GPT-4o** is counted by your price: $2.50 in · $10.00 out',
    )
    await ada.type('/models default matcha/gpt-4o')
    await ben.say('@switchboard hello')
    await idle()
    // ten tokens in, two out, and the request itself
    expect(rows('SELECT costNano FROM LedgerEntry')).toEqual([{ costNano: 1_045_000 }])
    await ada.type('/models info matcha/gpt-4o')
    expect(ada.last(general)).toContain('The provider’s price: price unknown; yours is counted')
    await ada.press('Take your price back')
    await ada.type('/models info matcha/gpt-4o')
    expect(ada.last(general)).toContain('Price: price unknown')
    await ada.type('/models audit')
    expect(ada.last(general)).toContain(
      '**Ada** set price `matcha/gpt-4o` (from $2.50/$10.00, to the provider’s)',
    )
  })

  it('makes a model callable under a budget', async () => {
    const { ada, ben, idle, llm } = await startBot({ models: unpriced, enabled: ['matcha/gpt-4o'] })
    await ada.type('/models default matcha/gpt-4o')
    await ada.type('/models budget 5')
    await ben.say('@switchboard hello')
    await idle()
    expect(llm.requests).toEqual([])

    await ada.type('/models info matcha/gpt-4o price:2.5/10')
    await ben.say('@switchboard hello')
    await idle()

    expect(llm.requests).toHaveLength(1)
  })

  it.each([
    ['price:free', '“free” is no price. Write dollars per 1M tokens like 1.25/10'],
    ['price:-1/2', '“-1/2” is no price.'],
    ['price:1/2/3', '“1/2/3” is no price.'],
    ['price:off', '**GPT-5** has no price of your own to take back.'],
  ])('%s is refused with a reason', async (typed, reason) => {
    const { ada } = await startBot()

    await ada.type(`/models info gpt-5 ${typed}`)

    expect(ada.last(general)).toContain(reason)
  })
})

it('is refused to members', async () => {
  const { ben } = await startBot()

  await ben.type('/models info gpt-5')

  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
})

it('shows every component of a price', async () => {
  const dear = toModel('google/gemini-dear', {
    name: 'Gemini Dear',
    prices: {
      input: 1_250_000_000n,
      output: 10_000_000_000n,
      cacheRead: 125_000_000n,
      cacheWrite: 1_500_000_000n,
      cacheWriteHour: 2_500_000_000n,
      reasoning: 12_000_000_000n,
      audioInput: 3_000_000_000n,
      audioOutput: 20_000_000_000n,
      image: 1_238_400n,
      request: 5_000_000n,
      exceptions: [
        {
          aboveInputTokens: 200_000,
          input: 2_500_000_000n,
          output: 15_000_000_000n,
          cacheRead: 250_000_000n,
        },
        { fromUtc: '22:00', untilUtc: '08:00', input: 625_000_000n },
        { aboveInputTokens: 200_000, fromUtc: '22:00', untilUtc: '08:00', input: 1_250_000_000n },
      ],
    },
  })
  const { ada } = await startBot({ models: [...someModels, dear] })

  await ada.type('/models info gemini-dear')

  expect(ada.last()).toContain(
    [
      'Price: $1.25 in · $10.00 out · $5.63 average per 1M tokens',
      'Cached input: $0.125 per 1M',
      'Cache write: $1.50 per 1M',
      'Cache write, 1 hour: $2.50 per 1M',
      'Reasoning: $12.00 per 1M',
      'Audio in: $3.00 per 1M',
      'Audio out: $20.00 per 1M',
      'Image: $0.0012 each',
      'Request: $0.0050 each',
      'Above 200,000 tokens in: $2.50 in · $15.00 out · cached input $0.25',
      '22:00–08:00 UTC: $0.625 in',
      'Above 200,000 tokens in, 22:00–08:00 UTC: $1.25 in',
    ].join('\n'),
  )
})
