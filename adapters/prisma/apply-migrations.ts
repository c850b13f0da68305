import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import type Database from 'better-sqlite3'
import type pg from 'pg'
import { isSqlite } from './open-db.ts'
import type { Migrations } from './read-migrations.ts'
import { type Connections, connections, filters, withEngine } from './schema-engine.ts'

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
  const result = await withEngine(to, schema, engine =>
    engine.applyMigrations({ migrationsList: migrations, filters }),
  )
  return result.appliedMigrationNames
}
