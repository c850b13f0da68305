import { APIConnectionError } from 'openai'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createAsker } from './ask.ts'
import { type Behaviour, type ProviderEmulator, startProvider } from './index.ts'

let provider: ProviderEmulator
let ask: ReturnType<typeof createAsker>

beforeAll(async () => {
  provider = await startProvider()
  ask = createAsker(provider)
})
beforeEach(() => provider.reset())
afterAll(() => provider.close())

describe('a scripted failure', () => {
  it.each([400, 401, 402, 403, 404, 408, 409, 413, 429, 500, 502, 503, 529] as const)(
    'of status %i arrives as such',
    async status => {
      provider.next({ status, retryAfter: 7 })

      const error = await ask.stream('openrouter').catch(thrown => thrown)

      expect(error).toMatchObject({ status })
      expect(error.headers.get('retry-after')).toBe('7')
    },
  )

  it.each<[string, Behaviour]>([
    ['reset', { reset: true }],
    ['hang', { hang: true }],
  ])('%s never answers', async (_name, behaviour) => {
    provider.next(behaviour)

    await expect(ask.stream('openai')).rejects.toBeInstanceOf(APIConnectionError)
  })

  it.each<[string, Behaviour]>([
    ['a cut', { cutMidStream: 2 }],
    ['garbage', { garbage: 2 }],
    ['an error chunk', { errorMidStream: 2 }],
  ])('%s in the middle breaks the stream', async (_name, behaviour) => {
    provider.next(behaviour)

    await expect(ask.stream('openrouter')).rejects.toThrow()
    expect(provider.chats()[0]?.aborted).toBe(false)
  })

  it.each<[string, Behaviour, { readonly text?: string; readonly finish?: string }]>([
    ['HTML instead of an answer', { html: true }, { text: '' }],
    ['an empty body', { emptyBody: true }, { text: '' }],
    ['no [DONE]', { endWithoutDone: true }, { finish: 'stop' }],
    ['an early end', { endEarly: 1, chunks: ['one ', 'two'] }, { text: 'one ' }],
    ['an empty answer', { text: '' }, { text: '', finish: 'stop' }],
    ['only white space', { text: ' \n ' }, { text: ' \n ' }],
    [
      'a filtered answer',
      { text: 'I', finishReason: 'content_filter' },
      { finish: 'content_filter' },
    ],
    ['an answer that is too long', { finishReason: 'length' }, { finish: 'length' }],
    ['a refusal', { refusal: 'I cannot help with that.' }, { text: '' }],
    ['a tool call', { toolCalls: [{ name: 'f', arguments: '{}' }] }, { finish: 'tool_calls' }],
    ['noise between the events', { noisy: true, text: 'calm' }, { text: 'calm' }],
    ['chunks of its own', { chunks: ['a', 'b', 'c'] }, { text: 'abc' }],
    ['a very long answer', { text: 'x'.repeat(200_000) }, { text: 'x'.repeat(200_000) }],
  ])('%s ends without an error', async (_name, behaviour, expected) => {
    provider.next(behaviour)

    expect(await ask.stream('compatible')).toMatchObject(expected)
  })

  it.each<[string, Behaviour, object | null]>([
    ['none', { usage: 'none' }, null],
    ['zeros', { usage: 'zeros' }, { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }],
  ])('usage can be %s', async (_name, behaviour, expected) => {
    provider.next(behaviour)

    const { usage } = await ask.stream('openai')

    if (expected === null) expect(usage ?? null).toBeNull()
    else expect(usage).toMatchObject(expected)
  })

  it('waits for its model', async () => {
    provider.next({ model: 'gpt-4o-mini', status: 500 })

    expect((await ask.stream('openai')).finish).toBe('stop')
    await expect(ask.stream('openai', { model: 'gpt-4o-mini' })).rejects.toMatchObject({
      status: 500,
    })
    expect(provider.unmet()).toBe(0)
  })

  it('names another model than the one asked for', async () => {
    provider.next({ servedModel: 'openai/gpt-4o-mini', upstream: 'Azure' })

    const { chunks } = await ask.stream('openrouter')

    expect(chunks[0]).toMatchObject({ model: 'openai/gpt-4o-mini', provider: 'Azure' })
  })
})
