import { BotError } from '../../src/errors.ts'
import { newId } from '../../src/lib/new-id.ts'
import type {
  CatalogModel,
  CatalogStore,
  RefreshPlan,
  RouteFetch,
} from '../../src/ports/catalog.ts'
import { addAudit } from './audit.ts'
import { fromCatalogModel, fromPrice, toCatalogModel, toPriceVersion } from './catalog-rows.ts'
import type { Db, Tx } from './db.ts'
import { decidePrice } from './decide-price.ts'
import type { Prisma } from './generated/sqlite/client.ts'
import { lookAgain } from './look-again.ts'
import { claimRefresh, dropRefresh } from './refresh-claim.ts'

const order = { orderBy: [{ displayOrder: 'asc' }, { id: 'asc' }] } satisfies {
  orderBy: Prisma.CatalogModelOrderByWithRelationInput[]
}

/** A refresh and an admin's decision about the same price come one after the other. */
const alone = { isolationLevel: 'Serializable', timeout: 30_000 } as const

/** Anew rather than one by one: a list has hundreds of rows. */
async function write(tx: Tx, models: readonly CatalogModel[], now: Date): Promise<void> {
  for (const some of inPortions(models)) {
    await tx.catalogModel.deleteMany({ where: { id: { in: some.map(({ id }) => id) } } })
  }
  await insert(tx, models, now)
}

async function insert(tx: Tx, models: readonly CatalogModel[], now: Date): Promise<void> {
  // always in the same order: of two processes that do this one has to wait, not both for each other
  const sorted = [...models].sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const some of inPortions(sorted)) {
    await tx.catalogModel.createMany({ data: some.map(model => fromCatalogModel(model, now)) })
  }
}

/** Prisma takes thousands of rows at once, at several times the memory and time. */
const PORTION = 60

const inPortions = <T>(rows: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(rows.length / PORTION) }, (_, index) =>
    rows.slice(index * PORTION, (index + 1) * PORTION),
  )

async function readAll(db: Tx): Promise<readonly CatalogModel[]> {
  const [found, syncs] = [
    await db.catalogModel.findMany(order),
    await db.catalogSync.groupBy({
      by: ['route'],
      where: { complete: true },
      _max: { at: true },
    }),
  ]
  const lastListed = new Map(syncs.map(({ route, _max }) => [route, _max.at]))
  return found.map(row => toCatalogModel(row, lastListed.get(row.route) ?? undefined))
}

async function record(
  tx: Tx,
  id: string,
  now: Date,
  fetches: readonly RouteFetch[],
  { changes }: RefreshPlan,
): Promise<void> {
  const { count } = await tx.refresh.updateMany({
    where: { id, running: { not: null } },
    data: { running: null, endedAt: now, changes: changes as unknown as Prisma.InputJsonValue },
  })
  if (count === 0) throw new BotError('conflict', 'Another refresh has taken over.')
  if (fetches.length === 0) return
  await tx.catalogSync.createMany({
    data: fetches.map(({ route, models, isComplete, error }) => ({
      id: newId(),
      refreshId: id,
      ...{ route, models, complete: isComplete, at: now, error: error ?? null },
    })),
  })
}

export function createCatalogStore(db: Db): CatalogStore {
  return {
    all: () => readAll(db),

    async stamp() {
      const { _max, _count } = await db.catalogModel.aggregate({
        _max: { updatedAt: true },
        _count: true,
      })
      return `${_count} ${_max.updatedAt?.getTime()}`
    },

    async fill(models) {
      const now = models[0]?.firstSeenAt
      if (!now) return
      await lookAgain(() =>
        db.$transaction(async tx => {
          const known = await tx.catalogModel.findMany({ select: { id: true } })
          const ids = new Set(known.map(({ id }) => id))
          const fresh = models.filter(({ id }) => !ids.has(id))
          if (fresh.length > 0) await insert(tx, fresh, now)
        }),
      )
    },

    claimRefresh: claim => claimRefresh(db, claim),

    dropRefresh: (id, now) => dropRefresh(db, id, now),

    applyRefresh: (id, now, fetches, plan) =>
      db.$transaction(async tx => {
        const planned = plan(await readAll(tx))
        await record(tx, id, now, fetches, planned)
        await write(tx, planned.models, now)
        for (const some of inPortions(planned.versions)) {
          await tx.priceVersion.createMany({
            data: some.map(({ modelId, validFrom, ...price }) => ({
              ...{ modelId, validFrom },
              ...fromPrice(price),
            })),
          })
        }
        return planned
      }, alone),

    async refreshChanges(id) {
      const row = await db.refresh.findUnique({ where: { id }, select: { changes: true } })
      return (row?.changes as unknown as RefreshPlan['changes'] | null) ?? undefined
    },

    async lastComplete() {
      const routes = await db.catalogSync.groupBy({
        by: ['route'],
        where: { complete: true },
        _max: { at: true },
      })
      const latest = routes.flatMap(({ route, _max: { at } }) => (at ? [{ route, at }] : []))
      if (latest.length === 0) return new Map()
      const rows = await db.catalogSync.findMany({ where: { complete: true, OR: latest } })
      return new Map(rows.map(({ route, models }) => [route, models]))
    },

    async lastSyncedAt() {
      const row = await db.catalogSync.findFirst({
        where: { error: null },
        orderBy: { at: 'desc' },
      })
      return row?.at
    },

    async priceVersions(modelId, limit) {
      const found = await db.priceVersion.findMany({
        where: { modelId },
        orderBy: { validFrom: 'desc' },
        take: limit,
      })
      return found.map(toPriceVersion)
    },

    decidePrice: (proposalId, isAccepted, workspaceId, change, now) =>
      db.$transaction(async tx => {
        await decidePrice(tx, change.target, proposalId, isAccepted, now)
        await addAudit(tx, workspaceId, now, change)
      }, alone),
  }
}
