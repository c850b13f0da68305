import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import pg from 'pg'

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

const server = process.env['TEST_DATABASE_URL'] ?? 'postgresql://postgres@127.0.0.1:5432/postgres'

const newDirectory = () => mkdtempSync(path.join(tmpdir(), 'switchboard-'))
const remove = (directory: string) => rmSync(directory, { recursive: true, force: true })

export const sqlite: Engine = {
  name: 'SQLite',
  async open() {
    const directory = newDirectory()
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
      drop: async () => remove(directory),
    }
  },
}

async function ask(url: string, sql: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

export const postgres: Engine = {
  name: 'PostgreSQL',
  async open() {
    const directory = newDirectory()
    const name = `switchboard_${randomUUID().slice(0, 8)}`
    const url = new URL(server)
    url.pathname = `/${name}`
    await ask(server, `CREATE DATABASE ${name}`)
    return {
      directory,
      environment: { DATA_DIR: directory, DATABASE_URL: url.href },
      query: sql => ask(url.href, sql),
      async drop() {
        await ask(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
        remove(directory)
      },
    }
  },
}

export const hasPostgres: boolean = await ask(server, 'SELECT 1').then(
  () => true,
  error => {
    process.stderr.write(`PostgreSQL is not tested, ${new URL(server).host}: ${error}\n`)
    return false
  },
)

/** SQLite always, PostgreSQL where a server answers. */
export const engines: readonly Engine[] = hasPostgres ? [sqlite, postgres] : [sqlite]
