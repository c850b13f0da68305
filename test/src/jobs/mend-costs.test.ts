import { pino } from 'pino'
import { expect, it } from 'vitest'
import mendCosts from '../../../src/jobs/mend-costs.ts'
import { checkCosts } from '../../../src/money/check-costs.ts'
import { call, change, settlement, spend } from '../../contracts/store/samples.ts'
import { startBot } from '../../support/start.ts'

it('adds up again when the workspace’s days are other ones, and not twice', async () => {
  const bot = await startBot()
  const { store, chat } = bot
  const told: unknown[] = []
  const log = pino({}, { write: line => void told.push(JSON.parse(line)) })
  const mend = () => mendCosts.run({ store, log })
  const id = chat.workspaceId
  const utc = { id, timeZone: 'UTC' }
  const auckland = { id, timeZone: 'Pacific/Auckland' }
  for (const time of ['2026-11-20T10:00:00Z', '2026-11-20T12:00:00Z', '2026-11-25T23:00:00Z']) {
    const made = call(id, { startedAt: new Date(time) })
    await spend(store, settlement(made, { day: time.slice(0, 10) }))
  }
  expect(await checkCosts(store, utc, false)).toEqual({ days: 6, wrong: [] })

  await store.workspaces.update(id, { timeZone: 'Pacific/Auckland' }, change())
  expect((await checkCosts(store, auckland, false)).wrong).not.toEqual([])
  await mend()

  const filter = { workspaceId: id, fromDay: '2026-11-01', untilDay: '2026-12-01' }
  const days = await store.costs.by('day', filter)
  expect(days.map(({ key, calls }) => [key, calls])).toEqual([
    ['2026-11-20', 1],
    ['2026-11-21', 1],
    ['2026-11-26', 1],
  ])
  expect((await checkCosts(store, auckland, false)).wrong).toEqual([])
  expect(told).toEqual([expect.objectContaining({ workspace: id, days: 7, written: 4 })])
  await mend()
  expect(told).toHaveLength(1)
})
