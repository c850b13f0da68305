import { describe, expect, it } from 'vitest'
import {
  arrival,
  ask,
  at,
  call,
  claim,
  createWorkspace,
  hold,
  type OpenStore,
  settlement,
  spend,
  times,
} from './samples.ts'

const BEYOND_FLOAT = 2n ** 53n + 1n
const LARGEST = 2n ** 63n - 1n

export function describeLedger(opened: () => OpenStore): void {
  const ledger = () => opened().store.ledger
  const spent = (workspaceId: string, over: { memberId?: string; modelId?: string } = {}) =>
    ledger().spend({ workspaceId, from: at(-86_400), until: at(86_400), ...over })
  const usage = {
    inputTokens: 100,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: 50,
    reasoningTokens: 0,
  }

  describe('a call', () => {
    it('that is settled twice is on the ledger once', async () => {
      const id = await createWorkspace(opened().store)
      const made = call(id)
      await ledger().hold(hold(made))

      await ledger().settle(settlement(made))
      await ledger().settle(settlement(made, { costNano: 9n }))

      expect(await spent(id)).toEqual({
        calls: 1,
        costNano: 625_000n,
        inputTokens: 100,
        outputTokens: 50,
        unpriced: 0,
      })
    })

    it('that is settled by many at the same time is on the ledger once', async () => {
      const id = await createWorkspace(opened().store)
      const made = call(id)
      await ledger().hold(hold(made))

      await Promise.all(times(10, () => ledger().settle(settlement(made))))

      expect((await spent(id)).calls).toBe(1)
    })

    it('without a hold is not on the ledger', async () => {
      const id = await createWorkspace(opened().store)

      await ledger().settle(settlement(call(id)))

      expect((await spent(id)).calls).toBe(0)
    })

    it('that was abandoned comes back with its prices and pictures', async () => {
      const id = await createWorkspace(opened().store)
      const exceptions = [
        { aboveInputTokens: 1000, fromUtc: '01:00', untilUtc: '04:00', input: 7n },
      ]
      const made = call(id, { prices: { input: 1n, output: 2n, image: 3n, exceptions }, images: 2 })
      await ledger().hold(hold(made))

      const abandoned = await ledger().abandoned(at(0), true)

      expect(abandoned.find(({ call: { id: own } }) => own === made.id)?.call).toEqual(made)
    })

    it('that used all that can be priced is settled', async () => {
      const id = await createWorkspace(opened().store)
      const all = {
        ...usage,
        cacheWriteTokens: 40,
        cacheWriteHourTokens: 30,
        audioInputTokens: 20,
        audioOutputTokens: 10,
        images: 3,
      }

      await spend(opened().store, settlement(call(id), { usage: all }))

      expect(await spent(id)).toMatchObject({ calls: 1, inputTokens: 100, outputTokens: 50 })
    })

    it('with all or nothing said of it is settled', async () => {
      const id = await createWorkspace(opened().store)
      const full = call(id, { threadId: 'th', turnId: 'tu', attempt: 2 })
      const { prices: _, ...bare } = call(id)
      const { costNano: _cost, computedNano: _own, firstTokenMs: _ms, ...rest } = settlement(bare)

      await spend(
        opened().store,
        settlement(full, { errorCode: 'model-cut', reportedNano: 1n, outcome: 'failed' }),
      )
      await spend(opened().store, { ...rest, rawUsage: undefined })

      expect(await spent(id)).toMatchObject({ calls: 2, unpriced: 1 })
    })
  })

  describe('money', () => {
    it.each([
      ['beyond what a float can hold', BEYOND_FLOAT],
      ['at the end of the column', LARGEST],
      ['of nothing', 0n],
      ['of one nano-dollar', 1n],
    ])('%s is exact', async (_name, costNano) => {
      const id = await createWorkspace(opened().store)

      await spend(opened().store, settlement(call(id), { costNano }))

      expect((await spent(id)).costNano).toBe(costNano)
    })

    it('adds up exactly', async () => {
      const id = await createWorkspace(opened().store)
      for (const costNano of [BEYOND_FLOAT, BEYOND_FLOAT, 1n]) {
        await spend(opened().store, settlement(call(id), { costNano }))
      }

      expect((await spent(id)).costNano).toBe(2n * BEYOND_FLOAT + 1n)
      const byModel = await ledger().spendByModel({
        workspaceId: id,
        from: at(-1),
        until: at(1),
      })
      expect(byModel[0]?.costNano).toBe(2n * BEYOND_FLOAT + 1n)
    })

    it('in a hold is exact, prices included', async () => {
      const id = await createWorkspace(opened().store)
      const made = call(id, { prices: { input: BEYOND_FLOAT, output: LARGEST } })

      await ledger().hold(hold(made, { amountNano: LARGEST }))

      const found = await ledger().abandoned(at(1801), false)
      expect(found.find(({ call: lost }) => lost.id === made.id)?.call).toEqual(made)
    })
  })

  it('tokens of a busy month are counted in full', async () => {
    const id = await createWorkspace(opened().store)
    const large = { ...usage, inputTokens: 2_000_000_000, outputTokens: 1_500_000_000 }
    for (const startedAt of [at(-80_000), at(0), at(80_000)]) {
      await spend(opened().store, settlement(call(id, { startedAt }), { usage: large }))
    }

    expect(await spent(id)).toMatchObject({
      inputTokens: 6_000_000_000,
      outputTokens: 4_500_000_000,
    })
  })

  describe('spend', () => {
    it('of nobody is nothing', async () => {
      expect(await spent('slack:nowhere')).toEqual({
        calls: 0,
        costNano: 0n,
        inputTokens: 0,
        outputTokens: 0,
        unpriced: 0,
      })
    })

    it('is counted from the first moment of a window up to its end', async () => {
      const id = await createWorkspace(opened().store)
      for (const seconds of [-0.001, 0, 59.999, 60]) {
        await spend(opened().store, settlement(call(id, { startedAt: at(seconds) })))
      }

      const window = { workspaceId: id, from: at(0), until: at(60) }

      expect((await ledger().spend(window)).calls).toBe(2)
      expect((await ledger().spendByModel(window))[0]?.calls).toBe(2)
    })

    it('is told apart by member and model', async () => {
      const id = await createWorkspace(opened().store)
      await spend(opened().store, settlement(call(id, { memberId: 'U2' })))
      await spend(opened().store, settlement(call(id, { memberId: 'U3' })))
      await spend(opened().store, settlement(call(id, { memberId: 'U3', modelId: 'b/two' })))

      expect((await spent(id, { memberId: 'U3' })).calls).toBe(2)
      expect((await spent(id, { modelId: 'a/one' })).calls).toBe(2)
      expect((await spent(id, { memberId: 'U3', modelId: 'a/one' })).calls).toBe(1)
    })

    it('by model starts with the dearest, and ends with those without a price', async () => {
      const id = await createWorkspace(opened().store)
      const cost = async (modelId: string, costNano: bigint | undefined) => {
        const { costNano: _, ...rest } = settlement(call(id, { modelId }))
        await spend(opened().store, costNano === undefined ? rest : { ...rest, costNano })
      }
      await cost('a/free', undefined)
      await cost('b/cheap', 5n)
      await cost('c/dear', BEYOND_FLOAT)
      await cost('d/dear', BEYOND_FLOAT - 1n)

      const found = await ledger().spendByModel({ workspaceId: id, from: at(-1), until: at(1) })

      expect(found.map(({ modelId }) => modelId)).toEqual(['c/dear', 'd/dear', 'b/cheap', 'a/free'])
      expect(found.at(-1)).toMatchObject({ calls: 1, unpriced: 1, costNano: 0n })
    })
  })

  describe('an abandoned call', () => {
    const abandoned = async (id: string, seconds: number, everything = false) =>
      (await ledger().abandoned(at(seconds), everything)).filter(
        ({ call: lost }) => lost.workspaceId === id,
      )

    it('is one whose time is up', async () => {
      const id = await createWorkspace(opened().store)
      const made = call(id)
      await ledger().hold(hold(made, { expiresAt: at(60) }))
      await ledger().noteOutput(made.id, 42)

      expect(await abandoned(id, 60)).toEqual([])
      expect(await abandoned(id, 61)).toEqual([{ call: made, inputTokens: 10, outputTokens: 42 }])
    })

    it('is one whose turn nobody works on any more', async () => {
      const id = await createWorkspace(opened().store)
      const { thread } = await ask(opened().store, arrival(id, '1'))
      const { turn } = await claim(opened().store, thread.id, { until: at(60) })
      await ledger().hold(hold(call(id, { turnId: turn.id, threadId: thread.id })))

      expect(await abandoned(id, 59)).toEqual([])
      expect(await abandoned(id, 61)).toHaveLength(1)
    })

    it('is every open one when nobody else is there', async () => {
      const id = await createWorkspace(opened().store)
      const settled = call(id)
      await ledger().hold(hold(call(id)))
      await ledger().hold(hold(settled))
      await ledger().settle(settlement(settled))

      expect(await abandoned(id, 0, true)).toHaveLength(1)
    })
  })
}
