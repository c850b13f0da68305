import { expect, it } from 'vitest'
import { toModel } from '../../../adapters/memory/index.ts'
import { startBot } from '../../support/start.ts'

const general = { channelId: 'general' }

it('says what 30 days of a planned volume cost with each enabled model, cheapest first', async () => {
  const { ada, chat } = await startBot()

  await ada.type('/models calculate messages:1000 in:1000 out:500')

  // 30,000 messages: 30M tokens in and 15M out, at $1/$2 and at $0.15/$0.60
  expect(ada.last(general)).toMatchInlineSnapshot(`
    "**GPT-4o mini** is cheapest: $13.50 in 30 days, $46.50 (77.5 %) less than the default, **GPT-5**.
    30 days: 1,000 messages a day, each with 1,000 tokens in (0 % cached) and 500 out.
    Model | 30 days | Against the default
    GPT-4o mini | $13.50 | -$46.50 (-77.5 %)
    GPT-5 | $60.00 | the default
    {Cost of 30 days by model} From $13.50 with GPT-4o mini to $60.00 with GPT-5.
    [Other volumes]"
  `)
  const drawn = chat.room
    .all()
    .flatMap(({ card }) => card?.blocks ?? [])
    .find(block => block.kind === 'chart')
  expect(drawn?.chart.series).toEqual([
    { name: 'Cost', values: [13_500_000_000n, 60_000_000_000n] },
  ])
})

it('takes words in order, and counts the cached share at its own price', async () => {
  const prices = { input: 1_000_000_000n, output: 2_000_000_000n, cacheRead: 100_000_000n }
  const { ada } = await startBot({
    models: [toModel('openai/gpt-5', { name: 'GPT-5', prices }), toModel('x-ai/grok-4')],
  })

  await ada.type('/models calculate 1000 1000 500 50')

  // 15M at $1, 15M at $0.10, 15M at $2
  expect(ada.last(general)).toContain('GPT-5 | $46.50')
})

it('leaves out, with the reason, what cannot do it', async () => {
  const { prices: _, ...free } = toModel('x-ai/grok-4', { name: 'Grok 4', priceState: 'unknown' })
  const { ada } = await startBot({
    models: [
      toModel('openai/gpt-5', {
        name: 'GPT-5',
        inputModalities: ['text', 'image'],
        prices: { input: 1_000_000_000n, output: 2_000_000_000n, image: 1_000_000n },
      }),
      toModel('openai/gpt-4o-mini', { name: 'GPT-4o mini' }),
      { ...free, inputModalities: ['text', 'image'] },
    ],
    enabled: ['x-ai/grok-4'],
  })

  await ada.type('/models calculate messages:100 in:1000 out:500 images:2')

  const seen = ada.last(general)
  // 3,000 messages at $0.002, and 6,000 images at $0.001
  expect(seen).toContain('GPT-5 | $12.00')
  expect(seen).toContain(
    'Not calculated: GPT-4o mini (cannot read images), Grok 4 (price unknown).',
  )
})

it('names the length of an answer with which two cost the same', async () => {
  const talker = toModel('x-ai/grok-4', {
    name: 'Grok 4',
    prices: { input: 500_000_000n, output: 4_000_000_000n },
  })
  const { ada } = await startBot({
    models: [toModel('openai/gpt-5', { name: 'GPT-5' }), talker],
    wanted: { model: 'openai/gpt-5', fallback: 'x-ai/grok-4' },
  })

  await ada.type('/models calculate messages:100 in:1000 out:500')

  // $0.50 a million less in, $2 a million more out
  expect(ada.last(general)).toContain(
    'Break-even: with answers of about 250 tokens **Grok 4** and **GPT-5** cost the same.',
  )
})

it('is as the last 30 days where nothing is said', async () => {
  const { ada, ben, idle, llm } = await startBot()
  llm.next('word '.repeat(100_000))
  await ben.say('@switchboard hello')
  await idle()

  await ada.type('/models calculate')

  const seen = ada.last(general)
  expect(seen).toContain(
    '30 days: as the last 30, 1 call, 10 tokens in (0 % cached) and 500,000 out.',
  )
  expect(seen).toContain('GPT-5 | $1.00 | the default')
  expect(seen).toContain('GPT-4o mini | $0.3000 | -$0.7000 (-70 %)')
})

it('asks for volumes in a form where nothing was asked yet', async () => {
  const { ada } = await startBot()
  await ada.type('/models calculate')
  expect(ada.last(general)).toContain('Nothing was asked in the last 30 days')
  await ada.press('Other volumes')

  await ada.fill({ messages: ['1,000'], tokensIn: ['1000'], tokensOut: ['500'] })

  expect(ada.last(general)).toContain('GPT-5 | $60.00 | the default')
})

it('begins the form with what the team’s messages are like', async () => {
  const { ada, ben, idle } = await startBot()
  await ben.say('@switchboard hello')
  await idle()
  await ada.type('/models calculate')
  await ada.press('Other volumes')

  const fields = ada.dialog()?.form.sections.flatMap(section => section.fields) ?? []
  expect(fields.map(({ id, ...field }) => [id, field.kind === 'text' && field.initial])).toEqual([
    ['messages', '1'],
    ['tokensIn', '10'],
    ['tokensOut', '2'],
    ['cachedPercent', '0'],
    ['images', '0'],
  ])
})

it.each([
  ['messages:0 in:1000 out:500', 'Messages a day: a whole number from 1 to 1,000,000.'],
  ['messages:10 in:0 out:0', 'Tokens in a message: a whole number from 1 to 2,000,000.'],
  ['messages:10 in:1000', 'Say how many messages a day and how many tokens'],
  ['messages:99999999999 in:1000 out:500', '`messages`'],
  ['messages:10 in:1000 out:500 cached:150', '`cached`'],
  ['many', '`messages`'],
])('refuses %s', async (typed, sentence) => {
  const { ada } = await startBot()

  await ada.type(`/models calculate ${typed}`)

  expect(ada.last(general)).toContain(sentence)
  expect(ada.last(general)).not.toContain('30 days:')
})

it('refuses absurd numbers in the form beside their fields', async () => {
  const { ada } = await startBot()
  await ada.type('/models calculate')
  await ada.press('Other volumes')

  await ada.fill({ messages: ['many'], tokensIn: ['1.5'], tokensOut: ['500'], images: ['-1'] })

  expect(ada.dialog()?.errors).toEqual({
    messages: 'Messages a day: a whole number from 1 to 1,000,000.',
    tokensIn: 'Tokens in a message: a whole number from 1 to 2,000,000.',
    images: 'Images a message: a whole number from 0 to 100.',
  })
})

it('is refused to members', async () => {
  const { ben } = await startBot()

  await ben.type('/models calculate')

  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
})
