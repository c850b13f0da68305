import type { ChatCompletionChunk } from 'openai/resources'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askedModels, createAsker } from './ask.ts'
import { type Behaviour, type Dialect, type ProviderEmulator, startProvider } from './index.ts'

let provider: ProviderEmulator
let ask: ReturnType<typeof createAsker>

beforeAll(async () => {
  provider = await startProvider()
  ask = createAsker(provider)
})
beforeEach(() => provider.reset())
afterAll(() => provider.close())

describe('an ordinary answer', () => {
  it.each(Object.entries(askedModels))('of %s streams with its usage last', async (name, model) => {
    const answer = await ask.stream(name as Dialect)

    expect(answer.text).toBe(`Answer from ${model} to: Why is the sky blue?`)
    expect(answer.finish).toBe('stop')
    expect(answer.chunks.at(-1)?.choices).toEqual([])
    expect(answer.usage).toMatchObject({ prompt_tokens: 8 })
  })

  it('comes whole when no stream is asked for', async () => {
    const answer = await ask.plain('openai')

    expect(answer.choices[0]?.message.content).toContain('Why is the sky blue?')
    expect(answer.model).toBe('gpt-5-2025-08-07')
    expect(answer.usage?.total_tokens).toBeGreaterThan(8)
  })

  it('has no usage in a stream that did not ask for it', async () => {
    const events = await ask.client('openai').chat.completions.create({
      model: 'gpt-5',
      messages: [{ role: 'user', content: 'Hi' }],
      stream: true,
    })
    const chunks: ChatCompletionChunk[] = []
    for await (const chunk of events) chunks.push(chunk)

    expect(chunks.every(({ usage }) => usage === undefined)).toBe(true)
  })

  it('is cut at the tokens asked for', async () => {
    const answer = await ask.stream('compatible', { max_tokens: 5 })

    expect(answer.text).toHaveLength(20)
    expect(answer.finish).toBe('length')
  })

  it('tells cost, cached and reasoning tokens on OpenRouter, and later by generation', async () => {
    const usage = { promptTokens: 1000, completionTokens: 100, cachedTokens: 400 }
    provider.next({ reasoning: 'Let me think.', usage: { ...usage, reasoningTokens: 30 } })

    const answer = await ask.stream('openrouter')

    expect(answer.usage).toMatchObject({
      cost: 0.0018,
      prompt_tokens_details: { cached_tokens: 400 },
      completion_tokens_details: { reasoning_tokens: 30 },
    })
    expect(answer.chunks[1]?.choices[0]?.delta).toMatchObject({ reasoning: 'Let me think.' })
    const found = await get('openrouter', `/generation?id=${answer.chunks[0]?.id}`)
    expect(found).toMatchObject({ data: { total_cost: 0.0018, cancelled: false } })
  })

  it('counts the thoughts beside the answer where the provider does', async () => {
    provider.next({ usage: { promptTokens: 10, completionTokens: 20, reasoningTokens: 30 } })

    const answer = await ask.stream('xai')

    expect(answer.usage?.total_tokens).toBe(60)
  })
})

async function get(dialect: Dialect, path: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${provider.key(dialect)}` }
  const response = await fetch(`${provider.url(dialect)}${path}`, { headers })
  return response.json()
}

describe('a client that goes away', () => {
  it.each<[string, Behaviour]>([
    ['while chunks arrive', { chunkDelayMs: 20, chunkCount: 100 }],
    ['while nothing arrives any more', { stallMidStream: 2 }],
  ])('is noticed %s', async (_name, behaviour) => {
    provider.next({ text: 'x'.repeat(1000), ...behaviour })
    const events = await ask.client('openrouter').chat.completions.create({
      model: 'openai/gpt-5',
      messages: [{ role: 'user', content: 'Hi' }],
      stream: true,
    })
    expect(provider.inFlight()).toBe(1)

    await provider.waitForRequest(({ chunksSent }) => chunksSent >= 2)
    events.controller.abort()
    const record = await provider.waitForRequest(({ aborted }) => aborted)

    expect(record.chunksSent).toBeGreaterThanOrEqual(2)
    expect(record.chunksSent).toBeLessThan(50)
    expect(provider.inFlight()).toBe(0)
  })

  it('lets a stalled stream go on when the test says so', async () => {
    let release: () => void = () => undefined
    const until = new Promise<void>(resolve => {
      release = resolve
    })
    provider.next({ stallMidStream: 1, until, chunks: ['one ', 'two'] })
    const answer = ask.stream('openai')

    await provider.waitForRequest(({ chunksSent }) => chunksSent === 1)
    release()

    expect((await answer).text).toBe('one two')
  })
})
