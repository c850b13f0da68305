import type { Db } from './db.ts'

/** A server that swallows packets must not keep anybody waiting for ever. */
export const CONNECT_TIMEOUT_MS = 15_000

const transactionOptions = { maxWait: 15_000, timeout: 15_000 }

export const isSqlite = (url: string): boolean => url.startsWith('file:')

/** `file:<path>` or `postgresql://…`. Only the engine in use is loaded. */
export async function openDb(url: string): Promise<Db> {
  if (isSqlite(url)) {
    const [{ SafeSqlite }, { PrismaClient }] = await Promise.all([
      import('./sqlite.ts'),
      import('./generated/sqlite/client.ts'),
    ])
    return new PrismaClient({ adapter: new SafeSqlite({ url, timeout: 1000 }), transactionOptions })
  }
  const [{ PrismaPg }, { PrismaClient }] = await Promise.all([
    import('@prisma/adapter-pg'),
    import('./generated/postgresql/client.ts'),
  ])
  const adapter = new PrismaPg({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  // The only cast; `db.ts` proves that the clients agree.
  return new PrismaClient({ adapter, transactionOptions }) as unknown as Db
}
