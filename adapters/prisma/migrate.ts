import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import Database from 'better-sqlite3'
import pg from 'pg'
import { BotError } from '../../src/errors.ts'
import { isSqlite } from './open-db.ts'
import {
  type Connections,
  connections,
  filters,
  type Provider,
  readMigrations,
  withEngine,
} from './schema-engine.ts'

const LOCK_NUMBER = 7_310_001

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

/**
 * Applies what is missing and returns its names. One process at a time; where several start at once the others wait.
 *
 * @param folder has one folder of migrations per engine
 * @throws BotError `store-unavailable` when the database is newer than the program
 */
export async function migrate(url: string, folder: string): Promise<readonly string[]> {
  const provider: Provider = isSqlite(url) ? 'sqlite' : 'postgresql'
  const migrations = readMigrations(`${folder}/${provider}`, provider)
  const known = new Set(migrations.migrationDirectories.map(({ path }) => path))
  const apply = async () => {
    const to = provider === 'sqlite' ? sqliteConnections(url) : postgresConnections(url)
    const schema = `datasource db {\n provider = "${provider}"\n}\n`
    const result = await withEngine(to, schema, engine =>
      engine.applyMigrations({ migrationsList: migrations, filters }),
    )
    return result.appliedMigrationNames
  }
  if (provider === 'sqlite') {
    refuseNewer(known, appliedOnSqlite(url.slice('file:'.length)))
    return apply()
  }
  return aloneOnPostgres(url, async client => {
    refuseNewer(known, await appliedOnPostgres(client))
    return apply()
  })
}

function refuseNewer(known: ReadonlySet<string>, applied: readonly string[]): void {
  const newer = applied.filter(name => !known.has(name))
  if (newer.length === 0) return
  throw new BotError(
    'store-unavailable',
    `The database is newer than this program (it has ${newer.join(', ')}). Start the newer version, or restore a backup.`,
  )
}

const APPLIED = 'SELECT migration_name AS name FROM _prisma_migrations'

function appliedOnSqlite(file: string): string[] {
  const db = new Database(file, { timeout: 1000 })
  try {
    const exists = db.prepare("SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'").get()
    if (!exists) return []
    return (db.prepare(APPLIED).all() as { name: string }[]).map(({ name }) => name)
  } finally {
    db.close()
  }
}

async function appliedOnPostgres(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query("SELECT to_regclass('_prisma_migrations') AS found")
  if (!rows[0]?.found) return []
  return (await client.query(APPLIED)).rows.map(({ name }) => String(name))
}

async function aloneOnPostgres<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`SELECT pg_advisory_lock(${LOCK_NUMBER})`)
    return await work(client)
  } finally {
    await client.end()
  }
}
