import { expect, it } from 'vitest'
import { toModel } from '../../../adapters/memory/index.ts'
import { BotError } from '../../../src/errors.ts'
import { startBot } from '../../support/start.ts'

const general = { channelId: 'general' }

it('puts two models side by side, with what this team’s month would cost', async () => {
  const { ada, ben, idle, llm } = await startBot()
  llm.next('word '.repeat(100_000))
  await ben.say('@switchboard hello')
  await idle()

  await ada.type('/models compare gpt-5 4o')

  // ten tokens in and 500,000 out
  expect(ada.last(general)).toMatchInlineSnapshot(`
    "**GPT-4o mini** is cheapest for this team’s month: $0.3000, **GPT-5** $1.00.
    Feature | GPT-5 | GPT-4o mini
    Price in/out per 1M | $1.00/$2.00 | $0.15/$0.60
    Context | 128k | 128k
    Longest answer | 16k | 16k
    Can do | tools | tools
    Success here | 100 % of 1 call | not used
    Time a call here | 0 ms | not used
    This team’s month | $1.00 | $0.3000
    Here | the default | enabled
    A month is what this team asked in the last 30 days: 1 call, 10 tokens in (0 % cached) and 500,000 out. Images and prices by size or hour are left out.
    [Ask both a question]"
  `)
})

it('puts three below one another', async () => {
  const { ada, ben, idle } = await startBot({ enabled: ['anthropic/claude-sonnet-4.5'] })
  await ben.say('@switchboard hello')
  await idle()

  await ada.type('/models compare gpt-5 4o claude')

  const seen = ada.last(general)
  expect(seen).toMatch(/\*\*GPT-5\*\*[\s\S]+\*\*GPT-4o mini\*\*[\s\S]+\*\*Claude Sonnet 4.5\*\*/)
  expect(seen).toContain('vision, tools')
  expect(seen).toContain('[Ask all a question]')
})

it('counts failures', async () => {
  const { ada, ben, idle, llm } = await startBot({
    models: [toModel('openai/gpt-5'), toModel('x-ai/grok-4')],
  })
  llm.next(new BotError('model-bad-request', 'no'))
  await ben.say('@switchboard hello')
  await idle()
  await ben.say('@switchboard hello again')
  await idle()

  await ada.type('/models compare gpt-5 grok')

  expect(ada.last(general)).toContain('50 % of 2 calls')
})

it('says where nothing was asked, and which models cannot be asked', async () => {
  const { ada } = await startBot()

  await ada.type('/models compare gpt-5 grok-4')

  const seen = ada.last(general)
  expect(seen).toContain('nothing was asked in the last 30 days')
  expect(seen).toContain('not enabled')
  expect(seen).toContain('A question can be put to enabled models with a key; not to **Grok 4**.')
  expect(seen).not.toContain('Ask both')
})

it('leaves a model without a price out of the costs', async () => {
  const { prices: _, ...free } = toModel('x-ai/grok-4', { name: 'Grok 4', priceState: 'unknown' })
  const models = [toModel('openai/gpt-5', { name: 'GPT-5' }), free]
  const { ada, ben, idle } = await startBot({ models, enabled: ['x-ai/grok-4'] })
  await ben.say('@switchboard hello')
  await idle()

  await ada.type('/models compare gpt-5 grok')

  const seen = ada.last(general)
  expect(seen).toContain(
    'would cost <$0.0001 with **GPT-5**. Left out: **Grok 4** (price unknown).',
  )
  expect(seen).toContain('This team’s month | <$0.0001 | unknown')
})

it('says that a model has no key', async () => {
  const { ada } = await startBot({
    models: [toModel('openai/gpt-5'), toModel('a/b', { route: 'elsewhere' })],
  })

  await ada.type('/models compare gpt-5 a/b')

  expect(ada.last(general)).toContain('unavailable: no key')
})

it.each([
  [
    '/models compare gpt-5 openai/gpt-5',
    '**GPT-5** is named twice. Compare it with another model.',
  ],
  ['/models compare gpt-5 4o gpt-5', '**GPT-5** is named twice.'],
  ['/models compare gpt-5 grok-5', 'No model is called “grok-5”. Did you mean `x-ai/grok-4`'],
  ['/models compare gpt-5', '`with` is missing'],
])('refuses %s', async (typed, sentence) => {
  const { ada } = await startBot()

  await ada.type(typed)

  expect(ada.last(general)).toContain(sentence)
})

it('is refused to members', async () => {
  const { ben } = await startBot()

  await ben.type('/models compare gpt-5 4o')

  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
})

it('puts the same question to both, and shows the answers with cost and time', async () => {
  const { ada, llm, rows } = await startBot()
  llm.next('Forty-two.')
  llm.next('It depends.')
  await ada.type('/models compare gpt-5 4o')
  await ada.press('Ask both a question')

  await ada.fill({ question: ['What is six by seven?'] })

  const seen = ada.last(general)
  expect(seen).toMatchInlineSnapshot(`
    "**GPT-5** was fastest (0 ms), **GPT-4o mini** cheapest (<$0.0001).
    The question: What is six by seven?
    **GPT-5**
    Forty-two.
    <$0.0001 · 0 ms
    **GPT-4o mini**
    It depends.
    <$0.0001 · 0 ms"
  `)
  expect(llm.requests.map(({ messages }) => messages.at(-1)?.text)).toEqual([
    'What is six by seven?',
    'What is six by seven?',
  ])
  expect(rows('SELECT purpose, modelServed FROM LedgerEntry ORDER BY modelServed')).toEqual([
    { purpose: 'compare', modelServed: 'openai/gpt-4o-mini' },
    { purpose: 'compare', modelServed: 'openai/gpt-5' },
  ])
})

it('shows the answer of one where the other fails, and cuts what is too long', async () => {
  const { ada, llm } = await startBot()
  llm.next(new BotError('model-overloaded', 'busy'))
  llm.next('ä'.repeat(3000))
  await ada.type('/models compare gpt-5 4o')
  await ada.press('Ask both a question')

  await ada.fill({ question: ['Anything?'] })

  const seen = ada.last(general)
  expect(seen).toContain('The model is overloaded.')
  expect(seen).toContain('**GPT-4o mini** was fastest')
  expect(seen).toContain('(750 more characters)')
})

it('asks none where a budget has no room for both', async () => {
  const { ada, llm, rows } = await startBot()
  await ada.type('/models compare gpt-5 4o')
  await ada.press('Ask both a question')
  // room for the cheap one, not for both
  await ada.type('/models budget 0.005')

  await ada.fill({ question: ['Anything?'] })

  expect(llm.requests).toEqual([])
  expect(rows('SELECT id FROM Hold')).toEqual([])
  expect(ada.last(general)).toContain('budget')
})

it('does not ask a model that was disabled meanwhile', async () => {
  const { ada, llm } = await startBot()
  await ada.type('/models compare gpt-5 4o')
  await ada.press('Ask both a question')
  await ada.type('/models disable 4o')

  await ada.fill({ question: ['Anything?'] })

  expect(llm.requests).toEqual([])
  expect(ada.last(general)).toContain('cannot be asked any more')
})
