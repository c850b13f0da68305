import { openStore } from '../../../adapters/prisma/index.ts'
import { type OpenStore, START } from '../../contracts/store/samples.ts'
import { createDatabase, postgresMissing } from '../../support/postgres.ts'
import { setClock } from '../../support/set-clock.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** An empty database of one engine. */
export interface EmptyDatabase {
  readonly url: string
  drop(): Promise<void>
}

export interface Engine {
  readonly name: 'SQLite' | 'PostgreSQL'
  readonly provider: 'sqlite' | 'postgresql'
  /** Why it cannot be tested here. */
  readonly missing: string | undefined
  create(): Promise<EmptyDatabase>
}

const missing = await postgresMissing()
if (missing) process.stderr.write(`PostgreSQL is not tested: ${missing}\n`)

export const sqlite: Engine = {
  name: 'SQLite',
  provider: 'sqlite',
  missing: undefined,
  async create() {
    const { folder, remove } = temporaryFolder()
    return { url: `file:${folder}/switchboard.db`, drop: async () => remove() }
  },
}

export const postgresql: Engine = {
  name: 'PostgreSQL',
  provider: 'postgresql',
  missing,
  create: createDatabase,
}

export const engines: readonly Engine[] = [sqlite, postgresql]

/** A store on an empty database of this engine. */
export async function openOn(engine: Engine): Promise<OpenStore> {
  const { url, drop } = await engine.create()
  const clock = setClock(START)
  const store = await openStore(url, clock)
  return {
    store,
    url,
    clock,
    ...(engine.provider === 'postgresql' && { another: () => openStore(url, clock) }),
    async close() {
      await store.close()
      await drop()
    },
  }
}
