import pg from 'pg'

const SERVER = process.env['TEST_DATABASE_URL'] ?? 'postgresql://postgres@127.0.0.1:5432/postgres'

let counter = 0

/** Why tests on PostgreSQL cannot run; undefined when a server answers. */
export async function postgresMissing(): Promise<string | undefined> {
  try {
    await onServer('SELECT 1')
    return undefined
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    return `no PostgreSQL answers at TEST_DATABASE_URL (${code ?? message})`
  }
}

export interface Database {
  readonly url: string
  drop(): Promise<void>
}

/** A new, empty database of its own. */
export async function createDatabase(): Promise<Database> {
  const name = `switchboard_test_${process.pid}_${Date.now()}_${counter++}`
  await onServer(`CREATE DATABASE ${name}`)
  const url = new URL(SERVER)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`) }
}

export async function onServer(sql: string, url = SERVER): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
