import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../../adapters/prisma/index.ts'
import { systemClock } from '../../../src/lib/system-clock.ts'
import { worstCost } from '../../../src/money/cost.ts'
import { toLimit } from '../../../src/money/limits.ts'
import type { Limit } from '../../../src/ports/budgets.ts'
import type { Store } from '../../../src/ports/store.ts'
import { call, change, createWorkspace, settlement } from '../../contracts/store/samples.ts'
import { runScript } from '../../support/run-script.ts'
import { type EmptyDatabase, type Engine, postgresql, sqlite } from './engines.ts'

const { prices = { input: 0n, output: 0n } } = call('w')
const EACH = worstCost({ inputTokens: 1000, images: 0, outputTokens: 500 }, prices)
const calendar = { timeZone: 'UTC', weekStartsOn: 1, monthStartsOn: 1 }

async function withBudget(store: Store, limitNano: bigint): Promise<[string, Limit]> {
  const workspaceId = await createWorkspace(store)
  const budget = {
    workspaceId,
    scope: 'workspace',
    targetId: '',
    period: 'month',
    atLimit: 'block',
    limitNano,
  } as const
  const saved = await store.budgets.set(budget, 'any', change('budget'))
  if (!saved.ok) throw new Error('it was not set')
  const whole = { subject: 'workspace', subjectId: '' } as const
  return [workspaceId, toLimit(saved.budget, whole, new Date(), calendar)]
}

const within = async <T>(url: string, work: (store: Store) => Promise<T>): Promise<T> => {
  const store = await openStore(url, systemClock)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

function describeHolds(engine: Engine, processes: number): void {
  let database: EmptyDatabase
  beforeAll(async () => {
    database = await engine.create()
  })
  afterAll(() => database?.drop())

  it(`admit exactly seven of 200 calls of ${processes} processes where there is room for seven`, async () => {
    const { url } = database
    const [id, limit] = await within(url, store => withBudget(store, EACH * 7n))
    const script = 'test/adapters/prisma/hold-many.ts'
    const share = String(200 / processes)
    const children = await Promise.all(
      Array.from({ length: processes }, async () => {
        const child = await runScript(script, url, id, share)
        await once(child, 'message')
        return child
      }),
    )
    const told = children.map(child => once(child, 'message'))
    const ended = children.map(child => once(child, 'exit'))
    for (const child of children) child.send('go')
    const ends = (await Promise.all(told)).flatMap(([list]) => list as string[])
    await Promise.all(ended)

    const count = (end: string) => ends.filter(found => found === end).length
    expect({ admitted: count('admitted'), refused: count('refused') }).toEqual({
      admitted: 7,
      refused: 193,
    })
    const standing = await within(url, store => store.budgets.standing(limit))
    expect(standing).toMatchObject({ spentNano: EACH * 7n, heldNano: 0n, remainingNano: 0n })
  }, 60_000)

  it.each([
    ...[0, 1, 2, 4, 8].map(turns => ['hold', turns] as const),
    ['call', 0] as const,
    ...[0, 1, 2, 3, 5, 8, 13].map(turns => ['settle', turns] as const),
    ['end', 0] as const,
  ])(
    'leak nothing and charge once when killed in %s, turn %i',
    async (step, turns) => {
      const { url } = database
      const [id, limit] = await within(url, store => withBudget(store, EACH * 3n))
      const child: ChildProcess = await runScript(
        'test/adapters/prisma/hold-until-killed.ts',
        url,
        id,
        step,
        String(turns),
      )
      const [, signal] = await once(child, 'exit')
      expect(signal).toBe('SIGKILL')

      await within(url, async store => {
        const open = await store.ledger.abandoned(new Date(), false)
        expect(open.filter(({ call: { workspaceId } }) => workspaceId === id)).toEqual([])
        const before = await store.budgets.standing(limit)
        expect(before.spentNano + before.heldNano + before.remainingNano).toBe(EACH * 3n)
        const expired = await store.ledger.abandoned(new Date(Date.now() + 61_000), false)
        const lost = expired.filter(({ call: { workspaceId } }) => workspaceId === id)
        expect(before.heldNano).toBe(lost.length > 0 ? EACH : 0n)
        // whoever comes first, and again
        for (const { call: made } of [...lost, ...lost]) {
          await store.ledger.settle(settlement(made, { costNano: 5n, computedNano: 5n }))
        }
        const after = await store.budgets.standing(limit)
        const { from, until } = { from: limit.startsAt, until: limit.endsAt }
        const { calls, costNano } = await store.ledger.spend({ workspaceId: id, from, until })
        const was = before.spentNano > 0n ? 1_000_000n : 0n
        expect(after.heldNano).toBe(0n)
        expect(after.spentNano).toBe(lost.length > 0 ? 5n : was)
        expect(costNano).toBe(after.spentNano)
        expect(calls).toBe(after.spentNano > 0n ? 1 : 0)
      })
    },
    30_000,
  )
}

describe('holds on SQLite', () => describeHolds(sqlite, 1))

describe.skipIf(postgresql.missing)('with a server', () => {
  describe('holds on PostgreSQL', () => describeHolds(postgresql, 4))
})
