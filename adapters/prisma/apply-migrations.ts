import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import type Database from 'better-sqlite3'
import type pg from 'pg'
import { BotError } from '../../src/errors.ts'
import { toBotError } from './errors.ts'
import { isSqlite } from './open-db.ts'
import type { Migrations } from './read-migrations.ts'
import {
  type Connections,
  connections,
  type FailedScript,
  filters,
  withEngine,
} from './schema-engine.ts'

export const sqliteConnections = (url: string): Connections =>
  connections(new PrismaBetterSqlite3({ url, timeout: 1000 }), async (connection, sql) => {
    const { client } = connection as unknown as { client: Database.Database }
    // a migration that rebuilds a table turns foreign keys off, which SQLite ignores inside a transaction
    client.pragma('foreign_keys = OFF')
    try {
      client.exec('BEGIN IMMEDIATE')
      client.exec(sql)
      const broken = client.pragma('foreign_key_check') as unknown[]
      if (broken.length > 0) throw new Error(`a migration broke ${broken.length} foreign keys`)
      client.exec('COMMIT')
    } catch (error) {
      if (client.inTransaction) client.exec('ROLLBACK')
      throw error
    } finally {
      client.pragma('foreign_keys = ON')
    }
  })

const postgresConnections = (url: string): Connections =>
  // the advisory lock lives on one connection, and idle ones would be closed
  connections(
    new PrismaPg({ connectionString: url, max: 1, idleTimeoutMillis: 0 }),
    async (connection, sql) => {
      const { client } = connection as unknown as { client: pg.Pool }
      await client.query(sql) // one simple query is one transaction
    },
  )

/** Applies what is missing, by Prisma's own engine, and returns its names. */
export async function applyMigrations(
  url: string,
  migrations: Migrations,
): Promise<readonly string[]> {
  const [provider, to] = isSqlite(url)
    ? (['sqlite', sqliteConnections(url)] as const)
    : (['postgresql', postgresConnections(url)] as const)
  const schema = `datasource db {\n provider = "${provider}"\n}\n`
  try {
    const result = await withEngine(to, schema, engine =>
      engine.applyMigrations({ migrationsList: migrations, filters }),
    )
    return result.appliedMigrationNames
  } catch (error) {
    throw reasonOf(error, to.failed(), migrations)
  }
}

function reasonOf(error: unknown, failed: FailedScript | undefined, migrations: Migrations) {
  const known = toBotError(failed?.error ?? error)
  if (known instanceof BotError) return known
  const { path: name = 'A migration' } =
    migrations.migrationDirectories.find(
      ({ migrationFile }) => migrationFile.content.value === failed?.sql,
    ) ?? {}
  const message = failed
    ? `${name} could not be applied: ${(failed.error as Error).message}`
    : `The database could not be migrated: ${firstParagraph(error)}`
  return new BotError('store-unavailable', message, { cause: failed?.error ?? error })
}

// the engine adds where in its own source it stood
const firstParagraph = (error: unknown): string =>
  (error as Error).message
    .split(/\n +0: /)[0]
    ?.replaceAll(/\s+/g, ' ')
    .trim() ?? ''
