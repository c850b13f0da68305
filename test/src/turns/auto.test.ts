import { describe, expect, it } from 'vitest'
import { toModel } from '../../../adapters/memory/index.ts'
import { BotError } from '../../../src/errors.ts'
import { someModels, startBot } from '../../support/start.ts'

const HARD =
  'Analyze the root cause of this Python deadlock, compare two fixes and their trade-offs, then design a plan.'
const mini = 'openai/gpt-4o-mini'

const withAuto = async (more: Parameters<typeof startBot>[0] = {}) => {
  const bot = await startBot(more)
  await bot.ada.type('/models default auto')
  return bot
}

it('chooses for each message, and says why', async () => {
  const { ben, idle, llm } = await withAuto()

  const { thread } = await ben.say('@switchboard hello')
  await idle()
  const other = await ben.say(`@switchboard ${HARD}`)
  await idle()

  expect(llm.requests.map(({ model }) => model.id)).toEqual([mini, 'openai/gpt-5'])
  expect(ben.last(thread)).toContain(
    '**GPT-4o mini** · auto: the cheapest good enough, a short message · ',
  )
  expect(ben.last(other.thread)).toContain('**GPT-5** · auto: the strongest, reasoning and code · ')
})

it('stays with a model within a thread until something clearly harder comes', async () => {
  const { ben, idle, llm } = await withAuto()
  const { thread } = await ben.say('@switchboard hello')
  await idle()

  await ben.say('Write one more sentence, please', thread)
  await idle()
  expect(ben.last(thread)).toContain('**GPT-4o mini** · auto: as before')
  await ben.say(HARD, thread)
  await idle()
  await ben.say('Thanks!', thread)
  await idle()

  expect(llm.requests.map(({ model }) => model.id)).toEqual([
    mini,
    mini,
    'openai/gpt-5',
    'openai/gpt-5',
  ])
})

it('pins what answered, for this thread', async () => {
  const { ben, ada, idle, llm } = await withAuto()
  const { thread } = await ben.say('@switchboard hello')
  await idle()

  await ben.press('Pin GPT-4o mini')

  expect(ada.last(thread)).toBe('Ben switched: this thread now answers with **GPT-4o mini**.')
  await ben.say(HARD, thread)
  await idle()
  expect(llm.requests.at(-1)?.model.id).toBe(mini)
  expect(ben.last(thread)).toContain('**GPT-4o mini** · this thread’s choice')
})

it('avoids a model in this thread, and only there', async () => {
  const { ben, ada, idle, llm } = await withAuto()
  const { thread } = await ben.say('@switchboard hello')
  await idle()

  await ben.press('Avoid GPT-4o mini')

  expect(ada.last(thread)).toContain('it is not chosen in this thread any more')
  await ben.say('hello again', thread)
  await idle()
  await ben.say('@switchboard hello')
  await idle()
  expect(llm.requests.map(({ model }) => model.id)).toEqual([mini, 'openai/gpt-5', mini])
})

it.each(['/model auto', '/model AUTO'])('is a thread’s choice too: %s', async typed => {
  const { ben, idle, llm } = await startBot()
  const { thread } = await ben.say('@switchboard hello')
  await idle()

  await ben.type(typed, thread)

  expect(ben.sees(thread)).toContain(
    'This thread now answers with a model chosen for each message.',
  )
  await ben.say('What is the capital of Peru?', thread)
  await idle()
  expect(llm.requests.map(({ model }) => model.id)).toEqual(['openai/gpt-5', 'openai/gpt-5'])
  expect(ben.last(thread)).toContain('auto: as before, a short factual question')
})

it('is what a channel’s threads use, and the next ones somebody starts', async () => {
  const { ada, ben, idle, llm } = await startBot()
  await ada.type('/models default auto <#support>')
  await ben.type('/model auto')

  await ben.say('@switchboard hello', { channelId: 'support' })
  await idle()
  await ben.say('@switchboard hello')
  await idle()
  await ada.say('@switchboard hello')
  await idle()

  expect(llm.requests.map(({ model }) => model.id)).toEqual([mini, mini, 'openai/gpt-5'])
})

