import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hear } from '../../support/hear.ts'
import {
  type Behaviour,
  type Dialect,
  type ProviderEmulator,
  startProvider,
} from '../../support/provider/index.ts'
import { models, PATIENCE, request, routeTo } from './rig.ts'

let provider: ProviderEmulator

beforeEach(async () => {
  provider = await startProvider()
})
afterEach(() => provider.close())

const ask = (dialect: Dialect, over: Parameters<typeof request>[1] = {}) =>
  hear(routeTo(provider, dialect).chat(request(dialect, over)))

const figures = { promptTokens: 100, completionTokens: 50, reasoningTokens: 30, cachedTokens: 20 }

describe('an answer', () => {
  it.each(Object.keys(models) as Dialect[])('of %s is streamed to its end', async dialect => {
    provider.next({ chunks: ['Because ', 'of ', 'Rayleigh.'] })

    const heard = await ask(dialect)

    expect(heard).toMatchObject({ text: 'Because of Rayleigh.', end: 'stop', error: undefined })
    expect(heard.events.filter(({ type }) => type === 'text')).toHaveLength(3)
    expect(heard.events.filter(({ type }) => type === 'end')).toHaveLength(1)
    expect(heard.usage?.usage.inputTokens).toBeGreaterThan(0)
    expect(heard.usage?.usage.outputTokens).toBeGreaterThan(0)
  })

  it.each<[Dialect, Behaviour, number, number]>([
    ['openrouter', { usage: figures }, 50, 30],
    ['openai', { usage: figures }, 50, 30],
    ['compatible', { usage: figures }, 50, 30],
    ['xai', { usage: figures }, 80, 30],
    ['google', { usage: figures }, 80, 30],
    ['anthropic', { usage: figures }, 50, 0],
  ])(
    'of %s counts its reasoning within the output',
    async (dialect, behaviour, output, reasoning) => {
      provider.next(behaviour)

      const { usage } = await ask(dialect)

      expect(usage?.usage).toMatchObject({
        inputTokens: 100,
        outputTokens: output,
        reasoningTokens: reasoning,
      })
    },
  )

  it.each([
    ['own-chunk', 'openai'],
    ['finish-chunk', 'openrouter'],
    ['every-chunk', 'xai'],
  ] as const)('tells its usage in %s of %s, before it ends', async (usagePlacement, dialect) => {
    provider.next({ usagePlacement, usage: { promptTokens: 100, completionTokens: 50 } })

    const heard = await ask(dialect)

    expect(heard.usage?.usage).toMatchObject({ inputTokens: 100, outputTokens: 50 })
    expect(heard.events.at(-1)?.type).toBe('end')
  })

  it('may come without it', async () => {
    provider.next({ usage: 'none' })

    const heard = await ask('openai')

    expect(heard.usage).toBeUndefined()
    expect(heard.end).toBe('stop')
  })

  it('has the provider’s own figure to the last nano-dollar', async () => {
    provider.next({ usage: { ...figures, cost: 0.000123456789 } })

    expect((await ask('openrouter')).usage?.reportedNano).toBe(123_457n)
  })

  it.each<[string, Behaviour, string]>([
    ['a length', { finishReason: 'length' }, 'length'],
    ['a filter', { finishReason: 'content_filter' }, 'refused'],
    ['a tool call', { finishReason: 'tool_calls' }, 'stop'],
    ['its own end', { finishReason: 'stop' }, 'stop'],
    ['something new', { finishReason: 'whatever' }, 'stop'],
  ])('ends by %s', async (_name, behaviour, end) => {
    provider.next({ text: 'Hm.', ...behaviour })

    expect((await ask('compatible')).end).toBe(end)
  })

  it('that is a refusal is shown', async () => {
    provider.next({ refusal: 'I cannot help with that.' })

    expect((await ask('openai')).text).toBe('I cannot help with that.')
  })

  it('that is empty has an end and no text', async () => {
    provider.next({ text: '' })

    expect(await ask('openai')).toMatchObject({ text: '', end: 'stop', error: undefined })
  })

  it('survives noise between its events and a missing [DONE]', async () => {
    provider.next({ noisy: true, endWithoutDone: true, text: 'Calm 🌍 and süß.', chunkSize: 3 })

    expect(await ask('compatible')).toMatchObject({ text: 'Calm 🌍 and süß.', end: 'stop' })
  })

  it('says which model served it', async () => {
    provider.next({ servedModel: 'openai/gpt-4o-mini' })

    const { events } = await ask('openrouter')

    expect(events[0]).toEqual({ type: 'served', routeModelId: 'openai/gpt-4o-mini' })
  })

  it.each(['reasoning', 'reasoning_content'] as const)(
    'is preceded by signs of life where the model thinks (%s)',
    async reasoningField => {
      provider.next({ reasoning: 'Hm, let me think about it.', reasoningField, text: 'Because.' })

      const { events, text } = await ask('openrouter')

      expect(events.map(({ type }) => type)).toContain('thinking')
      expect(text).toBe('Because.')
    },
  )
})

