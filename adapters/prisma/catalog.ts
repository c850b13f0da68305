import { newId } from '../../src/lib/new-id.ts'
import type { CatalogStore } from '../../src/ports/catalog.ts'
import type { OfferedModel } from '../../src/ports/llm.ts'
import type { Db, Tx } from './db.ts'
import { Prisma } from './generated/sqlite/client.ts'
import { lookAgain } from './look-again.ts'
import { fromPrices } from './prices.ts'
import { toCatalogModel } from './rows.ts'

const columns = (model: OfferedModel, displayOrder: number) => ({
  provider: model.provider,
  route: model.route,
  routeModelId: model.routeModelId,
  name: model.name,
  family: model.family ?? null,
  contextWindow: model.contextWindow ?? null,
  maxOutput: model.maxOutput ?? null,
  inputModalities: [...model.inputModalities],
  outputModalities: [...model.outputModalities],
  capabilities: [...model.capabilities],
  parameters: model.parameters ? [...model.parameters] : Prisma.DbNull,
  prices: model.prices ? fromPrices(model.prices) : Prisma.DbNull,
  priceState: model.priceState,
  status: 'active',
  deprecatedOn: model.deprecatedOn ?? null,
  aliases: [...model.aliases],
  displayOrder,
})

/** Anew rather than one by one: a list has hundreds of rows. */
async function replace(tx: Tx, models: readonly OfferedModel[], now: Date): Promise<void> {
  const known = await tx.catalogModel.findMany({ select: { id: true, firstSeenAt: true } })
  const firstSeen = new Map(known.map(({ id, firstSeenAt }) => [id, firstSeenAt]))
  await tx.catalogModel.deleteMany({ where: { id: { in: models.map(({ id }) => id) } } })
  const rows = models.map((model, index) => ({
    id: model.id,
    ...columns(model, index),
    firstSeenAt: firstSeen.get(model.id) ?? now,
    lastSeenAt: now,
  }))
  // always in the same order: of two processes that do this one has to wait, not both for each other
  await tx.catalogModel.createMany({ data: rows.sort((a, b) => (a.id < b.id ? -1 : 1)) })
}

export function createCatalogStore(db: Db): CatalogStore {
  return {
    async all() {
      const found = await db.catalogModel.findMany({
        orderBy: [{ displayOrder: 'asc' }, { id: 'asc' }],
      })
      return found.map(toCatalogModel)
    },

    async save(models, now) {
      await lookAgain(() => db.$transaction(tx => replace(tx, models, now)))
    },

    async noteSync({ route, at, models, error }) {
      await db.catalogSync.create({
        data: { id: newId(), route, at, models, error: error ?? null },
      })
    },

    async lastSyncedAt() {
      const row = await db.catalogSync.findFirst({
        where: { error: null },
        orderBy: { at: 'desc' },
      })
      return row?.at
    },
  }
}
