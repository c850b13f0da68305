import { openStore } from '../../../adapters/prisma/index.ts'
import { systemClock } from '../../../src/lib/system-clock.ts'
import { arrival } from '../../contracts/store/samples.ts'

/** Writes until it is killed, and tells its parent of each write that was acknowledged. */
const [url = '', workspaceId = ''] = process.argv.slice(2)
const store = await openStore(url, systemClock)

async function write(lane: number): Promise<void> {
  for (let number = 0; ; number++) {
    const key = `${process.pid}-${lane}-${number}`
    const isPlain = number % 2 === 0
    if (isPlain) await store.turns.firstTime(key, new Date())
    else await store.turns.receive(arrival(workspaceId, key, { threadKey: `T${lane}` }))
    process.send?.({ key, isPlain })
  }
}

await Promise.all([0, 1, 2, 3].map(write))
