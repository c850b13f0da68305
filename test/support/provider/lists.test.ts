import OpenAI from 'openai'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Dialect, type ListBehaviour, type ProviderEmulator, startProvider } from './index.ts'

let provider: ProviderEmulator

beforeAll(async () => {
  provider = await startProvider({
    models: { anthropic: many(45), google: many(60), openrouter: many(5) },
  })
})
beforeEach(() => provider.reset())
afterAll(() => provider.close())

function many(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    id: `maker/model-${index}`,
    pricing: { prompt: '0.000002', completion: '-1' },
  }))
}

async function get(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(500) })
  return { status: response.status, text: await response.text() }
}

async function getJson(url: string, headers: Record<string, string> = {}) {
  return JSON.parse((await get(url, headers)).text)
}

const bearer = (dialect: Dialect) => ({ authorization: `Bearer ${provider.key(dialect)}` })

describe('a list of models', () => {
  it.each<[Dialect, string]>([
    ['openrouter', 'maker/model-0'],
    ['openai', 'gpt-5'],
    ['anthropic', 'maker/model-0'],
    ['google', 'models/maker/model-0'],
    ['xai', 'grok-4-0709'],
    ['compatible', 'llama3.2:3b'],
  ])('of %s is read by the SDK', async (dialect, first) => {
    const openai = new OpenAI({ apiKey: provider.key(dialect), baseURL: provider.url(dialect) })

    const page = await openai.models.list()

    expect(page.data[0]?.id).toBe(first)
  })

  it('of OpenRouter comes in pages by a link without a host', async () => {
    const first = await getJson(`${provider.url('openrouter')}/models?limit=2`)

    expect(first.total_count).toBe(5)
    expect(first.links.next).toBe('/openrouter/api/v1/models?offset=2&limit=2')
    expect(first.data[0].pricing).toEqual({ prompt: '0.000002', completion: '-1' })
    const next = await getJson(new URL(first.links.next, provider.url('openrouter')).href)
    expect(next.data[0].id).toBe('maker/model-2')
  })

  it('of Anthropic comes twenty at a time, with either kind of key', async () => {
    const headers = { 'x-api-key': provider.key('anthropic'), 'anthropic-version': '2023-06-01' }
    const url = `${provider.url('anthropic')}/models`

    const first = await getJson(url, headers)
    const second = await getJson(`${url}?after_id=${first.last_id}`, bearer('anthropic'))

    expect(first).toMatchObject({ has_more: true, first_id: 'maker/model-0' })
    expect(second.data[0].id).toBe('maker/model-20')
    expect(second.data).toHaveLength(20)
  })

  it('of Google itself comes by page token', async () => {
    const url = `${provider.nativeGoogleUrl()}/models`
    const headers = { 'x-goog-api-key': provider.key('google') }

    const first = await getJson(url, headers)
    const last = await getJson(`${url}?pageToken=${first.nextPageToken}`, headers)

    expect(first.models).toHaveLength(50)
    expect(last.models).toHaveLength(10)
    expect(last.nextPageToken).toBeUndefined()
  })

  it('of xAI has its prices as whole numbers', async () => {
    const list = await getJson(`${provider.url('xai')}/language-models`, bearer('xai'))

    expect(list.models[0]).toMatchObject({
      prompt_text_token_price: 30_000,
      completion_text_token_price: 150_000,
    })
  })

  it('needs the right key, except on OpenRouter', async () => {
    expect((await get(`${provider.url('openai')}/models`)).status).toBe(401)
    expect((await get(`${provider.url('openrouter')}/models`)).status).toBe(200)
    expect((await get(`${provider.url('openrouter')}/key`)).status).toBe(401)
  })
})

describe('a list that fails', () => {
  const list = () => get(`${provider.url('openrouter')}/models`)

  it.each<[string, ListBehaviour, (answer: { status: number; text: string }) => boolean]>([
    ['401', { status: 401 }, ({ status }) => status === 401],
    ['500', { status: 500 }, ({ status }) => status === 500],
    ['HTML', { html: true }, ({ text }) => text.startsWith('<!DOCTYPE')],
    ['truncated JSON', { truncatedJson: true }, ({ text }) => text.endsWith('{"id')],
    ['10 MB of junk', { junkBytes: 1e7 }, ({ text }) => text.length > 1e7],
    ['nothing', { empty: true }, ({ text }) => JSON.parse(text).data.length === 0],
    ['duplicates', { duplicates: true }, ({ text }) => JSON.parse(text).data.length === 10],
    ['other JSON', { body: { hello: 1 } }, ({ text }) => text === '{"hello":1}'],
  ])('with %s does so once', async (_name, behaviour, isExpected) => {
    provider.nextList(behaviour)

    expect(isExpected(await list())).toBe(true)
    expect(JSON.parse((await list()).text).data).toHaveLength(5)
  })

  it('hangs until the client gives up', async () => {
    provider.nextList({ hang: true })

    await expect(list()).rejects.toThrow()
    expect(await provider.waitForRequest(({ aborted }) => aborted)).toMatchObject({ status: 0 })
  })

  it('has pages for ever', async () => {
    provider.nextList({ endlessPages: true })

    for (let page = 0; page < 3; page++) {
      const answer = await getJson(`${provider.url('openrouter')}/models?offset=${page * 500}`)
      expect(answer.links.next).toContain(`offset=${page * 500 + 500}`)
    }
  })
})
