import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterAll } from 'vitest'
import { openStore } from '../../adapters/prisma/index.ts'
import { systemClock } from '../../src/lib/system-clock.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { Store } from '../../src/ports/store.ts'

const migrations = fileURLToPath(new URL('../../prisma/migrations/sqlite', import.meta.url))

/** Where nothing is written to a disk, a test does not wait for one. */
const memory = '/dev/shm'

/** An empty database with every table, made once per set of migrations: copying it takes no time. */
async function template(): Promise<string> {
  const names = readdirSync(migrations).join()
  const key = createHash('sha256').update(`${migrations}${names}`).digest('hex').slice(0, 12)
  const file = path.join(tmpdir(), `switchboard-template-${key}.db`)
  if (existsSync(file)) return file
  const folder = mkdtempSync(path.join(tmpdir(), 'switchboard-'))
  const fresh = path.join(folder, 'template.db')
  const store = await openStore(`file:${fresh}`, systemClock)
  await store.close()
  renameSync(fresh, file)
  rmSync(folder, { recursive: true })
  return file
}

export interface TestStore {
  readonly store: Store
  /** Until no turn is queued or running. */
  idle(): Promise<void>
  /** What the database holds, for what no port tells. */
  rows(sql: string): readonly Record<string, unknown>[]
}

interface Shared {
  readonly store: Store
  readonly db: Database.Database
  readonly folder: string
  clock: Clock
}

let shared: Promise<Shared> | undefined

afterAll(async () => {
  const opened = await shared
  opened?.db.close()
  await opened?.store.close()
  if (opened) rmSync(opened.folder, { recursive: true, force: true })
})

/** Opening costs more than a test does, so the tests of one file empty the same database. */
async function openShared(clock: Clock): Promise<Shared> {
  const folder = mkdtempSync(path.join(existsSync(memory) ? memory : tmpdir(), 'switchboard-'))
  const file = path.join(folder, 'test.db')
  copyFileSync(await template(), file)
  const current = { clock }
  const store = await openStore(`file:${file}`, {
    now: () => current.clock.now(),
    sleep: (ms, signal) => current.clock.sleep(ms, signal),
  })
  return Object.assign(current, { store, folder, db: new Database(file) })
}

/** The real store on SQLite, empty; of the tests of one file only the last one that asked may use it. */
export async function openTestStore(clock: Clock): Promise<TestStore> {
  shared ??= openShared(clock)
  const opened = await shared
  opened.clock = clock
  const { store, db } = opened
  empty(db)
  const open = db.prepare(`SELECT count(*) AS open FROM Turn WHERE state IN ('queued', 'running')`)
  return {
    store,
    rows: sql => db.prepare(sql).all() as Record<string, unknown>[],
    async idle() {
      await waitFor(() => (open.get() as { open: number }).open === 0, 'all turns to end')
      // what follows the last write of a turn
      await new Promise(resolve => setImmediate(resolve))
    },
  }
}

function empty(db: Database.Database): void {
  const tables = db
    .prepare(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'`,
    )
    .all() as { name: string }[]
  db.pragma('foreign_keys = OFF')
  for (const { name } of tables) db.exec(`DELETE FROM "${name}"`)
}

type Found<T> = NonNullable<Exclude<T, false | '' | 0>>

/** Looks again until it is so. */
export async function waitFor<T>(
  look: () => T | Promise<T>,
  what: string,
  timeoutMs = 10_000,
): Promise<Found<T>> {
  const until = Date.now() + timeoutMs
  for (;;) {
    const found = await look()
    if (found) return found as Found<T>
    if (Date.now() > until) throw new Error(`waited in vain for ${what}`)
    await new Promise(resolve => setTimeout(resolve, 2))
  }
}
