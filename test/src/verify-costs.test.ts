import { once } from 'node:events'
import { expect, it } from 'vitest'
import { openStore } from '../../adapters/prisma/index.ts'
import { systemClock } from '../../src/lib/system-clock.ts'
import type { Store } from '../../src/ports/store.ts'
import { call, createWorkspace, settlement, spend } from '../contracts/store/samples.ts'
import { runScript } from '../support/run-script.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

async function withStore<T>(folder: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(`file:${folder}/switchboard.db`, systemClock)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

async function verify(folder: string, ...args: readonly string[]): Promise<unknown> {
  process.env['DATA_DIR'] = folder
  const child = await runScript('src/verify-costs.ts', ...args)
  const [code] = await once(child, 'exit')
  return code
}

it('finds a day that is not what the ledger adds up to, and writes it anew', async () => {
  const { folder, remove } = temporaryFolder()
  const id = await withStore(folder, async store => {
    const workspaceId = await createWorkspace(store)
    await spend(store, settlement(call(workspaceId)))
    // on the day after its own
    await spend(store, settlement(call(workspaceId), { day: '2026-11-21' }))
    return workspaceId
  })

  expect(await verify(folder)).toBe(1)
  expect(await verify(folder, '--rebuild')).toBe(0)
  expect(await verify(folder)).toBe(0)

  const filter = { workspaceId: id, fromDay: '2026-11-20', untilDay: '2026-11-22' }
  const days = await withStore(folder, ({ costs }) => costs.by('day', filter))
  expect(days.map(({ key, calls }) => [key, calls])).toEqual([['2026-11-20', 2]])
  remove()
})
