import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ErrorCode } from '../../../src/errors.ts'
import { hear } from '../../support/hear.ts'
import {
  type Behaviour,
  type Dialect,
  type ProviderEmulator,
  startProvider,
} from '../../support/provider/index.ts'
import { models, request, routeTo } from './rig.ts'

let provider: ProviderEmulator

beforeEach(async () => {
  provider = await startProvider({ maxBodyBytes: 4_000_000 })
})
afterEach(() => provider.close())

const ask = (dialect: Dialect, over: Parameters<typeof request>[1] = {}) =>
  hear(routeTo(provider, dialect).chat(request(dialect, over)))

describe.each(Object.keys(models) as Dialect[])('a failure of %s', dialect => {
  it.each<[Behaviour & { status: number }, ErrorCode]>([
    [{ status: 400 }, 'model-bad-request'],
    [{ status: 401 }, 'model-bad-key'],
    [{ status: 402 }, 'model-no-credit'],
    [{ status: 404 }, 'model-unknown'],
    [{ status: 408 }, 'model-timeout'],
    [{ status: 409 }, 'model-bad-request'],
    [{ status: 413 }, 'model-too-long'],
    [{ status: 422 }, 'model-bad-request'],
    [{ status: 429 }, 'model-rate-limited'],
    [{ status: 500 }, 'model-unavailable'],
    [{ status: 502 }, 'model-unavailable'],
    [{ status: 503 }, 'model-overloaded'],
    [{ status: 504 }, 'model-unavailable'],
    [{ status: 529 }, 'model-overloaded'],
  ])('%j is %s', async (behaviour, code) => {
    provider.next(behaviour)

    expect((await ask(dialect)).error).toMatchObject({ name: 'BotError', code })
  })

  it('for a wrong key is told as such', async () => {
    const route = routeTo(provider, dialect, { apiKey: 'wrong-key-of-somebody' })

    const { error } = await hear(route.chat(request(dialect)))

    expect(error).toMatchObject({ code: 'model-bad-key' })
    expect(error?.message).not.toContain('wrong-key-of-somebody')
  })

  it('for a model it does not have is told as such', async () => {
    const model = { id: 'x/y', routeModelId: 'nobody/nothing-1', capabilities: [] }

    expect((await ask(dialect, { model })).error).toMatchObject({ code: 'model-unknown' })
  })

  it('for a question larger than the window is told as such', async () => {
    const messages = [{ role: 'user' as const, text: 'word '.repeat(700_000) }]
    provider.setModels(dialect, [{ id: 'small', contextWindow: 1000, maxOutput: 500 }])
    const model = { id: 'x/small', routeModelId: 'small', capabilities: [] }

    const { error } = await ask(dialect, { model, messages, maxOutputTokens: 100 })

    expect(error).toMatchObject({ code: 'model-too-long' })
  })
})

describe('a failure', () => {
  it.each<[string, Dialect, Behaviour, ErrorCode]>([
    ['no connection', 'openai', { reset: true }, 'model-unavailable'],
    ['a cut in the middle', 'openai', { cutMidStream: 2 }, 'model-cut'],
    ['an early end', 'openai', { endEarly: 2 }, 'model-cut'],
    ['an early end before a word', 'openai', { endEarly: 0 }, 'model-cut'],
    ['no reason to finish', 'openai', { finishReason: null }, 'model-cut'],
    ['garbage in the middle', 'openai', { garbage: 2 }, 'model-garbled'],
    ['a web page', 'openai', { html: true }, 'model-garbled'],
    ['a web page of a proxy', 'openai', { html: true, status: 502 }, 'model-unavailable'],
    ['no body', 'openai', { emptyBody: true }, 'model-garbled'],
    ['half a body', 'openai', { truncatedJson: true }, 'model-garbled'],
    ['an error in the middle', 'openai', { errorMidStream: 2 }, 'model-cut'],
    ['an error in the middle of OpenRouter', 'openrouter', { errorMidStream: 2 }, 'model-cut'],
    [
      'an overload in the middle',
      'openrouter',
      { errorMidStream: 1, errorMessage: 'Overloaded', errorCode: 'overloaded_error' },
      'model-overloaded',
    ],
    ['an error with status 200', 'openrouter', { errorInBody: true }, 'model-unavailable'],
    [
      'an error with status 200 and its own code',
      'openrouter',
      { errorInBody: true, status: 429 },
      'model-rate-limited',
    ],
    ['moderation', 'openrouter', { status: 403 }, 'model-refused'],
    ['a forbidden country', 'openai', { status: 403 }, 'model-forbidden'],
    [
      'a used up quota',
      'openai',
      { status: 429, errorCode: 'insufficient_quota' },
      'model-no-credit',
    ],
    [
      'a rate limit that praises the paid plans',
      'openai',
      {
        status: 429,
        errorMessage:
          'Rate limit reached for gpt-5 on requests per min. You can increase your rate limit by adding a payment method to your account at https://platform.openai.com/account/billing.',
      },
      'model-rate-limited',
    ],
    [
      'an empty purse',
      'anthropic',
      {
        status: 400,
        errorMessage: 'Your credit balance is too low to access the Anthropic API.',
      },
      'model-no-credit',
    ],
    [
      'a filter',
      'openai',
      { status: 400, errorCode: 'content_policy_violation', errorMessage: 'Rejected.' },
      'model-refused',
    ],
    ['an error without a word', 'openai', { status: 500, errorBody: '' }, 'model-unavailable'],
    ['an error that is no object', 'openai', { status: 400, errorBody: [1] }, 'model-bad-request'],
  ])('by %s of %s', async (_name, dialect, behaviour, code) => {
    provider.next({ chunkCount: 5, ...behaviour })

    const heard = await ask(dialect)

    expect(heard.error).toMatchObject({ name: 'BotError', code })
    expect(heard.end).toBeUndefined()
  })

  it('in the middle keeps the words that came', async () => {
    provider.next({ chunks: ['one ', 'two ', 'three'], cutMidStream: 2 })

    expect((await ask('openai')).text).toBe('one two ')
  })

  it('of a server that is not there is told as such', async () => {
    const route = routeTo(provider, 'openai', { baseUrl: 'http://127.0.0.1:1/v1' })

    const { error } = await hear(route.chat(request('openai')))

    expect(error).toMatchObject({ code: 'model-unavailable' })
  })

  it.each<[string, number | Date, number, number]>([
    ['seconds', 7, 7000, 7000],
    ['no time at all', 0, 0, 0],
    ['a date', new Date(Date.now() + 60_000), 50_000, 60_000],
    ['a date that is over', new Date(Date.now() - 60_000), 0, 0],
  ])('asks to be left alone for %s', async (_name, retryAfter, least, most) => {
    provider.next({ status: 429, retryAfter })

    const { error } = await ask('openai')

    expect(error?.retryAfterMs).toBeGreaterThanOrEqual(least)
    expect(error?.retryAfterMs).toBeLessThanOrEqual(most)
  })

  it.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['nonsense', { 'retry-after': 'soon' }],
  ])('that says %s of a time says nothing', async (_name, headers) => {
    provider.next({ status: 429, headers })

    expect((await ask('openai')).error?.retryAfterMs).toBeUndefined()
  })

  it('prints nothing of what was said', async () => {
    const printed = (['error', 'warn', 'log', 'debug'] as const).map(name =>
      vi.spyOn(console, name).mockImplementation(() => undefined),
    )
    provider.next({ garbage: 1 })

    await ask('openai')

    for (const spy of printed) {
      expect(spy).not.toHaveBeenCalled()
      spy.mockRestore()
    }
  })
})