describe('a request', () => {
  const sent = () => provider.chats()[0]?.body ?? {}

  it('carries what was said, the limit and the temperature', async () => {
    await ask('compatible', { temperature: 0.7 })

    expect(sent()).toEqual({
      model: 'llama3.2:3b',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Why is the sky blue?' },
      ],
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 1000,
      temperature: 0.7,
    })
  })

  it('to OpenAI’s reasoning models has no temperature and their own limit', async () => {
    const model = {
      id: 'openai/gpt-5',
      routeModelId: 'gpt-5',
      capabilities: ['reasoning'] as const,
    }

    const { error } = await ask('openai', { model, temperature: 0.7 })

    expect(error).toBeUndefined()
    expect(sent()).toMatchObject({ max_completion_tokens: 1000 })
    expect(sent()).not.toHaveProperty('temperature')
    expect(sent()).not.toHaveProperty('max_tokens')
  })

  it.each<[string, readonly string[], boolean]>([
    ['takes it', ['temperature', 'tools'], true],
    ['does not take it', ['tools'], false],
  ])('has a temperature where the list says that the model %s', async (_name, parameters, has) => {
    const model = { id: 'a/b', routeModelId: 'openai/gpt-5', capabilities: [], parameters }

    await ask('openrouter', { model, temperature: 1 })

    expect('temperature' in sent()).toBe(has)
  })

  it('asks OpenRouter, and only OpenRouter, what it costs', async () => {
    await ask('openrouter')
    await ask('xai')

    expect(provider.chats().map(({ body }) => body['usage'])).toEqual([
      { include: true },
      undefined,
    ])
  })

  it('carries images with their text, and without', async () => {
    const image = { mimeType: 'image/png', bytes: new Uint8Array([137, 80, 78, 71]) }
    const url = 'data:image/png;base64,iVBORw=='
    provider.always({ text: 'A picture.' })

    const { error } = await ask('google', {
      messages: [
        { role: 'user', text: 'Look:', images: [image] },
        { role: 'assistant', text: 'Yes.' },
        { role: 'user', text: '', images: [image, image] },
      ],
    })

    expect(error).toBeUndefined()
    expect(sent()['messages']).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look:' },
          { type: 'image_url', image_url: { url } },
        ],
      },
      { role: 'assistant', content: 'Yes.' },
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url } },
          { type: 'image_url', image_url: { url } },
        ],
      },
    ])
  })

  it('names Switchboard, and nobody’s OpenAI organisation', async () => {
    process.env['OPENAI_ORG_ID'] = 'org-of-somebody'
    process.env['OPENAI_PROJECT_ID'] = 'project-of-somebody'

    await ask('anthropic')
    delete process.env['OPENAI_ORG_ID']
    delete process.env['OPENAI_PROJECT_ID']

    const headers = provider.chats()[0]?.headers ?? {}
    expect(headers['x-title']).toBe('Switchboard')
    expect(JSON.stringify(headers)).not.toContain('of-somebody')
  })

  it('is made once, whatever happens', async () => {
    provider.always({ status: 503 })

    await ask('openai')

    expect(provider.chats()).toHaveLength(1)
  })
})

describe('stopping', () => {
  it('in the middle breaks off at the provider and is told as such', async () => {
    provider.next({ text: 'word '.repeat(200), chunkSize: 5, stallMidStream: 3 })
    const controller = new AbortController()
    const hearing = ask('openai', { signal: controller.signal })
    await provider.waitForRequest(({ chunksSent }) => chunksSent === 3)

    controller.abort()

    expect((await hearing).error).toMatchObject({ name: 'BotError', code: 'stopped' })
    const { aborted } = await provider.waitForRequest(({ endedAt }) => endedAt !== undefined)
    expect(aborted).toBe(true)
  })

  it('before the first word is told as such', async () => {
    provider.next({ hang: true })
    const controller = new AbortController()
    const hearing = ask('openai', { signal: controller.signal })
    await provider.waitForRequest(({ kind }) => kind === 'chat')

    controller.abort()

    expect((await hearing).error).toMatchObject({ code: 'stopped' })
    await provider.waitForRequest(({ aborted }) => aborted)
  })

  it('before the request asks nobody', async () => {
    const { error } = await ask('openai', { signal: AbortSignal.abort() })

    expect(error).toMatchObject({ code: 'stopped' })
    expect(provider.chats()).toEqual([])
  })

  it('by whoever listens, without a signal, breaks off at the provider too', async () => {
    provider.next({ text: 'word '.repeat(200), chunkSize: 5, stallMidStream: 3 })

    for await (const { type } of routeTo(provider, 'openai').chat(request('openai'))) {
      if (type === 'text') break
    }

    await provider.waitForRequest(({ aborted }) => aborted)
  })
})

describe('patience', () => {
  it.each<[string, Behaviour, string]>([
    ['the headers', { hang: true }, ''],
    ['the first word', { firstTokenDelayMs: 10 * PATIENCE.firstMs }, ''],
    ['the next word', { chunks: ['one ', 'two ', 'three'], stallMidStream: 2 }, 'one two '],
    [
      'the next word, while the line is kept alive',
      { chunks: ['one ', 'two ', 'three'], stallMidStream: 2, noisy: true },
      'one two ',
    ],
  ])('ends where %s does not come', async (_name, behaviour, text) => {
    provider.next(behaviour)

    const heard = await ask('openrouter')

    expect(heard.error).toMatchObject({ name: 'BotError', code: 'model-timeout' })
    expect(heard.text).toBe(text)
    await provider.waitForRequest(({ aborted }) => aborted)
  })

  it('lasts as long as something comes, words or thoughts', async () => {
    const chunkDelayMs = PATIENCE.idleMs / 4
    provider.next({ reasoning: 'hm '.repeat(100), chunkDelayMs, chunkCount: 8 })

    const heard = await ask('openrouter', { maxOutputTokens: 5000 })

    expect(heard.error).toBeUndefined()
    expect(heard.end).toBe('stop')
  })
})
