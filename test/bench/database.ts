import { mkdirSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { openStore } from '../../adapters/prisma/index.ts'
import { systemClock } from '../../src/lib/system-clock.ts'
import type { NewMessage } from '../../src/ports/threads.ts'
import { createDatabase, postgresMissing } from '../support/postgres.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { countOn, runOn } from './sql.ts'

/** A database of its own for one run, and what it says afterwards. */
export interface BenchDatabase {
  readonly engine: 'SQLite' | 'PostgreSQL'
  readonly url: string
  /** For the program: where its database is. */
  readonly env: Readonly<Record<string, string>>
  /** Questions of one person are not limited from now on. */
  liftLimit(): Promise<void>
  /** Threads with so many messages. To be called while no program runs. */
  addThreads(thread: SeededThread, count: number): Promise<readonly string[]>
  counts(): Promise<Counts>
  /** Waits until so many turns have ended. Returns the time it was. */
  settled(turns: number, patienceMs: number): Promise<void>
  drop(): Promise<void>
}

export interface SeededThread {
  readonly workspaceId: string
  readonly channelId: string
  readonly messages: number
}

export interface Counts {
  readonly answered: number
  readonly questions: number
  readonly answers: number
  readonly entries: number
  readonly holds: number
}

export const sqliteDatabase = async (): Promise<BenchDatabase> => {
  const { folder, remove } = temporaryFolder()
  mkdirSync(folder, { recursive: true })
  const url = `file:${folder}/switchboard.db`
  return toDatabase('SQLite', url, { DATA_DIR: folder }, async () => remove())
}

/** Undefined where no server answers. */
export async function postgresDatabase(): Promise<BenchDatabase | undefined> {
  if (await postgresMissing()) return undefined
  const { url, drop } = await createDatabase()
  const { folder } = temporaryFolder()
  return toDatabase('PostgreSQL', url, { DATA_DIR: folder, DATABASE_URL: url }, async () => {
    rmSync(folder, { recursive: true, force: true })
    await drop()
  })
}

function toDatabase(
  engine: BenchDatabase['engine'],
  url: string,
  env: Readonly<Record<string, string>>,
  drop: () => Promise<void>,
): BenchDatabase {
  const counts = async (): Promise<Counts> => {
    const [answered = 0, questions = 0, answers = 0, entries = 0, holds = 0] = await countOn(url, [
      `SELECT count(*) AS n FROM "Turn" WHERE state = 'answered'`,
      `SELECT count(DISTINCT "questionRef") AS n FROM "Turn"`,
      `SELECT count(*) AS n FROM "Message" WHERE role = 'assistant' AND answers IS NOT NULL`,
      `SELECT count(*) AS n FROM "LedgerEntry" WHERE outcome = 'ok'`,
      `SELECT count(*) AS n FROM "Hold"`,
    ])
    return { answered, questions, answers, entries, holds }
  }
  return {
    engine,
    url,
    env,
    drop,
    counts,
    liftLimit: () => runOn(url, 'UPDATE "Workspace" SET "questionsPerMinute" = 1000000'),
    addThreads: (thread, count) => addThreads(url, thread, count),
    async settled(turns, patienceMs) {
      const until = Date.now() + patienceMs
      while ((await counts()).answered < turns && Date.now() < until) await sleep(25)
    },
  }
}

async function addThreads(
  url: string,
  { workspaceId, channelId, messages }: SeededThread,
  count: number,
): Promise<readonly string[]> {
  const store = await openStore(url, systemClock)
  const keys: string[] = []
  const since = Date.now() - 3_600_000
  for (let index = 0; index < count; index++) {
    const threadKey = `${Math.floor(since / 1000) + index}.000100`
    const key = { workspaceId, channelId, threadKey, isDirect: false, title: 'Indexes' }
    const by = { id: 'U0BENCH000', name: 'Person' }
    const thread = await store.threads.setModel(key, undefined, by, new Date(since))
    await store.threads.addContext(thread.id, talk(threadKey, messages, since))
    keys.push(threadKey)
  }
  await store.close()
  return keys
}

const talk = (threadKey: string, count: number, since: number): readonly NewMessage[] =>
  Array.from({ length: count }, (_, index) => ({
    ref: `${threadKey}-${index}`,
    role: index % 2 === 0 ? 'user' : 'assistant',
    author: { id: 'U0BENCH000', name: 'Person' },
    text: `Message ${index} of ${threadKey}: ${'an index keeps a column in order. '.repeat(6)}`,
    attachments: [],
    at: new Date(since + index * 1000),
  }))
