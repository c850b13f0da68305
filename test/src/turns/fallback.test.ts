import { describe, expect, it } from 'vitest'
import { toModel } from '../../../adapters/memory/index.ts'
import { BotError, type ErrorCode } from '../../../src/errors.ts'
import { type Bot, startBot } from '../../support/start.ts'

const small = toModel('x-ai/small', { name: 'Small', contextWindow: 4_000 })
const { prices: _none, ...unpriced } = toModel('google/unpriced', { priceState: 'unknown' })
const models = [
  toModel('openai/first', { name: 'First', contextWindow: 32_000 }),
  toModel('anthropic/second', { name: 'Second', contextWindow: 200_000 }),
  toModel('google/third', { name: 'Third' }),
  unpriced,
  small,
]

/** First is the default, Second its fallback, Third the workspace's. */
const world = async (): Promise<Bot> => {
  const bot = await startBot({
    models,
    wanted: { model: 'openai/first', fallback: 'google/third' },
    enabled: ['anthropic/second', 'google/third', 'google/unpriced', 'x-ai/small'],
  })
  await bot.ada.type('/models fallback first second')
  return bot
}

const failWith = ({ llm }: Bot, code: ErrorCode, times = 1): void => {
  for (let index = 0; index < times; index++) llm.next(new BotError(code, 'raw words'))
}

const ask = async (bot: Bot, question = 'hello'): Promise<string> => {
  const { thread } = await bot.ben.say(`@switchboard ${question}`)
  return (await bot.seenBy(bot.ben, thread))[1] ?? ''
}

const asked = ({ llm }: Bot): readonly string[] => llm.requests.map(({ model }) => model.id)

const ledger = ({ rows }: Bot) =>
  rows('SELECT attempt, modelAsked, outcome FROM LedgerEntry ORDER BY attempt')

describe.each([
  ['model-bad-key', 'has no working key', 1],
  ['model-no-credit', 'is out of credit at its provider', 1],
  ['model-forbidden', 'is not open to us', 1],
  ['model-unknown', 'is not known to its provider any more', 1],
  ['model-rate-limited', 'gets too many questions', 3],
  ['model-overloaded', 'is overloaded', 3],
  ['model-unavailable', 'cannot be reached', 3],
  ['model-timeout', 'did not answer in time', 1],
  ['model-too-long', 'cannot read that much', 1],
  ['model-refused', 'refused the question', 1],
  ['model-garbled', 'sent something unreadable', 3],
  ['model-cut', 'broke off', 3],
  ['model-empty', 'sent an empty answer', 3],
] as const)('after %s', (code, reason, tries) => {
  it('the fallback answers, and says for whom and why', async () => {
    const bot = await world()
    failWith(bot, code, tries)
    bot.llm.next('here it is')

    const answer = await ask(bot)

    expect(answer).toContain('here it is')
    expect(answer).toContain('**Second** · the fallback')
    expect(answer).toContain(`First ${reason}, so Second answered.`)
    expect(answer).not.toContain('raw words')
    expect(ledger(bot)).toHaveLength(tries + 1)
    expect(ledger(bot).at(-1)).toEqual({
      attempt: tries + 1,
      modelAsked: 'anthropic/second',
      outcome: 'ok',
    })
    expect(bot.rows('SELECT id FROM Hold')).toEqual([])
  })
})

describe('a fallback', () => {
  it('is not asked after a visible character', async () => {
    const bot = await world()
    bot.llm.next('Half an', new BotError('model-cut', ''))

    expect(await ask(bot)).toContain('Half an')
    expect(asked(bot)).toEqual(['openai/first'])
  })

  it('is not asked where the request itself was wrong', async () => {
    const bot = await world()
    failWith(bot, 'model-bad-request')

    expect(await ask(bot)).toContain('did not accept the request')
    expect(asked(bot)).toEqual(['openai/first'])
  })

  it('has a fallback in turn; no model is asked twice in a circle, and the last failure is told', async () => {
    const bot = await world()
    await bot.ada.type('/models fallback second first')
    failWith(bot, 'model-timeout', 3)

    const answer = await ask(bot)

    expect(asked(bot)).toEqual(['openai/first', 'anthropic/second', 'google/third'])
    expect(answer).toContain('The model did not answer in time.')
    expect(ledger(bot).map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed'])
  })

  it('stops after five attempts in all', async () => {
    const bot = await world()
    failWith(bot, 'model-overloaded', 9)

    await ask(bot)

    expect(asked(bot)).toEqual([
      ...Array(3).fill('openai/first'),
      ...Array(2).fill('anthropic/second'),
    ])
  })

  it('is passed over when it was disabled', async () => {
    const bot = await world()
    await bot.ada.type('/models disable second')
    failWith(bot, 'model-timeout')

    expect(await ask(bot)).toContain('First did not answer in time, so Third answered.')
  })

  it('is passed over where it has no room for what is to be read', async () => {
    const bot = await world()
    await bot.ada.type('/models fallback first small')
    failWith(bot, 'model-timeout')

    expect(await ask(bot, 'word '.repeat(6000))).toContain('so Third answered.')
  })

  it('has a larger window after an overflow', async () => {
    const bot = await world()
    await bot.ada.type('/models fallback first small')
    failWith(bot, 'model-too-long')

    expect(await ask(bot)).toContain('First cannot read that much, so Third answered.')
  })

  it('is passed over where it has no price and a budget applies', async () => {
    const bot = await world()
    await bot.ada.type('/models budget 50')
    await bot.ada.type('/models fallback first unpriced')
    failWith(bot, 'model-timeout')

    expect(await ask(bot)).toContain('so Third answered.')
  })

  it('is not asked when the reader stopped the answer', async () => {
    const bot = await world()
    bot.llm.next(new Promise(() => undefined))
    const { thread } = await bot.ben.say('@switchboard hello')
    await bot.until(() => bot.llm.requests.length === 1, 'the call')
    await bot.ben.say('!stop', thread)
    await bot.seenBy(bot.ben, thread)

    expect(asked(bot)).toEqual(['openai/first'])
  })
})

describe('a model that failed three times in a row', () => {
  const broken = async (): Promise<Bot> => {
    const bot = await world()
    failWith(bot, 'model-unavailable', 3)
    await ask(bot)
    return bot
  }

  it('rests: its fallback answers at once, and /model shows it', async () => {
    const bot = await broken()
    const answer = await ask(bot, 'again')

    expect(answer).toContain('First is resting after failures, so Second answered.')
    expect(asked(bot).at(-1)).toBe('anthropic/second')
    await bot.ben.type('/model')
    expect(bot.ben.last()).toMatch(/\*\*First\*\* _\(.*resting 30 s after failures/)
  })

  it('is probed by one question after the rest, and back when that went well', async () => {
    const bot = await broken()
    bot.clock.advance(31_000)

    expect(await ask(bot, 'probe')).toContain('**First** · the default')
    expect(await ask(bot, 'more')).toContain('**First** · the default')
  })

  it('rests longer when the probe failed', async () => {
    const bot = await broken()
    bot.clock.advance(31_000)
    failWith(bot, 'model-timeout')
    await ask(bot, 'probe')
    bot.clock.advance(31_000)

    expect(await ask(bot, 'more')).toContain('First is resting after failures')
  })

  it('is asked all the same where nobody can stand in', async () => {
    const bot = await startBot({ wanted: { model: 'openai/gpt-5', fallback: 'openai/gpt-5' } })
    failWith(bot, 'model-unavailable', 3)
    await ask(bot)

    expect(await ask(bot, 'again')).toContain('**GPT-5** · the default')
  })
})
