import { monitorEventLoopDelay } from 'node:perf_hooks'
import { openStore } from '../../adapters/prisma/index.ts'
import { newId } from '../../src/lib/new-id.ts'
import { systemClock } from '../../src/lib/system-clock.ts'
import { limitsOf } from '../../src/money/limits.ts'
import { localDay } from '../../src/money/period.ts'
import { placeHold } from '../../src/money/place-hold.ts'
import type { Store } from '../../src/ports/store.ts'
import { call, change, createWorkspace, settlement } from '../contracts/store/samples.ts'
import { sqliteDatabase } from './database.ts'
import { runOn } from './sql.ts'

const ENTRIES = 1_000_000
const CALLS = 1000
const calendar = { timeZone: 'Europe/Berlin', weekStartsOn: 1, monthStartsOn: 1 }

/** A ledger of ninety days, 200 members and 40 channels, with its daily sums, written by the database itself. */
const fill = (workspaceId: string): string => `
  INSERT INTO "LedgerEntry" (id, workspaceId, channelId, threadId, memberId, purpose, attempt, modelAsked, modelServed, provider, route, inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens, isEstimated, costNano, latencyMs, outcome, at)
  WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${ENTRIES - 1})
  SELECT 'e' || i, '${workspaceId}', 'C' || (i % 40), 'T' || (i % 5000), 'U' || (i % 200), 'chat', 1, 'a/one', 'a/one', 'a', 'openrouter', 100, 0, 0, 50, 0, 0, 625000, 1200, 'ok',
    strftime('%Y-%m-%dT%H:%M:%S.000+00:00', 'now', '-' || (i % 7776000) || ' seconds') FROM n;
  INSERT INTO "DailyUse" (workspaceId, cut, memberId, day, key, calls, failures, unpriced, estimated, inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, reasoningTokens, latencyMs, costNano, computedNano, reportedNano, dearestNano, dearestId)
  SELECT workspaceId, cut, '', day, key, count(*), 0, 0, 0, sum(inputTokens), 0, 0, sum(outputTokens), 0, sum(latencyMs), sum(costNano), 0, 0, max(costNano), min(id)
  FROM (
    SELECT *, 'provider' AS cut, provider AS key, substr(at, 1, 10) AS day FROM "LedgerEntry"
    UNION ALL SELECT *, 'member', memberId, substr(at, 1, 10) FROM "LedgerEntry"
    UNION ALL SELECT *, 'channel', channelId, substr(at, 1, 10) FROM "LedgerEntry"
  ) GROUP BY workspaceId, cut, day, key;`

/** What the gate, the hold and the settlement add to a call, one at a time, with a million entries on the ledger. */
export async function measureHolds(): Promise<string> {
  const database = await sqliteDatabase()
  const store = await openStore(database.url, systemClock)
  try {
    const workspaceId = await createWorkspace(store)
    await store.close()
    await runOn(database.url, fill(workspaceId))
    return await within(database.url, opened => measure(opened, workspaceId))
  } finally {
    await database.drop()
  }
}

async function within<T>(url: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(url, systemClock)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

async function measure(store: Store, workspaceId: string): Promise<string> {
  for (const [scope, period] of [
    ['workspace', 'month'],
    ['every-member', 'day'],
    ['every-channel', 'week'],
  ] as const) {
    const budget = { workspaceId, scope, targetId: '', period, atLimit: 'block' } as const
    const limitNano = 1_000_000_000_000n
    await store.budgets.set({ ...budget, limitNano }, 'any', change('budget'))
  }
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const first = await timed(() => oneCall(store, workspaceId))
  const took: number[] = []
  for (let made = 0; made < CALLS; made++) {
    took.push(await timed(() => oneCall(store, workspaceId)))
  }
  took.sort((a, b) => a - b)
  const at = (share: number) => (took[Math.floor(took.length * share)] ?? 0).toFixed(1)
  const blocked = (delay.max / 1e6).toFixed(0)
  return `Hold and settlement under three budgets, ${ENTRIES.toLocaleString('en-US')} ledger entries, SQLite: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms; the first call ${first.toFixed(0)} ms; the loop blocked for ${blocked} ms at most.`
}

async function timed(work: () => Promise<void>): Promise<number> {
  const since = performance.now()
  await work()
  return performance.now() - since
}

async function oneCall(store: Store, workspaceId: string): Promise<void> {
  const startedAt = new Date()
  const made = call(workspaceId, { startedAt, memberId: `U${Math.floor(Math.random() * 200)}` })
  const limits = limitsOf(await store.budgets.of(workspaceId), made, startedAt, calendar)
  const placing = {
    call: made,
    ...{ owner: newId(), inputTokens: 1000, maxOutputTokens: 500, limits },
    expiresAt: new Date(startedAt.getTime() + 60_000),
  }
  const { signal } = new AbortController()
  await placeHold({ store, clock: systemClock }, placing, signal)
  await store.ledger.settle(settlement(made, { day: localDay(startedAt, calendar) }))
}
