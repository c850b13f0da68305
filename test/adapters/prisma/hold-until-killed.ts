import { openStore } from '../../../adapters/prisma/index.ts'
import { systemClock } from '../../../src/lib/system-clock.ts'
import { limitsOf } from '../../../src/money/limits.ts'
import { placeHold } from '../../../src/money/place-hold.ts'
import { call, settlement } from '../../contracts/store/samples.ts'

/** Kills itself on its way from a hold to its settlement: before a step, or so many turns of the loop into it. */
const [url = '', workspaceId = '', step = '', turns = '0'] = process.argv.slice(2)
const store = await openStore(url, systemClock)
const calendar = { timeZone: 'UTC', weekStartsOn: 1, monthStartsOn: 1 }

function dieWithin(left: number): void {
  if (left === 0) process.kill(process.pid, 'SIGKILL')
  setImmediate(dieWithin, left - 1)
}

const reach = (name: string): void => {
  if (name === step) dieWithin(Number(turns))
}

const made = call(workspaceId, { startedAt: new Date() })
const limits = limitsOf(await store.budgets.of(workspaceId), made, made.startedAt, calendar)
const placing = {
  call: made,
  ...{ owner: String(process.pid), inputTokens: 1000, maxOutputTokens: 500, limits },
  expiresAt: new Date(Date.now() + 60_000),
}
reach('hold')
await placeHold({ store, clock: systemClock }, placing, AbortSignal.abort())
reach('call')
await store.ledger.noteOutput(made.id, 200)
reach('settle')
await store.ledger.settle(settlement(made, { costNano: 1_000_000n, computedNano: 1_000_000n }))
reach('end')
