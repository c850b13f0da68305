import type { RefreshClaim } from '../../src/ports/catalog.ts'
import type { Db } from './db.ts'
import { isUniqueViolation } from './errors.ts'

/** What `running` holds while a refresh runs: a unique column, so there is one at a time. */
const CATALOG = 'catalog'

/** The database decides which process refreshes. */
export async function claimRefresh(
  db: Db,
  { id, occurrence, startedBy, startedAt, leaseUntil }: RefreshClaim,
): Promise<'claimed' | 'running' | 'done'> {
  await db.refresh.updateMany({
    where: { running: CATALOG, leaseUntil: { lt: startedAt } },
    data: { running: null, endedAt: startedAt },
  })
  try {
    await db.refresh.create({
      data: {
        ...{ id, startedBy, startedAt, leaseUntil, running: CATALOG },
        occurrence: occurrence ?? null,
      },
    })
    return 'claimed'
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    if (occurrence === undefined) return 'running'
    const done = await db.refresh.findUnique({ where: { occurrence }, select: { id: true } })
    return done ? 'done' : 'running'
  }
}

export async function dropRefresh(db: Db, id: string, now: Date): Promise<void> {
  await db.refresh.updateMany({
    where: { id, running: CATALOG },
    data: { running: null, endedAt: now },
  })
}
