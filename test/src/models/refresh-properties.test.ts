import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toModel } from '../../../adapters/memory/index.ts'
import { BotError } from '../../../src/errors.ts'
import { planRefresh } from '../../../src/models/plan-refresh.ts'
import { refreshed } from '../../../src/models/refresh.ts'
import { sameDescription } from '../../../src/models/same-description.ts'
import type { OfferedModel } from '../../../src/ports/llm.ts'
import { type Bot, startBot } from '../../support/start.ts'

const DAY = 86_400_000
const PATIENCE = 3

const good: readonly OfferedModel[] = Array.from({ length: 12 }, (_, index) =>
  toModel(`maker/m${index}`, {
    prices: { input: BigInt(index + 1) * 1_000_000n, output: BigInt(index + 2) * 3_000_000n },
    ...(index % 4 === 0 && { deprecatedOn: '2028-01-01' }),
  }),
)

/** What a provider may send: the list, a part of it, a failure, the list with other prices and words. */
const feed: fc.Arbitrary<readonly OfferedModel[] | Error> = fc.oneof(
  fc.constant(good),
  fc.nat(good.length).map(length => good.slice(0, length)),
  fc.subarray([...good]).map(gone => good.filter(model => !gone.includes(model))),
  fc.constantFrom<[] | Error>([], new BotError('model-garbled', 'HTML'), new TypeError('broken')),
  fc
    .record({ at: fc.nat(good.length - 1), factor: fc.constantFrom(0n, 2n, 5n, 20n, 400n) })
    .map(({ at, factor }) =>
      good.map((model, index) =>
        index === at && model.prices
          ? { ...model, prices: { ...model.prices, input: model.prices.input * factor } }
          : model,
      ),
    ),
  fc.nat(good.length - 1).map(at =>
    good.map((model, index) => {
      if (index !== at) return model
      const { prices: _, ...unpriced } = model
      return { ...unpriced, name: 'Other', priceState: 'dynamic' as const }
    }),
  ),
  fc.nat(2).map(more => [...good, toModel(`maker/extra${more}`), ...good.slice(0, 2)]),
)

const settings = fc.record({
  enabled: fc.uniqueArray(fc.nat(good.length - 1), { maxLength: 5 }),
  label: fc.string({ minLength: 1, maxLength: 20 }),
  standard: fc.nat(good.length - 1),
  price: fc.bigInt({ min: 0n, max: 10n ** 12n }),
})

const idOf = (index: number): string => `maker/m${index}`

/** Everything that admins decide. */
const decided = ({ rows }: Bot) => ({
  enabled: rows('SELECT * FROM Enabled ORDER BY workspaceId, modelId'),
  workspaces: rows('SELECT * FROM Workspace ORDER BY id'),
  overrides: rows('SELECT * FROM Override ORDER BY workspaceId, modelId'),
  budgets: rows('SELECT * FROM Budget ORDER BY id'),
})

async function decide(
  { store, chat }: Bot,
  { enabled, label, standard, price }: typeof settings extends fc.Arbitrary<infer T> ? T : never,
): Promise<void> {
  const id = chat.workspaceId
  const change = { actor: { id: 'ada', name: 'Ada' }, action: 'x', target: 'x', details: {} }
  for (const index of new Set([...enabled, standard])) {
    await store.workspaces.enable(id, { modelId: idOf(index), label }, change)
    const prices = { input: price, output: price * 2n }
    await store.overrides.set(id, { modelId: idOf(index), prices }, change)
  }
  await store.workspaces.setDefault(id, idOf(standard), change)
}

async function refreshWith(bot: Bot, list: readonly OfferedModel[] | Error): Promise<void> {
  bot.clock.advance(DAY)
  bot.llm.offers(list)
  const { signal } = new AbortController()
  expect(await refreshed(bot.refresher, { startedBy: 'test', signal })).toMatchObject({
    kind: 'ended',
  })
}

/** An admin says yes to every price that waits. */
async function acceptAll({ store, chat, clock }: Bot): Promise<void> {
  for (const { id, proposal } of await store.catalog.all()) {
    if (!proposal) continue
    const change = { actor: { id: 'ada', name: 'Ada' }, action: 'x', target: id, details: {} }
    await store.catalog.decidePrice(proposal.id, true, chat.workspaceId, change, clock.now())
  }
}

it('never changes what an admin decided, and ends as a clean sync would', {
  timeout: 60_000,
}, async () => {
  const bot = await startBot({ models: good, wanted: { model: idOf(0), fallback: idOf(1) } })
  const { signal } = new AbortController()
  await refreshed(bot.refresher, { startedBy: 'test', signal })
  const whole = { route: 'demo', models: good, names: good.map(({ id }) => id) }
  const clean = planRefresh({
    known: [],
    feeds: [{ ...whole, isComplete: true, isFirst: true }],
    now: bot.clock.now(),
  }).models

  await fc.assert(
    fc.asyncProperty(settings, fc.array(feed, { maxLength: 8 }), async (chosen, feeds) => {
      await decide(bot, chosen)
      const before = decided(bot)

      for (const list of feeds) await refreshWith(bot, list)

      expect(decided(bot)).toEqual(before)
      for (let count = 0; count < PATIENCE; count++) await refreshWith(bot, good)
      await acceptAll(bot)
      const offered = (await bot.store.catalog.all()).filter(({ status }) => status !== 'missing')
      expect(offered.map(({ id }) => id).sort()).toEqual(clean.map(({ id }) => id).sort())
      for (const model of clean) {
        const found = offered.find(({ id }) => id === model.id)
        expect(found && sameDescription(found, model)).toBe(true)
        expect(found).toMatchObject({ status: model.status, prices: model.prices, missed: 0 })
        expect(found).not.toHaveProperty('proposal')
      }
      expect(decided(bot)).toEqual(before)
    }),
    { numRuns: 25 },
  )
})

it('writes nothing but its record when nothing changed', async () => {
  const bot = await startBot({ models: good, wanted: { model: idOf(0), fallback: idOf(1) } })
  await refreshWith(bot, good)
  const tables = bot
    .rows(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'`,
    )
    .map(({ name }) => String(name))
  const contents = () => new Map(tables.map(name => [name, bot.rows(`SELECT * FROM "${name}"`)]))
  const before = contents()

  await refreshWith(bot, good)
  await refreshWith(bot, [...good].reverse())

  const changed = [...contents()].filter(
    ([name, rows]) => JSON.stringify(rows) !== JSON.stringify(before.get(name)),
  )
  expect(changed.map(([name]) => name).sort()).toEqual(['CatalogSync', 'Refresh'])
  expect(bot.rows('SELECT id FROM Refresh')).toHaveLength(3)
})
