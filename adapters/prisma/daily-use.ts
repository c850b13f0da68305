import type { CalendarDay } from '../../src/ports/costs.ts'
import {
  addUp,
  type DailySums,
  dailySumsOf,
  type Entry,
  identityOf,
  sumColumns,
} from './daily-sums.ts'
import type { Tx } from './db.ts'
import { Prisma } from './generated/sqlite/client.ts'
import { following, inOrder } from './ledger-page.ts'

const columns = [
  'workspaceId',
  'cut',
  'memberId',
  'day',
  'key',
  ...sumColumns,
  'dearestNano',
  'dearestId',
]

const quoted = (name: string): string => `"${name}"`

const isDearer = `(excluded."dearestNano" > "DailyUse"."dearestNano" OR (excluded."dearestNano" = "DailyUse"."dearestNano" AND excluded."dearestId" < "DailyUse"."dearestId"))`

const keepDearer = (column: string): string =>
  `"${column}" = CASE WHEN ${isDearer} THEN excluded."${column}" ELSE "DailyUse"."${column}" END`

const additions = [
  ...sumColumns.map(name => `"${name}" = "DailyUse"."${name}" + excluded."${name}"`),
  keepDearer('dearestNano'),
  keepDearer('dearestId'),
]

const head = Prisma.raw(`INSERT INTO "DailyUse" (${columns.map(quoted).join(', ')}) VALUES `)
const tail = Prisma.raw(
  ` ON CONFLICT ("workspaceId", "cut", "memberId", "day", "key") DO UPDATE SET ${additions.join(', ')}`,
)

/** Adds a call to its day: one statement, in words that both engines read alike. */
export async function addToDay(
  tx: Tx,
  workspaceId: string,
  day: string,
  entry: Entry,
): Promise<void> {
  await insert(tx, workspaceId, day, dailySumsOf(entry))
}

async function insert(
  tx: Tx,
  workspaceId: string,
  day: string,
  rows: readonly DailySums[],
): Promise<void> {
  const values = rows.map(row => {
    const sums = sumColumns.map(name => row[name])
    const { cut, memberId, key, dearestNano, dearestId } = row
    const cells = [workspaceId, cut, memberId, day, key, ...sums, dearestNano, dearestId]
    return Prisma.sql`(${Prisma.join(cells)})`
  })
  await tx.$executeRaw`${head}${Prisma.join(values)}${tail}`
}

const PAGE = 2000

/** What the ledger's calls of a day add up to, read in pages. */
async function addUpDay(
  tx: Tx,
  workspaceId: string,
  { from, until }: CalendarDay,
): Promise<ReadonlyMap<string, DailySums>> {
  const sums = new Map<string, DailySums>()
  let after: { readonly at: Date; readonly id: string } | undefined
  for (;;) {
    const page = await tx.ledgerEntry.findMany({
      where: {
        workspaceId,
        at: { gte: after?.at ?? from, lt: until },
        ...following(after),
      },
      orderBy: inOrder,
      take: PAGE,
      omit: { usage: true, prices: true },
    })
    for (const entry of page) addUp(sums, dailySumsOf(entry))
    after = page.at(-1)
    if (page.length < PAGE) return sums
  }
}

type Stored = Omit<DailySums, (typeof sumColumns)[number]> &
  Readonly<Record<(typeof sumColumns)[number], bigint | number>>

const isSame = (stored: Stored | undefined, sums: DailySums | undefined): boolean =>
  stored !== undefined &&
  sums !== undefined &&
  stored.dearestNano === sums.dearestNano &&
  stored.dearestId === sums.dearestId &&
  sumColumns.every(name => BigInt(stored[name]) === sums[name])

/** How many rows of a day are not what the ledger adds up to. The workspace has to be locked. */
export async function checkDayIn(
  tx: Tx,
  workspaceId: string,
  day: CalendarDay,
  repair: boolean,
): Promise<number> {
  const where = { workspaceId, day: day.day }
  const [sums, stored] = [
    await addUpDay(tx, workspaceId, day),
    await tx.dailyUse.findMany({ where }),
  ]
  const byIdentity = new Map<string, Stored>(
    stored.map(({ workspaceId: _, day: __, ...row }) => [identityOf(row), row]),
  )
  const identities = new Set([...sums.keys(), ...byIdentity.keys()])
  const wrong = [...identities].filter(id => !isSame(byIdentity.get(id), sums.get(id))).length
  if (repair && wrong > 0) {
    await tx.dailyUse.deleteMany({ where })
    const rows = [...sums.values()]
    for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
      await insert(tx, workspaceId, day.day, rows.slice(start, start + ROWS_PER_INSERT))
    }
  }
  return wrong
}

/** SQLite takes 32,766 values in one statement, PostgreSQL 65,535. */
const ROWS_PER_INSERT = 1000
