import { openStore } from '../../../adapters/prisma/index.ts'
import { systemClock } from '../../../src/lib/system-clock.ts'
import { limitsOf } from '../../../src/money/limits.ts'
import { OverBudget, placeHold } from '../../../src/money/place-hold.ts'
import { call, settlement } from '../../contracts/store/samples.ts'

/** Makes its share of parallel calls when it is told to, each of which costs exactly what was held. */
const [url = '', workspaceId = '', count = '0'] = process.argv.slice(2)
const store = await openStore(url, systemClock)
const calendar = { timeZone: 'UTC', weekStartsOn: 1, monthStartsOn: 1 }
const budgets = await store.budgets.of(workspaceId)

async function one(): Promise<'admitted' | 'refused' | 'refused though there was room'> {
  const made = call(workspaceId, { startedAt: new Date() })
  const placing = {
    call: made,
    ...{ owner: String(process.pid), inputTokens: 1000, maxOutputTokens: 500 },
    limits: limitsOf(budgets, made, made.startedAt, calendar),
    expiresAt: new Date(Date.now() + 60_000),
  }
  try {
    await placeHold({ store, clock: systemClock }, placing, AbortSignal.abort())
  } catch (error) {
    if (!(error instanceof OverBudget)) throw error
    return error.standing.remainingNano > 0n ? 'refused though there was room' : 'refused'
  }
  const each = budgets[0] ? budgets[0].limitNano / 7n : 0n
  await store.ledger.settle(settlement(made, { costNano: each, computedNano: each }))
  return 'admitted'
}

process.on('message', async () => {
  const ends = await Promise.all(Array.from({ length: Number(count) }, one))
  process.send?.(ends)
  await store.close()
  process.disconnect()
})
process.send?.('ready')
