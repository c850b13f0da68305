import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../../src/errors.ts'
import {
  type Dialect,
  type ListBehaviour,
  type ProviderEmulator,
  startProvider,
} from '../../support/provider/index.ts'
import { models, routeTo } from './rig.ts'

let provider: ProviderEmulator

beforeEach(async () => {
  provider = await startProvider()
})
afterEach(() => provider.close())

const list = (dialect: Dialect, signal = new AbortController().signal) =>
  routeTo(provider, dialect).list(signal)
const failed = (listing: Promise<unknown>) =>
  listing.then(
    () => undefined,
    (error: unknown) => error,
  )
const many = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `m-${index}` }))

describe('the list of', () => {
  it.each<[Dialect, string, string, string]>([
    ['openai', 'openai/gpt-5', 'gpt-5', 'openai'],
    [
      'anthropic',
      'anthropic/claude-sonnet-4-5-20250929',
      'claude-sonnet-4-5-20250929',
      'anthropic',
    ],
    ['google', 'google/gemini-2.5-pro', 'gemini-2.5-pro', 'google'],
    ['xai', 'x-ai/grok-4-0709', 'grok-4-0709', 'xai'],
    ['compatible', 'compatible/llama3.2:3b', 'llama3.2:3b', 'compatible/local'],
  ])('%s says that there is a model, and no price', async (dialect, id, routeModelId, route) => {
    const found = (await list(dialect)).find(model => model.id === id)

    expect(found).toMatchObject({
      id,
      routeModelId,
      route,
      provider: id.slice(0, id.indexOf('/')),
      priceState: 'unknown',
    })
    expect(found).not.toHaveProperty('prices')
    expect(found).not.toHaveProperty('contextWindow')
  })

  it('OpenRouter says what a model can do and costs', async () => {
    const found = (await list('openrouter')).find(({ id }) => id === 'openai/gpt-5')

    expect(found).toMatchObject({
      id: 'openai/gpt-5',
      provider: 'openai',
      route: 'openrouter',
      routeModelId: 'openai/gpt-5',
      name: 'GPT-5',
      contextWindow: 400_000,
      maxOutput: 128_000,
      capabilities: expect.arrayContaining(['vision', 'tools', 'reasoning', 'caching']),
      priceState: 'known',
      prices: { input: 1_250_000_000n, output: 10_000_000_000n, cacheRead: 125_000_000n },
    })
    expect(found?.parameters).not.toContain('temperature')
  })

  it('OpenRouter tells a router’s price from a known and an unknown one', async () => {
    provider.setModels('openrouter', [
      { id: 'a/free', pricing: { prompt: '0', completion: '0' } },
      { id: 'a/auto', pricing: { prompt: '-1', completion: '-1' } },
      { id: 'a/odd', pricing: { prompt: 'ask us', completion: '1' } },
      { id: 'a/none', extra: { pricing: null } },
      { id: 'a/number', pricing: { prompt: 1e-7, completion: 2e-7, request: '0.005' } },
      { id: 'a/long', pricing: { prompt: '0.00000015', completion: '0.0000006000000000000001' } },
    ])

    const found = await list('openrouter')

    const prices = Object.fromEntries(found.map(row => [row.id, [row.priceState, row.prices]]))
    expect(prices).toEqual({
      'a/free': ['known', { input: 0n, output: 0n }],
      'a/auto': ['dynamic', undefined],
      'a/odd': ['unknown', undefined],
      'a/none': ['unknown', undefined],
      'a/number': ['known', { input: 100_000_000n, output: 200_000_000n, request: 5_000_000n }],
      'a/long': ['known', { input: 150_000_000n, output: 600_000_000n }],
    })
  })

  it('OpenRouter names other ids and the day a model ends', async () => {
    provider.setModels('openrouter', [{ id: 'a/b', expirationDate: '2027-01-01', created: 0 }])

    expect((await list('openrouter'))[0]).toMatchObject({
      aliases: ['a/b-1970-01-01'],
      deprecatedOn: '2027-01-01',
    })
  })

  it.each([
    'text-embedding-3-small',
    'tts-1',
    'whisper-1',
    'dall-e-3',
    'omni-moderation-latest',
    'gpt-image-1',
    'gpt-4o-realtime-preview',
    'gpt-4o-transcribe',
    'sora-2',
  ])('OpenAI leaves out %s, which does not chat', async id => {
    provider.setModels('openai', [{ id }, { id: 'gpt-5' }])

    expect((await list('openai')).map(({ routeModelId }) => routeModelId)).toEqual(['gpt-5'])
  })
})

