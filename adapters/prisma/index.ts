import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { BotError } from '../../src/errors.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { Store } from '../../src/ports/store.ts'
import { createBudgetStore } from './budgets.ts'
import { createCatalogStore } from './catalog.ts'
import { createChoiceStore } from './choices.ts'
import { createCostStore } from './costs.ts'
import { createDigestStore } from './digests.ts'
import { isWriteConflict, toBotError } from './errors.ts'
import { createImportStore } from './imports.ts'
import { createKeyStore } from './keys.ts'
import { createLedgerStore } from './ledger.ts'
import { migrate } from './migrate.ts'
import { isSqlite, openDb } from './open-db.ts'
import { createOverrideStore } from './overrides.ts'
import { createPresetStore } from './presets.ts'
import { createPromptStore } from './prompts.ts'
import { lockSqlite } from './sqlite-lock.ts'
import { createSuccessorStore } from './successors.ts'
import { createThreadStore } from './threads.ts'
import { createTurnStore } from './turns.ts'
import { createWorkspaceStore } from './workspaces.ts'

export { isSqlite } from './open-db.ts'

const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))
const TRIES = 5

/**
 * Locks the file (SQLite), migrates, connects.
 *
 * @param url `file:<path>` or `postgresql://…`
 */
export async function openStore(url: string, clock: Clock): Promise<Store> {
  const unlock = isSqlite(url) ? prepareFile(url.slice('file:'.length)) : () => undefined
  try {
    await migrate(url, MIGRATIONS)
    const db = await openDb(url)
    return {
      workspaces: guarded(createWorkspaceStore(db, clock)),
      catalog: guarded(createCatalogStore(db)),
      successors: guarded(createSuccessorStore(db, clock)),
      overrides: guarded(createOverrideStore(db, clock)),
      threads: guarded(createThreadStore(db)),
      turns: guarded(createTurnStore(db, clock)),
      choices: guarded(createChoiceStore(db, clock)),
      ledger: guarded(createLedgerStore(db)),
      budgets: guarded(createBudgetStore(db, clock)),
      costs: guarded(createCostStore(db)),
      keys: guarded(createKeyStore(db, clock)),
      digests: guarded(createDigestStore(db, clock)),
      prompts: guarded(createPromptStore(db, clock)),
      imports: guarded(createImportStore(db, clock)),
      presets: guarded(createPresetStore(db, clock)),
      ping: async () => void (await db.$queryRaw`SELECT 1`.catch(rethrow)),
      async close() {
        await db.$disconnect()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw atStart(toBotError(error))
  }
}

/** At start nobody asked a question: the person at the terminal needs the facts. */
function atStart(error: unknown): unknown {
  if (!(error instanceof BotError) || error.cause === undefined) return error
  const message = `The database cannot be opened: ${error.message}. Check DATABASE_URL or DATA_DIR.`
  return new BotError(error.code, message, { cause: error })
}

function prepareFile(file: string): () => void {
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    return lockSqlite(file)
  } catch (error) {
    const known = toBotError(error)
    if (known instanceof BotError && known.code !== 'store-unavailable') throw known
    throw new BotError('store-read-only', `The folder of ${file} cannot be written.`, {
      cause: error,
    })
  }
}

const rethrow = (error: unknown): never => {
  throw toBotError(error)
}

type Methods = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>

/** Every method tries again when two transactions met, and lets no Prisma error out. */
function guarded<T extends object>(store: T): T {
  const wrapped = Object.entries(store as Methods).map(([name, method]) => [
    name,
    (...args: never[]) => again(() => method(...args)),
  ])
  return Object.fromEntries(wrapped) as T
}

async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === TRIES || !isWriteConflict(error)) throw toBotError(error)
      await new Promise(resolve => setTimeout(resolve, Math.random() * 20 * 2 ** attempt))
    }
  }
}
