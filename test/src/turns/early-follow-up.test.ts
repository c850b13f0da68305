import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  createMemoryChat,
  createMemoryClock,
  createMemoryLlm,
} from '../../../adapters/memory/index.ts'
import { openStore } from '../../../adapters/prisma/index.ts'
import { hasPostgres } from '../../support/database.ts'
import { waitFor } from '../../support/open-test-store.ts'
import { createDatabase } from '../../support/postgres.ts'
import { someModels, startBot, startCore } from '../../support/start.ts'

const asked = ({ requests }: { requests: readonly { messages: readonly { text: string }[] }[] }) =>
  requests.map(({ messages }) => messages.at(-1)?.text)

describe('a follow-up that is handled before the message that opened its thread', () => {
  it('is answered all the same, after it', async () => {
    const clock = createMemoryClock({ sleeps: 'wait' })
    const { ben, chat, llm, until } = await startBot({ clock })
    const { id, thread } = await ben.say('@switchboard first', undefined, { late: true })

    await ben.say('second', thread)
    chat.redeliver(id)
    await until(() => llm.requests.length === 1, 'the first answer')
    clock.advance(500)

    await until(() => llm.requests.length === 2, 'the second answer')
    expect(asked(llm)).toEqual(['Ben: first', 'Ben: second'])
  })

  it('is looked at three times at most, without a lasting watch', async () => {
    const clock = createMemoryClock({ sleeps: 'wait' })
    const { ben, rows, until } = await startBot({ clock })
    const { thread } = await ben.say('lunch?')

    await ben.say('at twelve', thread)

    for (const ms of [500, 2_500, 12_000]) {
      await until(() => clock.sleeping.includes(ms), `a look after ${ms} ms`)
      clock.advance(ms)
    }
    await until(() => clock.sleeping.length === 0, 'the last look')
    expect(rows('SELECT id FROM Thread')).toEqual([])
  })

  it('is not looked at again where the thread is older than a minute', async () => {
    const clock = createMemoryClock({ sleeps: 'wait' })
    const { ben } = await startBot({ clock })
    const { thread } = await ben.say('lunch?')
    clock.advance(60_000)

    await ben.say('at twelve', thread)

    expect(clock.sleeping).toEqual([])
  })

  it('is looked at a last time when the process stops', async () => {
    const clock = createMemoryClock({ sleeps: 'wait' })
    const { ben, chat, rows, turns } = await startBot({ clock })
    const { id, thread } = await ben.say('@switchboard first', undefined, { late: true })
    await ben.say('second', thread)
    chat.redeliver(id)

    await turns.drain(0)

    expect(rows('SELECT questionRef FROM Turn')).toHaveLength(2)
  })

  it.skipIf(!hasPostgres)('by another process on PostgreSQL', async () => {
    const database = await createDatabase()
    const clock = createMemoryClock({ sleeps: 'wait' })
    const chat = createMemoryChat()
    const llm = createMemoryLlm({ models: someModels })
    const log = pino({ level: 'silent' })
    const launch = async () => {
      const store = await openStore(database.url, clock)
      const core = await startCore({ chat, llm, clock, log, store, more: [], isAlone: false })
      return { core, store }
    }
    const one = await launch()
    const other = await launch()
    onTestFinished(async () => {
      for (const { core, store } of [one, other]) {
        await core.turns.drain(0)
        await store.close()
      }
      await database.drop()
    })
    const ben = chat.person('ben')
    const { id, thread } = await ben.say('@switchboard first', undefined, { late: true })

    await ben.say('second', thread)
    chat.redeliver(id, one.core.turns)
    await waitFor(() => llm.requests.length === 1, 'the first answer')
    clock.advance(500)

    await waitFor(() => llm.requests.length === 2, 'the second answer')
    expect(asked(llm)).toEqual(['Ben: first', 'Ben: second'])
  })
})
