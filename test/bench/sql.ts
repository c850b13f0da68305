import Database from 'better-sqlite3'
import pg from 'pg'

const isFile = (url: string) => url.startsWith('file:')

/** What each of these `SELECT count(*) AS n` gives, at one moment. */
export async function countOn(url: string, queries: readonly string[]): Promise<readonly number[]> {
  if (!isFile(url)) {
    return onPostgres(url, async client => {
      const counts: number[] = []
      for (const query of queries) counts.push(Number((await client.query(query)).rows[0]?.n))
      return counts
    })
  }
  const db = new Database(url.slice('file:'.length), { readonly: true, timeout: 5000 })
  try {
    return queries.map(query => Number((db.prepare(query).get() as { n: number }).n))
  } finally {
    db.close()
  }
}

export async function runOn(url: string, statement: string): Promise<void> {
  if (!isFile(url)) return onPostgres(url, async client => void (await client.query(statement)))
  const db = new Database(url.slice('file:'.length), { timeout: 5000 })
  try {
    db.exec(statement)
  } finally {
    db.close()
  }
}

async function onPostgres<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
