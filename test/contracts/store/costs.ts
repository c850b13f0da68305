import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CostCut, CostFilter, Costs } from '../../../src/ports/costs.ts'
import type { Settlement } from '../../../src/ports/ledger.ts'
import { add, calls, DAY_SECONDS, expected, settled } from './cost-samples.ts'
import { at, call, createWorkspace, type OpenStore, settlement, spend } from './samples.ts'

const cuts: readonly CostCut[] = [
  'model',
  'member',
  'channel',
  'purpose',
  'provider',
  'route',
  'thread',
  'price',
  'day',
]

const isWithin = ({ fromDay, untilDay }: CostFilter, { day }: Settlement): boolean =>
  day >= fromDay && day < untilDay

export function describeCosts(opened: () => OpenStore): void {
  const costs = () => opened().store.costs

  async function checkCuts(filter: CostFilter, total: Costs): Promise<void> {
    for (const cut of cuts) {
      expect(add(await costs().by(cut, filter))).toEqual(total)
      if (cut !== 'day') expect(add(await costs().perDay(cut, filter))).toEqual(total)
    }
  }

  it('add up to the last unit, however they are cut, and are what the ledger says', async () => {
    await fc.assert(
      fc.asyncProperty(calls, async all => {
        const workspaceId = await createWorkspace(opened().store)
        const made = all.map(one => settled(workspaceId, one))
        for (const one of made) await spend(opened().store, one)
        const filter = { workspaceId, fromDay: '2026-11-18', untilDay: '2026-11-22' }
        const within = made.filter(one => isWithin(filter, one))
        const total = await costs().total(filter)

        expect(total).toEqual(expected(within))
        if (within.length > 0) await checkCuts(filter, total)
        const own = within.filter(one => one.call.memberId === 'U1')
        const ofMember = await costs().ofMember('U1', filter)
        if (own.length > 0) expect(add(ofMember)).toEqual(expected(own))
        const most = within.map(({ costNano = 0n }) => costNano).reduce(larger, 0n)
        expect((await costs().dearest(filter))?.costNano ?? 0n).toBe(most)
      }),
      { numRuns: 6 },
    )
  })

  describe('of a day', () => {
    const day = (name: string, offsetHours = 0) => {
      const from = new Date(Date.parse(`${name}T00:00:00Z`) - offsetHours * 3_600_000)
      return { day: name, from, until: new Date(from.getTime() + DAY_SECONDS * 1000) }
    }
    const filter = (workspaceId: string): CostFilter => ({
      workspaceId,
      fromDay: '2026-11-01',
      untilDay: '2026-12-01',
    })

    it('are checked against the ledger, and repaired when they are another calendar’s', async () => {
      const id = await createWorkspace(opened().store)
      // ten and eleven hours after midnight of the 20th
      for (const seconds of [0, 3600]) {
        await spend(opened().store, settlement(call(id, { startedAt: at(seconds) })))
      }
      expect(await costs().checkDay(id, day('2026-11-20'), false)).toBe(0)

      // where the day ends at half past ten, the second call is tomorrow's
      const today = day('2026-11-20', 13.5)
      const tomorrow = day('2026-11-21', 13.5)
      expect(await costs().checkDay(id, today, false)).toBeGreaterThan(0)
      expect((await costs().by('day', filter(id))).map(({ key }) => key)).toEqual(['2026-11-20'])
      await costs().checkDay(id, today, true)
      await costs().checkDay(id, tomorrow, true)

      const days = await costs().by('day', filter(id))
      expect(days.map(({ key, calls }) => [key, calls])).toEqual([
        ['2026-11-20', 1],
        ['2026-11-21', 1],
      ])
      expect(await costs().checkDay(id, today, false)).toBe(0)
      expect(await costs().checkDay(id, tomorrow, false)).toBe(0)
    })

    it('go when the ledger has nothing of it', async () => {
      const id = await createWorkspace(opened().store)
      await spend(opened().store, settlement(call(id), { day: '2026-11-05' }))

      await costs().checkDay(id, day('2026-11-05'), true)

      expect(await costs().by('day', filter(id))).toEqual([])
    })

    it('have a span, as the calls have', async () => {
      const id = await createWorkspace(opened().store)
      expect(await costs().span(id)).toEqual({})
      for (const seconds of [0, DAY_SECONDS]) {
        await spend(opened().store, settlement(call(id, { startedAt: at(seconds) })))
      }

      expect(await costs().span(id)).toEqual({
        days: { first: '2026-11-20', last: '2026-11-21' },
        calls: { first: at(0), last: at(DAY_SECONDS) },
      })
    })
  })

  it('name the dearest call and where it was made', async () => {
    const id = await createWorkspace(opened().store)
    for (const [threadId, costNano] of [
      ['th1', 5n],
      ['th2', 9n],
      ['th3', 9n],
    ] as const) {
      await spend(opened().store, settlement(call(id, { threadId }), { costNano }))
    }
    const filter = { workspaceId: id, fromDay: '2026-11-20', untilDay: '2026-11-21' }

    // of two alike, the one whose id comes first
    expect(await costs().dearest(filter)).toMatchObject({
      costNano: 9n,
      modelId: 'a/one',
      channelId: 'C1',
      memberId: 'U2',
      threadId: expect.stringMatching(/^th[23]$/),
    })
  })
}

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)