it('follows the workspace’s appetite, until a model is the default again', async () => {
  const { ada, ben, idle, llm } = await startBot()

  await ada.type('/models default auto appetite:best')
  expect(ada.last({ channelId: 'general' })).toContain('Appetite: best.')
  await ben.say('@switchboard hello')
  await idle()
  await ada.type('/models default 4o')
  await ben.say(`@switchboard ${HARD}`)
  await idle()

  expect(llm.requests.map(({ model }) => model.id)).toEqual(['openai/gpt-5', mini])
})

it('says how much of a budget is used, once that is a lot', async () => {
  const { ada, ben, idle, llm } = await withAuto()
  await ada.type('/models budget 0.01')
  const usage = { inputTokens: 9, outputTokens: 9, cacheReadTokens: 0, cacheWriteTokens: 0 }
  llm.next('Dear words', {
    type: 'usage',
    usage: { ...usage, reasoningTokens: 0 },
    reportedNano: 8_500_000n,
    raw: {},
  })
  await ben.say('@switchboard hello')
  await idle()

  const { thread } = await ben.say('@switchboard hello')
  await idle()

  expect(ben.last(thread)).toContain('a short message, 85 % of a budget used')
})

it('leaves a model alone that keeps failing', async () => {
  const { ben, idle, llm } = await withAuto()
  const down = () => new BotError('model-forbidden', 'not open')
  for (let times = 0; times < 3; times++) {
    llm.next(down())
    await ben.say('@switchboard hello')
    await idle()
  }

  const { thread } = await ben.say('@switchboard hello')
  await idle()

  expect(ben.last(thread)).toContain('**GPT-5** · auto: the only one that can')
})

it('shows auto in the picker', async () => {
  const { ben } = await withAuto()

  await ben.type('/model')

  expect(ben.last()).toContain('**Whichever model fits the message** will answer')
})

describe('a thread that outgrows its model', () => {
  const small = toModel('openai/gpt-4o-mini', {
    name: 'GPT-4o mini',
    contextWindow: 9000,
    prices: { input: 150_000_000n, output: 600_000_000n },
  })
  const models = [...someModels.filter(({ id }) => id !== mini), small]
  const long = (word: string) => `${word} `.repeat(3000)

  it('is offered one that fits, named and priced', async () => {
    const { ada, ben, idle, llm } = await startBot({ models })
    await ada.type('/models default 4o')
    const { thread } = await ben.say(`@switchboard ${long('one')}`)
    await idle()
    await ben.say(long('two'), thread)
    await idle()
    expect(ben.last(thread)).toContain('left out to fit the model')
    expect(ben.last(thread)).toContain(
      '**GPT-5** has room for the whole thread: 128k context · $1.00 in · $2.00 out',
    )

    await ben.press('Move to GPT-5')
    await ben.say('and now?', thread)
    await idle()

    expect(llm.requests.at(-1)?.model.id).toBe('openai/gpt-5')
    expect(ben.last(thread)).not.toContain('left out')
  })

  it('is moved under auto, which says so', async () => {
    const { ben, idle, llm } = await withAuto({ models })
    const { thread } = await ben.say(`@switchboard Hello. ${long('one')}`)
    await idle()
    await ben.say(`Thanks. ${long('two')}`, thread)
    await idle()

    expect(llm.requests.at(-1)?.model.id).toBe('openai/gpt-5')
    expect(ben.last(thread)).toMatch(/auto: .*\n.*outgrown GPT-4o mini, so GPT-5 took over/)
  })

  it('is offered nothing where nothing is larger', async () => {
    const { ada, ben, idle } = await startBot({
      models: [small],
      wanted: { model: mini, fallback: mini },
    })
    await ada.type('/models list')
    const { thread } = await ben.say(`@switchboard ${long('one')}`)
    await idle()
    await ben.say(long('two'), thread)
    await idle()

    expect(ben.last(thread)).toContain('left out to fit the model')
    expect(ben.last(thread)).not.toContain('has room for the whole thread')
  })
})
