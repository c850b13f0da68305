import type { LedgerLine, LedgerStore } from '../../src/ports/ledger.ts'
import type { Db } from './db.ts'

const select = {
  id: true,
  at: true,
  channelId: true,
  threadId: true,
  memberId: true,
  purpose: true,
  attempt: true,
  modelAsked: true,
  modelServed: true,
  provider: true,
  route: true,
  inputTokens: true,
  cacheReadTokens: true,
  outputTokens: true,
  isEstimated: true,
  costNano: true,
  computedNano: true,
  reportedNano: true,
  latencyMs: true,
  outcome: true,
  errorCode: true,
} as const

/** What stands after a line, by time and then by id: no page is read twice, none is skipped. */
export const following = (after: Pick<LedgerLine, 'at' | 'id'> | undefined) =>
  after && { OR: [{ at: { gt: after.at } }, { at: after.at, id: { gt: after.id } }] }

export const inOrder = [{ at: 'asc' as const }, { id: 'asc' as const }]

export const createLedgerPage =
  (db: Db): LedgerStore['page'] =>
  async ({ workspaceId, from, until }, after, limit) => {
    const rows = await db.ledgerEntry.findMany({
      where: { workspaceId, at: { gte: after?.at ?? from, lt: until }, ...following(after) },
      orderBy: inOrder,
      take: limit,
      select,
    })
    return rows.map(
      ({ threadId, costNano, computedNano, reportedNano, errorCode, ...row }): LedgerLine => ({
        ...row,
        ...(threadId !== null && { threadId }),
        ...(costNano !== null && { costNano }),
        ...(computedNano !== null && { computedNano }),
        ...(reportedNano !== null && { reportedNano }),
        ...(errorCode !== null && { errorCode }),
      }),
    )
  }
