import { describe, expect, it } from 'vitest'
import { BotError, type ErrorCode, explain } from '../../../src/errors.ts'
import { changeCatalog } from '../../support/change-catalog.ts'
import { gate, startBot } from '../../support/start.ts'

/** Nobody stands in for the only model. */
const startAlone = () => startBot({ wanted: { model: 'openai/gpt-5', fallback: 'openai/gpt-5' } })

const codes: readonly ErrorCode[] = [
  'model-bad-key',
  'model-no-credit',
  'model-forbidden',
  'model-unknown',
  'model-rate-limited',
  'model-overloaded',
  'model-unavailable',
  'model-timeout',
  'model-too-long',
  'model-refused',
  'model-bad-request',
  'model-garbled',
  'model-cut',
  'model-empty',
]
const passing: readonly ErrorCode[] = [
  'model-rate-limited',
  'model-overloaded',
  'model-unavailable',
  'model-garbled',
  'model-cut',
  'model-empty',
]

it.each(codes)('%s is told in one sentence, with a way to try again', async code => {
  const { ben, llm, seenBy, rows } = await startAlone()
  const attempts = passing.includes(code) ? 3 : 1
  for (let index = 0; index < attempts; index++) llm.next(new BotError(code, 'raw words'))

  const { thread } = await ben.say('@switchboard hello')

  const [, answer] = await seenBy(ben, thread)
  const [{ id } = { id: '' }] = rows('SELECT id FROM Turn') as { id: string }[]
  expect(answer).toBe(`${explain(new BotError(code, ''), id.slice(-8)).sentence}\n[Try again]`)
  expect(answer).not.toContain('raw words')
  expect(llm.requests).toHaveLength(attempts)
  expect(rows('SELECT state FROM Turn')).toEqual([{ state: 'failed' }])
  expect(rows('SELECT attempt, errorCode FROM LedgerEntry ORDER BY attempt')).toEqual(
    Array.from({ length: attempts }, (_, index) => ({ attempt: index + 1, errorCode: code })),
  )
  expect(rows('SELECT id FROM Hold')).toEqual([])
})

describe('a failure that passes', () => {
  it('is tried again before anything was shown; each attempt is on the ledger', async () => {
    const { ben, llm, seenBy, rows } = await startAlone()
    llm.next(new BotError('model-overloaded', ''))
    llm.next('\n\n', new BotError('model-cut', ''))
    llm.next('here it is')

    const { thread } = await ben.say('@switchboard hello')

    expect((await seenBy(ben, thread))[1]).toContain('here it is')
    expect(rows('SELECT attempt, outcome FROM LedgerEntry ORDER BY attempt')).toEqual([
      { attempt: 1, outcome: 'failed' },
      { attempt: 2, outcome: 'failed' },
      { attempt: 3, outcome: 'ok' },
    ])
  })

  it('is not tried again after the first visible character', async () => {
    const { ben, llm, seenBy, rows } = await startAlone()
    llm.next('Half an', new BotError('model-cut', ''))

    const { thread } = await ben.say('@switchboard hello')

    const [, answer] = await seenBy(ben, thread)
    expect(answer).toContain('Half an\nThe connection to the provider broke')
    expect(answer).toContain('[Regenerate]')
    expect(llm.requests).toHaveLength(1)
    expect(rows('SELECT outputTokens > 0 AS counted, isEstimated FROM LedgerEntry')).toEqual([
      { counted: 1, isEstimated: 1 },
    ])
  })

  it('is not waited for longer than a reader would', async () => {
    const { ben, llm, idle } = await startAlone()
    llm.next(new BotError('model-rate-limited', '', { retryAfterMs: 60_000 }))

    await ben.say('@switchboard hello')
    await idle()

    expect(llm.requests).toHaveLength(1)
  })

  it('ends at once when the reader stops it meanwhile, and what was not sent is not charged', async () => {
    const { createMemoryClock } = await import('../../../adapters/memory/index.ts')
    const clock = createMemoryClock({ sleeps: 'wait' })
    const { ben, llm, idle, until, rows } = await startBot({ clock })
    llm.next(new BotError('model-overloaded', ''))
    const { thread } = await ben.say('@switchboard hello')
    await until(() => clock.sleeping.length > 0, 'the wait')

    await ben.press('Stop')
    await idle()

    expect(ben.sees(thread)[1]).toContain('_Stopped._')
    expect(llm.requests).toHaveLength(1)
    expect(rows('SELECT attempt, inputTokens FROM LedgerEntry')).toEqual([
      { attempt: 1, inputTokens: 0 },
    ])
  })
})

