import { APIError } from 'openai'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askedModels, createAsker } from './ask.ts'
import { type Dialect, type ProviderEmulator, startProvider } from './index.ts'

let provider: ProviderEmulator
let ask: ReturnType<typeof createAsker>

beforeAll(async () => {
  provider = await startProvider()
  ask = createAsker(provider)
})
beforeEach(() => provider.reset())
afterAll(() => provider.close())

describe('a request that is wrong', () => {
  const picture = (url: string) => ({
    messages: [{ role: 'user' as const, content: [{ type: 'image_url', image_url: { url } }] }],
  })
  const user = { role: 'user', content: 'Hi' }

  it.each<[string, Dialect, Record<string, unknown>, number, string | null]>([
    ['an unknown parameter', 'openai', { tempreature: 1 }, 400, 'unknown_parameter'],
    ['max_tokens for gpt-5', 'openai', { max_tokens: 9 }, 400, 'unsupported_parameter'],
    ['a temperature for gpt-5', 'openai', { temperature: 0.5 }, 400, 'unsupported_value'],
    ['no messages', 'openai', { messages: [] }, 400, 'empty_array'],
    ['a wrong role', 'openai', { messages: [{ ...user, role: 'bot' }] }, 400, 'invalid_value'],
    ['a wrong name', 'openai', { messages: [{ ...user, name: 'Ann B.' }] }, 400, 'invalid_value'],
    ['content null', 'openai', { messages: [{ ...user, content: null }] }, 400, 'invalid_type'],
    ['a linked image', 'openai', picture('https://files.slack.com/a'), 400, 'invalid_image_url'],
    ['a false image', 'openai', picture('data:image/png;base64,aaaa'), 400, 'invalid_image_format'],
    ['an unknown model', 'openai', { model: 'gpt-9' }, 404, 'model_not_found'],
    ['an unknown model', 'anthropic', { model: 'claude-9' }, 404, null],
    ['too much output', 'openai', { max_completion_tokens: 200_000 }, 400, 'invalid_value'],
    [
      'a question that is too long',
      'compatible',
      { messages: [{ ...user, content: 'x'.repeat(40_000) }] },
      400,
      'context_length_exceeded',
    ],
  ])('%s (%s) is refused', async (_title, dialect, extra, status, code) => {
    const error = await ask.plain(dialect, extra).catch(thrown => thrown)

    expect(error).toBeInstanceOf(APIError)
    expect(error).toMatchObject({ status, code })
  })

  it('takes a real picture', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d', 'hex').toString('base64')

    const answer = await ask.stream('openai', picture(`data:image/png;base64,${png}`))

    expect(answer.finish).toBe('stop')
  })

  it.each<[Dialect, number]>([
    ['openrouter', 401],
    ['openai', 401],
    ['anthropic', 401],
    ['google', 400],
    ['xai', 400],
    ['compatible', 401],
  ])('a wrong key of %s is answered with %i', async (dialect, status) => {
    const wrong = ask.client(dialect, 'wrong-key').chat.completions.create({
      model: askedModels[dialect],
      messages: [{ role: 'user', content: 'Hi' }],
    })

    await expect(wrong).rejects.toMatchObject({ status })
    expect(JSON.stringify(provider.requests)).not.toContain('wrong-key')
  })

  it('speaks of a vanished model as OpenRouter does', async () => {
    const models = provider.models('openrouter')
    provider.setModels('openrouter', models.slice(1))

    await expect(ask.plain('openrouter')).rejects.toThrow('No endpoints found for openai/gpt-5.')

    provider.setModels('openrouter', models)
  })
})
