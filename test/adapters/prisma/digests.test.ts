import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  createMemoryChat,
  createMemoryClock,
  createMemoryLlm,
  type MemoryChat,
  type MemoryClock,
} from '../../../adapters/memory/index.ts'
import { openStore } from '../../../adapters/prisma/index.ts'
import { postDueDigests } from '../../../src/money/post-digest.ts'
import type { Store } from '../../../src/ports/store.ts'
import { someModels, startCore } from '../../support/start.ts'
import { type EmptyDatabase, engines, postgresql } from './engines.ts'

const HOUR = 3_600_000
const log = pino({ level: 'silent' })
const change = { actor: { id: 'ada', name: 'Ada' }, action: 'save digest', target: '', details: {} }

interface Shared {
  readonly database: EmptyDatabase
  readonly chat: MemoryChat
  readonly clock: MemoryClock
}

/** One process; `minute` is what its timetable does each minute. */
async function launch({ database, chat, clock }: Shared, owner: string) {
  const store = await openStore(database.url, clock)
  const llm = createMemoryLlm({ models: someModels })
  const core = await startCore({ chat, llm, store, clock, log, more: [] })
  await core.workspaces.fresh(chat.workspaceId)
  return {
    store,
    minute: () =>
      postDueDigests({ store, workspaces: core.workspaces, chatOf: () => chat, clock, log }, owner),
    async end() {
      await core.turns.drain(0)
      await store.close()
    },
  }
}

const setUp = (store: Store, { chat, clock }: Shared): Promise<void> =>
  store.digests.save(
    {
      id: 'd1',
      workspaceId: chat.workspaceId,
      channelId: 'support',
      cron: '0 10 * * *',
      nextAt: new Date(clock.now().getTime() + HOUR),
    },
    change,
  )

async function share(database: EmptyDatabase): Promise<Shared> {
  onTestFinished(() => database.drop())
  const clock = createMemoryClock()
  return { database, clock, chat: createMemoryChat({ now: clock.now }) }
}

const posted = ({ chat }: Shared) =>
  chat.room.all().filter(({ channelId }) => channelId === 'support')

describe.skipIf(postgresql.missing)('two processes on PostgreSQL', () => {
  it('reach the minute together, day after day, and post each digest once', async () => {
    const shared = await share(await postgresql.create())
    const first = await launch(shared, 'first')
    const second = await launch(shared, 'second')
    await setUp(first.store, shared)

    for (let day = 1; day <= 5; day += 1) {
      shared.clock.advance(day === 1 ? HOUR : 24 * HOUR)
      await Promise.all([first.minute(), second.minute(), first.minute(), second.minute()])

      expect(posted(shared)).toHaveLength(day)
    }
    await Promise.all([first.end(), second.end()])
  })
})

describe.each(engines.filter(({ missing }) => !missing))('a restart on $name', engine => {
  it('across the occurrence posts it late, once', async () => {
    const shared = await share(await engine.create())
    const before = await launch(shared, 'before')
    await setUp(before.store, shared)
    await before.minute()
    await before.end()
    shared.clock.advance(3 * HOUR)

    const after = await launch(shared, 'after')
    await after.minute()
    await after.minute()
    await after.end()

    expect(posted(shared)).toHaveLength(1)
  })
})
