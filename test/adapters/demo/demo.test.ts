import { describe, expect, it } from 'vitest'
import { createDemoRoute } from '../../../adapters/demo/index.ts'
import { loadTokenizer } from '../../../src/lib/count-tokens.ts'
import { costOf } from '../../../src/money/cost.ts'
import type { ChatMessage, ChatRequest } from '../../../src/ports/llm.ts'
import { hear } from '../../support/hear.ts'

const route = createDemoRoute(0)
const request = (routeModelId: string, over: Partial<ChatRequest> = {}): ChatRequest => ({
  model: { id: `demo/${routeModelId}`, routeModelId, capabilities: [] },
  messages: [{ role: 'user', text: 'Why is the sky blue?' }],
  maxOutputTokens: 4096,
  signal: new AbortController().signal,
  ...over,
})

describe('the demo models', () => {
  it('have prices, windows and their own provider', async () => {
    const models = await route.list(new AbortController().signal)

    expect(models.length).toBeGreaterThanOrEqual(2)
    for (const model of models) {
      expect(model).toMatchObject({ provider: 'demo', route: 'demo', priceState: 'known' })
      expect(model.id).toBe(`demo/${model.routeModelId}`)
      expect(model.prices?.input).toBeGreaterThan(0n)
      expect(model.contextWindow).toBeGreaterThan(1000)
    }
  })
})

describe.each(['quick', 'thorough'])('the demo model %s', name => {
  it('says what it is, and always the same to the same question', async () => {
    const [first, second] = [
      await hear(route.chat(request(name))),
      await hear(route.chat(request(name))),
    ]

    expect(first.text).toContain('demo model')
    expect(first.text).toContain('Why is the sky blue?')
    expect(second).toEqual(first)
  })

  it('comes in pieces and ends with its usage', async () => {
    const { events, end } = await hear(route.chat(request(name)))

    expect(events.filter(({ type }) => type === 'text').length).toBeGreaterThan(5)
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['usage', 'end'])
    expect(end).toBe('stop')
  })

  it('counts real tokens, at a real price', async () => {
    const count = await loadTokenizer()
    const models = await route.list(new AbortController().signal)
    const prices = models.find(({ routeModelId }) => routeModelId === name)?.prices

    const { text, usage } = await hear(route.chat(request(name)))

    expect(usage?.usage.inputTokens).toBe(count('Why is the sky blue?'))
    expect(usage?.usage.outputTokens).toBe(count(text))
    expect(usage && prices && costOf(usage.usage, prices, new Date())).toBeGreaterThan(0n)
  })

  it('remembers how much was answered before', async () => {
    const messages: ChatMessage[] = [
      { role: 'user', text: 'One?' },
      { role: 'assistant', text: '1.' },
      { role: 'user', text: 'Ada: Two?' },
    ]

    const { text } = await hear(route.chat(request(name, { messages })))

    expect(text).toContain('1 earlier answer ')
    expect(text).toContain('“Two?”')
  })

  it('stays within the limit and says so', async () => {
    const { usage, end } = await hear(route.chat(request(name, { maxOutputTokens: 10 })))

    expect(end).toBe('length')
    expect(usage?.usage.outputTokens).toBeLessThanOrEqual(10)
  })

  it('counts images', async () => {
    const images = [{ mimeType: 'image/png', bytes: new Uint8Array(3) }]
    const messages = [{ role: 'user' as const, text: 'Look', images }]

    const { usage } = await hear(route.chat(request(name, { messages })))

    expect(usage?.usage.inputTokens).toBeGreaterThan(500)
  })

  it.each(['', '\n\n', 'x'.repeat(5000), '“quoted” *bold* `code`\nsecond line'])(
    'answers anything: %j',
    async text => {
      const heard = await hear(route.chat(request(name, { messages: [{ role: 'user', text }] })))

      expect(heard.error).toBeUndefined()
      expect(heard.end).toBe('stop')
    },
  )

  it('stops when it is asked to', async () => {
    const controller = new AbortController()
    const slow = createDemoRoute(60_000)
    const hearing = hear(slow.chat(request(name, { signal: controller.signal })))

    setImmediate(() => controller.abort())

    expect((await hearing).error).toMatchObject({ name: 'BotError', code: 'stopped' })
  })

  it('does not begin when it was stopped before', async () => {
    const { error, text } = await hear(route.chat(request(name, { signal: AbortSignal.abort() })))

    expect(error).toMatchObject({ code: 'stopped' })
    expect(text).toBe('')
  })
})