it('says so when the answer reached its length limit', async () => {
  const { ben, llm, seenBy } = await startAlone()
  llm.next('So long', { type: 'end', reason: 'length' })

  const { thread } = await ben.say('@switchboard hello')

  expect((await seenBy(ben, thread))[1]).toContain('The answer reached its length limit.')
})

it('says so when the provider cut the answer off', async () => {
  const { ben, llm, seenBy } = await startAlone()
  llm.next('First you', { type: 'end', reason: 'refused' })

  const { thread } = await ben.say('@switchboard hello')

  expect((await seenBy(ben, thread))[1]).toContain('content policy ended the answer')
})

it('keeps a bug to itself, with a reference to the log', async () => {
  const { ben, llm, seenBy, log } = await startAlone()
  llm.next(new TypeError('x is not a function'))
  llm.next(new TypeError('x is not a function'))
  llm.next(new TypeError('x is not a function'))

  const { thread } = await ben.say('@switchboard hello')

  const [, answer] = await seenBy(ben, thread)
  expect(answer).not.toContain('x is not a function')
  expect(log.some(({ msg }) => msg === 'turn failed')).toBe(true)
})

it.each([
  ['chat-forbidden', 'The bot is not allowed to write there.'],
  ['chat-unavailable', 'That could not be posted. Try again.'],
] as const)(
  'tells the asker alone when the answer cannot be opened: %s',
  async (code, sentence) => {
    const { ada, ben, chat, idle, rows } = await startAlone()
    chat.failNext('openAnswer', new BotError(code, 'raw'))

    const { thread } = await ben.say('@switchboard hello')
    await idle()

    expect(ben.last(thread)).toContain(sentence)
    expect(ada.sees(thread)).toHaveLength(1)
    expect(rows('SELECT state FROM Turn')).toEqual([{ state: 'failed' }])
  },
)

it('logs neither questions nor answers', async () => {
  const { ben, llm, idle, log } = await startAlone()
  llm.next('the answer is fortytwo')
  await ben.say('@switchboard hunter2 is my password')
  llm.next(new BotError('model-bad-key', ''))
  await ben.say('@switchboard hunter2 again')
  await ben.type('/model hunter2')
  await idle()

  const lines = JSON.stringify(log.filter(({ level }) => level >= 30))
  expect(lines).not.toContain('hunter2')
  expect(lines).not.toContain('fortytwo')
})

describe('a model that cannot answer', () => {
  const threadOnMini = async () => {
    const bot = await startBot()
    const { thread } = await bot.ben.say('@switchboard hello')
    await bot.idle()
    await bot.ben.type('/model 4o', thread)
    return { ...bot, thread }
  }

  it('because it was disabled is named once, and what answered instead', async () => {
    const { ada, ben, thread, idle } = await threadOnMini()
    await ada.type('/models disable 4o')

    await ben.say('second', thread)
    await idle()
    await ben.say('third', thread)
    await idle()

    const answers = ben.sees(thread).filter(text => text.includes('Regenerate'))
    expect(answers[1]).toContain('`openai/gpt-4o-mini` is not enabled any more, so GPT-5 answered.')
    expect(answers[2]).not.toContain('is not enabled any more')
    expect(answers[2]).toContain('**GPT-5** · the default')
  })

  it('is named by the first answer that succeeds', async () => {
    const { ada, ben, thread, idle, llm } = await threadOnMini()
    await ada.type('/models disable 4o')
    llm.next(new BotError('model-bad-key', ''))
    await ben.say('second', thread)
    await idle()

    await ben.say('third', thread)
    await idle()

    expect(ben.last(thread)).toContain('is not enabled any more, so GPT-5 answered.')
  })

  it('leaves none when there is no other, and says what an admin can do', async () => {
    const { ben, store, chat, clock, another, seenBy } = await startBot()
    await changeCatalog(store, clock.now(), model => ({
      ...model,
      route: model.id === 'x-ai/grok-4' ? 'demo' : 'gone',
    }))
    await another()

    const { thread } = await ben.say('@switchboard hello')

    expect((await seenBy(ben, thread))[1]).toContain(
      'No enabled model can answer right now. An admin can enable one with /models enable.',
    )
    expect(chat.violations).toEqual([])
  })
})

it('goes on with the next question after a failure', async () => {
  const { ben, llm, idle, until } = await startAlone()
  const first = gate()
  llm.next(first.opened, new BotError('model-bad-key', ''))
  llm.next('second answer')
  const { thread } = await ben.say('@switchboard first')
  await until(() => llm.requests.length === 1, 'the first call')
  await ben.say('second', thread)

  first.open()
  await idle()

  expect(ben.last(thread)).toContain('second answer')
})
