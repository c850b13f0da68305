import type * as Postgres from './generated/postgresql/client.ts'
import type * as Sqlite from './generated/sqlite/client.ts'

/** What the store is written against: the SQLite client's type, the smaller of the two. */
export type Db = Sqlite.PrismaClient
export type Tx = Sqlite.Prisma.TransactionClient

type Accepts<Wide, Narrow> = [Narrow] extends [Wide] ? true : false

type Rows<Client extends { ModelName: Record<string, string> }> = keyof Client['ModelName']
type SqliteRow = [Sqlite.Workspace, Sqlite.Thread, Sqlite.Message, Sqlite.Turn, Sqlite.LedgerEntry]
type PostgresRow = [
  Postgres.Workspace,
  Postgres.Thread,
  Postgres.Message,
  Postgres.Turn,
  Postgres.LedgerEntry,
]

/**
 * The build stops here when the two generated clients drift apart, so that the one cast in `open-db.ts` stays true.
 *
 * @public
 */
export const clientsAgree: readonly [
  Accepts<PostgresRow, SqliteRow>,
  Accepts<SqliteRow, PostgresRow>,
  Accepts<Rows<typeof Postgres.Prisma>, Rows<typeof Sqlite.Prisma>>,
  Accepts<Postgres.Prisma.EnabledWhereInput, Sqlite.Prisma.EnabledWhereInput>,
] = [true, true, true, true]