describe('a list in pages', () => {
  it.each<Dialect>(['openrouter', 'anthropic'])('of %s is read to its end', async dialect => {
    const prefix = dialect === 'openrouter' ? 'a/' : ''
    provider.setModels(
      dialect,
      many(250).map(({ id }) => ({ id: `${prefix}${id}` })),
    )
    provider.setPageSize(dialect, 40)

    const found = await list(dialect)

    expect(found).toHaveLength(250)
    expect(new Set(found.map(({ id }) => id)).size).toBe(250)
    expect(provider.requests.length).toBeGreaterThan(1)
  })

  it.each<Dialect>(['openrouter', 'anthropic'])(
    'of %s that never ends is given up',
    async dialect => {
      provider.setModels(dialect, [{ id: 'a/b' }])
      provider.nextList({ endlessPages: true })

      expect(await failed(list(dialect))).toMatchObject({ name: 'BotError', code: 'model-garbled' })
    },
  )

  it('that goes on at another server is not followed', async () => {
    const body = { data: [], links: { next: 'http://127.0.0.1:1/api/v1/models?offset=1' } }
    provider.nextList({ body })

    expect(await failed(list('openrouter'))).toMatchObject({ code: 'model-garbled' })
  })

  it('whose second page fails fails', async () => {
    provider.setModels('anthropic', many(250))
    provider.nextList({}, { status: 500 })

    expect(await failed(list('anthropic'))).toMatchObject({ code: 'model-unavailable' })
  })
})

describe('a list that cannot be read', () => {
  it.each<[string, ListBehaviour, ErrorCode]>([
    ['a wrong key', { status: 401 }, 'model-bad-key'],
    ['too many requests', { status: 429, retryAfter: 7 }, 'model-rate-limited'],
    ['a broken server', { status: 500 }, 'model-unavailable'],
    ['an overloaded server', { status: 503 }, 'model-overloaded'],
    ['a broken connection', { reset: true }, 'model-unavailable'],
    ['a web page', { html: true }, 'model-garbled'],
    ['an empty body', { emptyBody: true }, 'model-garbled'],
    ['half a body', { truncatedJson: true }, 'model-garbled'],
    ['something else', { body: { models: 'none' } }, 'model-garbled'],
    ['null', { body: null }, 'model-garbled'],
    ['10 MB of nonsense', { junkBytes: 10_000_000 }, 'model-garbled'],
  ])('because of %s fails', async (_name, behaviour, code) => {
    provider.nextList(behaviour)

    expect(await failed(list('openai'))).toMatchObject({ name: 'BotError', code })
  })

  it('says how long to wait', async () => {
    provider.nextList({ status: 429, retryAfter: 7 })

    expect(await failed(list('openai'))).toMatchObject({ retryAfterMs: 7000 })
  })

  it('because nobody is waiting any more is told as such', async () => {
    provider.nextList({ hang: true })
    const controller = new AbortController()
    const listing = failed(list('openai', controller.signal))
    await provider.waitForRequest(({ kind }) => kind === 'models')

    controller.abort()

    expect(await listing).toMatchObject({ name: 'BotError', code: 'stopped' })
  })

  it('because it breaks off in the middle fails', async () => {
    const server: Server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
      response.write('{"data":[')
      setImmediate(() => response.destroy())
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const route = routeTo(provider, 'openai', { baseUrl: `http://127.0.0.1:${port}/v1` })

    const error = await failed(route.list(new AbortController().signal))
    server.close()

    expect(error).toMatchObject({ name: 'BotError', code: 'model-unavailable' })
  })
})

describe('a list with nonsense in it', () => {
  it.each<Dialect>(Object.keys(models) as Dialect[])(
    'of %s keeps what can be read',
    async dialect => {
      const good =
        dialect === 'openrouter'
          ? { id: 'a/b', name: 'A: B', pricing: { prompt: '0.000001', completion: '0.000002' } }
          : { id: 'b' }
      provider.nextList({ body: { data: [good, null, 7, 'x', {}, { id: '' }, { id: 5 }, [good]] } })

      const lost: unknown[] = []
      const route = routeTo(provider, dialect)
      const found = await route.list(new AbortController().signal, entry => void lost.push(entry))

      expect(found.map(({ routeModelId }) => routeModelId)).toEqual([good.id])
      expect(lost).toHaveLength(7)
    },
  )

  it('that is empty is empty', async () => {
    provider.nextList({ empty: true })

    expect(await list('openai')).toEqual([])
  })
})
