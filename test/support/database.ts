import path from 'node:path'
import Database from 'better-sqlite3'
import pg from 'pg'
import { createDatabase, postgresMissing } from './postgres.ts'
import { temporaryFolder } from './temporary-folder.ts'

export type Row = Readonly<Record<string, unknown>>

/** A database of one test's own. */
export interface TestDatabase {
  /** Where the program keeps its files. */
  readonly directory: string
  readonly environment: Readonly<Record<string, string>>
  query(sql: string): Promise<readonly Row[]>
  drop(): Promise<void>
}

export interface Engine {
  readonly name: string
  open(): Promise<TestDatabase>
}

export const sqlite: Engine = {
  name: 'SQLite',
  async open() {
    const { folder: directory, remove } = temporaryFolder()
    return {
      directory,
      environment: { DATA_DIR: directory },
      async query(sql) {
        const db = new Database(path.join(directory, 'switchboard.db'), { readonly: true })
        try {
          return db.prepare<[], Row>(sql).all()
        } finally {
          db.close()
        }
      },
      drop: async () => remove(),
    }
  },
}

export const postgres: Engine = {
  name: 'PostgreSQL',
  async open() {
    const { folder: directory, remove } = temporaryFolder()
    const { url, drop } = await createDatabase()
    return {
      directory,
      environment: { DATA_DIR: directory, DATABASE_URL: url },
      async query(sql) {
        const client = new pg.Client({ connectionString: url })
        await client.connect()
        return client
          .query<Row>(sql)
          .then(({ rows }) => rows)
          .finally(() => client.end())
      },
      async drop() {
        await drop()
        remove()
      },
    }
  },
}

const missing = await postgresMissing()
if (missing) process.stderr.write(`Not tested with PostgreSQL: ${missing}\n`)
export const hasPostgres = missing === undefined

/** SQLite always, PostgreSQL where a server answers. */
export const engines: readonly Engine[] = hasPostgres ? [sqlite, postgres] : [sqlite]
