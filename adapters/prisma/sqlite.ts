import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'

// better-sqlite3 is compiled with synchronous=NORMAL for WAL; an acknowledged write has to survive a power cut.
const PRAGMAS =
  'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=1000;'

type Connection = Awaited<ReturnType<PrismaBetterSqlite3['connect']>>
type Transaction = Awaited<ReturnType<Connection['startTransaction']>>
type Release = () => void

/**
 * The stock adapter has one connection and runs statements from outside a transaction inside whatever transaction is
 * open, so that its rollback takes strangers' acknowledged writes along. Here they wait until it has ended.
 */
export class SafeSqlite extends PrismaBetterSqlite3 {
  override async connect(): Promise<Connection> {
    const connection = await super.connect()
    await connection.executeScript(PRAGMAS)
    prepareOnce(connection)
    serialise(connection, createLock())
    return connection
  }
}

function createLock(): () => Promise<Release> {
  let tail: Promise<void> = Promise.resolve()
  return async () => {
    const before = tail
    let release: Release = () => undefined
    tail = new Promise(resolve => {
      release = resolve
    })
    await before
    return release
  }
}

interface Statement {
  readonly reader: boolean
  columns(): unknown
  run(...parameters: unknown[]): unknown
  raw(): { all(...parameters: unknown[]): unknown }
}

const MOST_STATEMENTS = 500

/**
 * SQLite reads a text once: the same few hundred come again and again, and the adapter uses each statement to its end
 * before the next. A transaction that reads first and then wants to write must not find that another process wrote in
 * between, so it begins by taking the lock.
 */
function prepareOnce(connection: Connection): void {
  const { client } = connection as unknown as { client: { prepare(sql: string): unknown } }
  const prepare = client.prepare.bind(client) as (sql: string) => Statement
  const prepared = new Map<string, Statement>()
  client.prepare = text => {
    const sql = text === 'BEGIN' ? 'BEGIN IMMEDIATE' : text
    const statement = prepared.get(sql) ?? prepare(sql)
    if (prepared.size >= MOST_STATEMENTS) prepared.clear()
    prepared.set(sql, statement)
    return reusable(statement)
  }
}

/** The adapter binds for good, which a statement lets happen once only: here the parameters wait for the call. */
const reusable = (statement: Statement) => ({
  run: () => statement.run(),
  bind: (parameters: readonly unknown[]) => ({
    reader: statement.reader,
    columns: () => statement.columns(),
    run: () => statement.run(...parameters),
    raw: () => ({ all: () => statement.raw().all(...parameters) }),
  }),
})

function serialise(connection: Connection, lock: () => Promise<Release>): void {
  const alone =
    <Argument, Result>(work: (argument: Argument) => Promise<Result>) =>
    async (argument: Argument): Promise<Result> => {
      const release = await lock()
      try {
        return await work(argument)
      } finally {
        release()
      }
    }
  const start = connection.startTransaction.bind(connection)
  connection.queryRaw = alone(connection.queryRaw.bind(connection))
  connection.executeRaw = alone(connection.executeRaw.bind(connection))
  connection.executeScript = alone(connection.executeScript.bind(connection))
  connection.startTransaction = async level => {
    const release = await lock()
    // better-sqlite3 never yields: let timers and sockets have a turn between transactions
    await new Promise(resolve => setImmediate(resolve))
    return releasing(start(level), release)
  }
}

async function releasing(starting: Promise<Transaction>, release: Release): Promise<Transaction> {
  try {
    const transaction = await starting
    const commit = transaction.commit.bind(transaction)
    const rollback = transaction.rollback.bind(transaction)
    transaction.commit = () => commit().finally(release)
    transaction.rollback = () => rollback().finally(release)
    return transaction
  } catch (error) {
    release()
    throw error
  }
}
