import fc from 'fast-check'
import { expect, it } from 'vitest'
import { costOf, worstCost } from '../../../src/money/cost.ts'
import { limitsOf } from '../../../src/money/limits.ts'
import { OverBudget, placeHold, placeHolds } from '../../../src/money/place-hold.ts'
import type { Budget } from '../../../src/ports/budgets.ts'
import type { Call } from '../../../src/ports/ledger.ts'
import type { Store } from '../../../src/ports/store.ts'
import {
  at,
  call,
  change,
  createWorkspace,
  HOUR,
  type OpenStore,
  START,
  settlement,
} from './samples.ts'

const calendar = { timeZone: 'Europe/Berlin', weekStartsOn: 1, monthStartsOn: 1 }
const prices = { input: 1_000_000_000n, output: 2_000_000_000n }
const INPUT = 1000
const OUTPUT = 500
const EACH = worstCost({ inputTokens: INPUT, outputTokens: OUTPUT }, prices)

const usage = {
  inputTokens: INPUT,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: OUTPUT,
  reasoningTokens: 0,
}

export function describeBudgets(opened: () => OpenStore): void {
  const set = async (workspaceId: string, limitNano: bigint, over: Partial<Budget> = {}) => {
    const budget = {
      scope: 'workspace',
      targetId: '',
      period: 'month',
      atLimit: 'block',
      ...over,
    } as const
    const wanted = { workspaceId, limitNano, ...budget }
    const saved = await opened().store.budgets.set(wanted, 'any', change('budget'))
    if (!saved.ok) throw new Error('it was not set')
    return saved
  }

  const limits = async (made: Call, store: Store = opened().store) =>
    limitsOf(await store.budgets.of(made.workspaceId), made, made.startedAt, calendar)

  const ask = async (made: Call, store: Store = opened().store): Promise<number> =>
    placeHold(
      { store, clock: opened().clock },
      {
        call: made,
        owner: 'p1',
        inputTokens: INPUT,
        maxOutputTokens: OUTPUT,
        limits: await limits(made, store),
        expiresAt: at(HOUR),
      },
      AbortSignal.abort(),
    )

  const standing = async (made: Call) => {
    const [limit] = await limits(made)
    if (!limit) throw new Error('no limit applies')
    return opened().store.budgets.standing(limit)
  }

  const priced = (workspaceId: string, over: Partial<Call> = {}) =>
    call(workspaceId, { prices, ...over })

  const settled = (made: Call, costNano = EACH) =>
    opened().store.ledger.settle(
      settlement(made, { usage, costNano, computedNano: costOf(usage, prices, made.startedAt) }),
    )

  it('admits exactly seven of 200 parallel calls where there is room for seven', async () => {
    const id = await createWorkspace(opened().store)
    await set(id, EACH * 7n)
    const others = await Promise.all([
      opened().another?.(),
      opened().another?.(),
      opened().another?.(),
    ])
    const stores = [opened().store, ...others.filter(store => store !== undefined)]
    const calls = Array.from({ length: 200 }, () => priced(id))

    const results = await Promise.allSettled(
      calls.map((made, index) => ask(made, stores[index % stores.length])),
    )

    const admitted = calls.filter((_, index) => results[index]?.status === 'fulfilled')
    const refused = results.filter(result => result.status === 'rejected')
    expect(admitted).toHaveLength(7)
    const reasons = refused.map(({ reason }) => reason as unknown)
    expect(reasons.filter(reason => !(reason instanceof OverBudget))).toEqual([])
    await Promise.all(admitted.map(made => settled(made)))
    expect(await standing(priced(id))).toMatchObject({
      spentNano: EACH * 7n,
      heldNano: 0n,
      remainingNano: 0n,
    })
  })

  it('holds under all budgets or under none', async () => {
    const id = await createWorkspace(opened().store)
    await set(id, EACH * 10n)
    await set(id, EACH, { scope: 'channel', targetId: 'C1', period: 'day' })
    await ask(priced(id))

    await expect(ask(priced(id))).rejects.toThrow(OverBudget)

    expect((await standing(priced(id))).heldNano).toBe(EACH)
  })

  it('sends what fits where the worst case does not, from 256 tokens on', async () => {
    const id = await createWorkspace(opened().store)
    await set(id, worstCost({ inputTokens: INPUT, outputTokens: 300 }, prices))

    expect(await ask(priced(id))).toBe(300)

    const other = await createWorkspace(opened().store)
    await set(other, worstCost({ inputTokens: INPUT, outputTokens: 255 }, prices))
    await expect(ask(priced(other))).rejects.toThrow(OverBudget)
  })

  it('counts what was spent before it was set', async () => {
    const id = await createWorkspace(opened().store)
    const earlier = priced(id)
    await ask(earlier)
    await settled(earlier)

    await set(id, EACH * 3n)

    expect(await standing(priced(id))).toMatchObject({ spentNano: EACH, remainingNano: EACH * 2n })
  })

  it('is charged for a call that was under way when it was set', async () => {
    const id = await createWorkspace(opened().store)
    const under = priced(id)
    await ask(under)

    await set(id, EACH * 3n)
    await standing(priced(id))
    await settled(under)

    expect(await standing(priced(id))).toMatchObject({ spentNano: EACH, heldNano: 0n })
  })

  it('keeps what was used when only the amount changes', async () => {
    const id = await createWorkspace(opened().store)
    await set(id, EACH * 3n)
    const made = priced(id)
    await ask(made)
    await settled(made)

    const { before } = await set(id, EACH * 5n)

    expect(before?.limitNano).toBe(EACH * 3n)
    expect(await standing(priced(id))).toMatchObject({ spentNano: EACH, remainingNano: EACH * 4n })
  })

  it('never refuses where it only warns', async () => {
    const id = await createWorkspace(opened().store)
    await set(id, 1n, { atLimit: 'warn' })

    expect(await ask(priced(id))).toBe(OUTPUT)

    expect((await standing(priced(id))).remainingNano).toBe(1n - EACH)
  })

  it('refuses a model without a price', async () => {
    const id = await createWorkspace(opened().store)
    await set(id, EACH)
    const { prices: _, ...unpriced } = priced(id)

    await expect(ask(unpriced)).rejects.toMatchObject({ code: 'no-price' })
  })

  it('gives the window of the hold the cost, though the call ends in the next', async () => {
    const id = await createWorkspace(opened().store)
    await set(id, EACH * 2n, { period: 'day' })
    const late = priced(id, { startedAt: new Date('2026-11-20T22:59:59.000Z') })
    await ask(late)
    await settled(late)

    expect((await standing(late)).spentNano).toBe(EACH)
    expect(
      (await standing(priced(id, { startedAt: new Date('2026-11-20T23:00:00.000Z') }))).spentNano,
    ).toBe(0n)
  })

  it('limits each member on their own', async () => {
    const id = await createWorkspace(opened().store)
    await set(id, EACH, { scope: 'every-member' })
    await ask(priced(id, { memberId: 'U1' }))

    await expect(ask(priced(id, { memberId: 'U1' }))).rejects.toThrow(OverBudget)
    expect(await ask(priced(id, { memberId: 'U2' }))).toBe(OUTPUT)
  })

  it('moves the cost to the model that served', async () => {
    const id = await createWorkspace(opened().store)
    await set(id, EACH * 2n, { scope: 'model', targetId: 'a/one' })
    const made = priced(id)
    await ask(made)

    await opened().store.ledger.settle(
      settlement(made, { modelServed: 'b/two', usage, costNano: EACH }),
    )

    expect(await standing(priced(id))).toMatchObject({ spentNano: 0n, heldNano: 0n })
  })

  it('tells each threshold once', async () => {
    const id = await createWorkspace(opened().store)
    await set(id, EACH)
    const [limit] = await limits(priced(id))
    if (!limit) throw new Error('no limit applies')
    await opened().store.budgets.standing(limit)

    const claims = await Promise.all(
      [1, 2, 3, 4, 5].map(() => opened().store.budgets.claimAlert(limit, 80, START)),
    )

    expect(claims.filter(Boolean)).toHaveLength(1)
  })

  it('is removed with all that hangs on it, and says what it was', async () => {
    const id = await createWorkspace(opened().store)
    const { budget } = await set(id, EACH)
    await ask(priced(id))

    expect(await opened().store.budgets.remove(budget, 1, change('budget'))).toEqual({
      ok: true,
      before: budget,
    })
    expect(await opened().store.budgets.of(id)).toEqual([])
  })

  it('has more room while it is raised, and no longer', async () => {
    const id = await createWorkspace(opened().store)
    await set(id, EACH, { raisedNano: EACH * 3n, raisedUntil: at(HOUR / 1000) })
    await ask(priced(id))
    await ask(priced(id))
    expect(await standing(priced(id))).toMatchObject({ heldNano: EACH * 2n, remainingNano: EACH })

    const later = priced(id, { startedAt: at(HOUR / 1000) })

    await expect(ask(later)).rejects.toThrow(OverBudget)
    expect(await standing(later)).toMatchObject({ heldNano: EACH * 2n, remainingNano: -EACH })
  })

  it('is not changed by an admin who has not seen its last change', async () => {
    const id = await createWorkspace(opened().store)
    const { budget } = await set(id, EACH)
    const { id: _, version, changedBy, ...wanted } = budget
    expect({ version, changedBy }).toEqual({ version: 1, changedBy: 'U1' })
    const setTo = (limitNano: bigint, seen: number) =>
      opened().store.budgets.set({ ...wanted, limitNano }, seen, change('budget'))

    const results = await Promise.all([1n, 2n, 3n].map(limitNano => setTo(limitNano, 1)))

    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await setTo(4n, 0)).toMatchObject({ ok: false, current: { version: 2 } })
    expect(await opened().store.budgets.remove(budget, 1, change('budget'))).toMatchObject({
      ok: false,
    })
    expect(await setTo(5n, 2)).toMatchObject({ ok: true, budget: { version: 3 } })
  })

  it('knows the calls under way when it is set, and when its window moves', async () => {
    const id = await createWorkspace(opened().store)
    const early = priced(id)
    await ask(early)
    await ask(priced(id, { memberId: 'U9' }))

    await set(id, EACH * 4n)
    await set(id, EACH * 3n, { scope: 'member', targetId: 'U2', period: 'week' })
    const [whole, own] = await limits(priced(id))
    if (!whole || !own) throw new Error('no limit applies')
    expect(await standing(priced(id))).toMatchObject({ heldNano: EACH * 2n, spentNano: 0n })
    expect(await opened().store.budgets.standing(own)).toMatchObject({ heldNano: EACH })
    const moved = limitsOf(await opened().store.budgets.of(id), early, early.startedAt, {
      timeZone: 'Asia/Tokyo',
      weekStartsOn: 3,
      monthStartsOn: 15,
    })
    for (const limit of moved) {
      const { heldNano, remainingNano } = await opened().store.budgets.standing(limit)
      expect(heldNano + remainingNano).toBe(limit.limitNano)
    }
    await settled(early)

    for (const limit of [whole, own, ...moved]) {
      const { spentNano, heldNano, remainingNano } = await opened().store.budgets.standing(limit)
      const isWhole = limit.subject === 'workspace'
      expect({ spentNano, heldNano }).toEqual({
        spentNano: EACH,
        heldNano: isWhole ? EACH : 0n,
      })
      expect(spentNano + heldNano + remainingNano).toBe(limit.limitNano)
    }
  })

  it('holds for several calls at once or for none of them', async () => {
    const id = await createWorkspace(opened().store)
    await set(id, EACH * 5n)
    const three = async () => {
      const made = [priced(id), priced(id, { modelId: 'b/two' }), priced(id)]
      const placings = await Promise.all(
        made.map(async one => ({
          call: one,
          owner: 'p1',
          inputTokens: INPUT,
          maxOutputTokens: OUTPUT,
          limits: await limits(one),
          expiresAt: at(HOUR),
        })),
      )
      return placeHolds(
        { store: opened().store, clock: opened().clock },
        placings,
        AbortSignal.abort(),
      )
    }

    await three()

    await expect(three()).rejects.toThrow(OverBudget)
    expect(await standing(priced(id))).toMatchObject({ heldNano: EACH * 3n })
    await ask(priced(id))
    await ask(priced(id))
    await expect(ask(priced(id))).rejects.toThrow(OverBudget)
  })

  interface Step {
    readonly member: string
    readonly settles: boolean
    readonly actual: bigint
  }

  const isAsked = (made: Call): Promise<boolean> =>
    ask(made).then(
      () => true,
      () => false,
    )

  const checkSums = async (made: Call, limitNano: bigint): Promise<void> => {
    for (const limit of await limits(made)) {
      const found = await opened().store.budgets.standing(limit)
      expect(found.spentNano + found.heldNano + found.remainingNano).toBe(limitNano)
      expect(found.heldNano).toBeGreaterThanOrEqual(0n)
    }
  }

  it('always adds up: spent, held and remaining are the limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            member: fc.constantFrom('U1', 'U2'),
            settles: fc.boolean(),
            actual: fc.bigInt({ min: 0n, max: EACH * 2n }),
          }),
          { maxLength: 8 },
        ),
        fc.bigInt({ min: EACH, max: EACH * 6n }),
        async (steps, limitNano) => {
          const id = await createWorkspace(opened().store)
          await set(id, limitNano)
          await set(id, limitNano, { scope: 'every-member', period: 'day' })
          const step = async ({ member, settles, actual }: Step): Promise<bigint> => {
            const made = priced(id, { memberId: member })
            const isAdmitted = await isAsked(made)
            if (isAdmitted && settles) await settled(made, actual)
            await checkSums(made, limitNano)
            return isAdmitted && settles ? actual : 0n
          }
          let spent = 0n
          for (const one of steps) spent += await step(one)
          expect((await standing(priced(id))).spentNano).toBe(spent)
        },
      ),
      { numRuns: 12 },
    )
  })

  it('agrees with the reports, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            member: fc.constantFrom('U1', 'U2', 'U3'),
            channel: fc.constantFrom('C1', 'C2'),
            model: fc.constantFrom('a/one', 'b/two'),
            cost: fc.bigInt({ min: 0n, max: 10n ** 12n }),
            hour: fc.integer({ min: 0, max: 200 }),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        async uses => {
          const { store } = opened()
          const id = await createWorkspace(store)
          await set(id, 10n ** 15n)
          for (const { member, channel, model, cost, hour } of uses) {
            const startedAt = new Date(START.getTime() + hour * HOUR)
            const made = priced(id, {
              memberId: member,
              channelId: channel,
              modelId: model,
              startedAt,
            })
            await ask(made)
            await settled(made, cost)
          }
          const spent = uses.reduce((sum, { cost }) => sum + cost, 0n)
          const filter = { workspaceId: id, fromDay: '2026-11-01', untilDay: '2026-12-01' }
          const cuts = ['model', 'member', 'channel', 'purpose', 'provider', 'day'] as const

          expect((await store.costs.total(filter)).costNano).toBe(spent)
          for (const cut of cuts) {
            const rows = await store.costs.by(cut, filter)
            expect(rows.reduce((sum, { costNano }) => sum + costNano, 0n)).toBe(spent)
          }
          expect((await standing(priced(id))).spentNano).toBe(spent)
        },
      ),
      { numRuns: 8 },
    )
  })
}
