import Database from 'better-sqlite3'
import pg from 'pg'
import { BotError } from '../../src/errors.ts'
import { CONNECT_TIMEOUT_MS, isSqlite } from './open-db.ts'
import { type Migrations, readMigrations } from './read-migrations.ts'

const LOCK_NUMBER = 7_310_001

/**
 * Applies what is missing and returns its names. One process at a time; where several start at once the others wait.
 *
 * @param folder has one folder of migrations per engine
 * @throws BotError `store-unavailable` when the database is newer than the program
 */
export async function migrate(url: string, folder: string): Promise<readonly string[]> {
  if (isSqlite(url)) {
    const migrations = readMigrations(`${folder}/sqlite`, 'sqlite')
    return applyMissing(url, migrations, appliedOnSqlite(url.slice('file:'.length)))
  }
  const migrations = readMigrations(`${folder}/postgresql`, 'postgresql')
  return aloneOnPostgres(url, async client =>
    applyMissing(url, migrations, await appliedOnPostgres(client)),
  )
}

async function applyMissing(
  url: string,
  migrations: Migrations,
  applied: readonly string[],
): Promise<readonly string[]> {
  const known = migrations.migrationDirectories.map(({ path }) => path)
  refuseNewer(new Set(known), applied)
  if (known.every(name => applied.includes(name))) return []
  // the engine takes 40 MB, which a start without news can do without
  const { applyMigrations } = await import('./apply-migrations.ts')
  return applyMigrations(url, migrations)
}

function refuseNewer(known: ReadonlySet<string>, applied: readonly string[]): void {
  const newer = applied.filter(name => !known.has(name))
  if (newer.length === 0) return
  throw new BotError(
    'store-unavailable',
    `The database is newer than this program (it has ${newer.join(', ')}). Start the newer version, or restore a backup.`,
  )
}

const APPLIED =
  'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL'

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
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  // what breaks off is told by the query that waits; without a listener it would end the process
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(`SELECT pg_advisory_lock(${LOCK_NUMBER})`)
    return await work(client)
  } finally {
    await client.end()
  }
}
