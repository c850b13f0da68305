import { openStore } from '../../adapters/prisma/index.ts'
import { systemClock } from '../../src/lib/system-clock.ts'
import { checkCosts } from '../../src/money/check-costs.ts'
import type { Store } from '../../src/ports/store.ts'
import { type BenchDatabase, postgresDatabase, sqliteDatabase } from './database.ts'
import { spread } from './figures.ts'
import { countOn, runOn } from './sql.ts'

/** `npm run bench -- --reports[=entries]`: a 90-day report beside a scan of the ledger. */
const asked = process.argv.find(argument => argument.startsWith('--reports='))
const ENTRIES = Number(asked?.slice('--reports='.length) ?? 1_000_000)
const DAYS = 90
const RUNS = 40
const DAY_MS = 86_400_000
const START = Date.UTC(2026, 7, 1)
const WORKSPACE = 'slack:T0BENCH00'

const filter = { workspaceId: WORKSPACE, fromDay: '2026-08-01', untilDay: '2026-10-30' }

/** 8 models, 200 members, 30 channels, 4 purposes, six calls a thread, evenly over 90 days. */
function seed(engine: BenchDatabase['engine']): string {
  const isSqlite = engine === 'SQLite'
  const series = isSqlite
    ? `WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ${ENTRIES})`
    : `WITH s AS (SELECT generate_series(1, ${ENTRIES})::bigint AS n)`
  const ms = `(${START} + n * ${DAYS * DAY_MS} / ${ENTRIES + 1})`
  const at = isSqlite
    ? `strftime('%Y-%m-%dT%H:%M:%f+00:00', ${ms} / 1000.0, 'unixepoch')`
    : `to_timestamp(${ms} / 1000.0) AT TIME ZONE 'UTC'`
  return `INSERT INTO "LedgerEntry" ("id", "workspaceId", "channelId", "threadId", "memberId", "purpose", "attempt",
    "modelAsked", "modelServed", "provider", "route", "inputTokens", "cacheReadTokens", "cacheWriteTokens", "outputTokens",
    "reasoningTokens", "isEstimated", "costNano", "computedNano", "latencyMs", "outcome", "at")
    ${series}
    SELECT 'e' || n, '${WORKSPACE}', 'C' || (n % 30), 'th' || (n / 6), 'U' || (n % 200), 'p' || (n % 4), 1,
    'm/' || (n % 8), 'm/' || (n % 8), 'm', 'openrouter', 1000 + n % 500, n % 700, 0, 200 + n % 300, 0, false,
    1000000 + n % 9999, 1000000 + n % 9999, 1500, 'ok', ${at} FROM s`
}

const scan = (engine: BenchDatabase['engine']): string => {
  const day = engine === 'SQLite' ? `substr("at", 1, 10)` : `("at")::date`
  return `SELECT count(*) AS n FROM (SELECT ${day} AS day, "modelServed", sum("costNano") FROM "LedgerEntry"
    WHERE "workspaceId" = '${WORKSPACE}' GROUP BY 1, 2) found`
}

async function timed<T>(
  work: () => Promise<T>,
): Promise<{ readonly ms: number; readonly found: T }> {
  const begun = performance.now()
  const found = await work()
  return { ms: performance.now() - begun, found }
}

async function repeated(work: () => Promise<unknown>) {
  await work()
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) times.push((await timed(work)).ms)
  return spread(times)
}

async function open(url: string): Promise<Store> {
  const store = await openStore(url, systemClock)
  const workspace = { id: WORKSPACE, name: 'Bench', defaultModelId: 'm/0', enabled: ['m/0'] }
  await store.workspaces.create(workspace)
  return store
}

async function measure(database: BenchDatabase): Promise<void> {
  const { engine, url } = database
  const store = await open(url)
  await store.close()
  const seeded = await timed(() => runOn(url, seed(engine)))
  await runOn(url, 'ANALYZE')
  const scanned = await timed(() => countOn(url, [scan(engine)]))
  const again = await open(url)
  const built = await timed(() => checkCosts(again, { id: WORKSPACE, timeZone: 'UTC' }, true))
  const { costs } = again
  const [first] = await costs.by('price', filter)
  const reports = {
    'by day and model': await repeated(() => costs.perDay('model', filter)),
    'by model': await repeated(() => costs.by('model', filter)),
    'by member': await repeated(() => costs.by('member', filter)),
    total: await repeated(() => costs.total(filter)),
  }
  await again.close()
  console.log(`${engine}, ${first?.calls} entries (seeded in ${(seeded.ms / 1000).toFixed(0)} s)`)
  console.log(
    `  scan of the ledger by day and model: ${scanned.ms.toFixed(0)} ms (${scanned.found[0]} rows)`,
  )
  console.log(
    `  daily sums written anew: ${(built.ms / 1000).toFixed(1)} s for ${built.found.days} days`,
  )
  for (const [name, { p50, p99 }] of Object.entries(reports)) {
    const ratio = (p50 / scanned.ms).toFixed(4)
    console.log(
      `  ${name}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, × ${ratio} of the scan`,
    )
  }
}

for (const create of [sqliteDatabase, postgresDatabase]) {
  const database = await create()
  if (!database) continue
  await measure(database).finally(() => database.drop())
}
