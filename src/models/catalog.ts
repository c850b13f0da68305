import { defined } from '../lib/defined.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { Clock } from '../ports/clock.ts'
import type { LlmRoute, OfferedModel } from '../ports/llm.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { KnownModel, Snapshot } from '../ports/snapshot.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { countModels } from './catalog-standing.ts'
import { effective } from './effective.ts'
import { feedsOf } from './feeds.ts'
import { makerOf } from './makers.ts'
import { planRefresh } from './plan-refresh.ts'
import { createServing, type Keyed, type Served, type ServingParts } from './serving.ts'

type Overriding = Pick<Workspace, 'overrides'>

/** Every model known, shared by all workspaces. */
export interface Catalog {
  /** As providers describe them; `effective` is what a workspace goes by. */
  all(): readonly CatalogModel[]
  /** All of them as this workspace has them. */
  allFor(workspace: Overriding): readonly CatalogModel[]
  find(id: string): CatalogModel | undefined
  /** With the prices, capabilities and so on that the workspace's admins set. */
  effective<T extends CatalogModel>(model: T, workspace: Overriding): T
  /** What serves it in this workspace; undefined when no key does, or when it is not offered any more. */
  routeOf(model: CatalogModel, workspace: Keyed): Served | undefined
  /** The model that a route calls by this name. */
  served(route: string, routeModelId: string, workspace: Overriding): CatalogModel | undefined
  /** Reads what is stored; where that is nothing, fills it from the snapshot. */
  load(): Promise<void>
  /** Adds what these routes are known to offer, where the catalog lacks it. */
  cover(routes: readonly string[]): Promise<void>
  /** Reads it again. */
  reload(): Promise<void>
  /** Reads it again where another process changed it. */
  follow(): Promise<void>
}

export interface CatalogParts extends ServingParts {
  readonly store: Store
  /** The first one that offers a model serves it: makers' own APIs come before OpenRouter. */
  readonly routes: readonly LlmRoute[]
  readonly readSnapshot: () => Promise<Snapshot>
  readonly clock: Clock
  readonly metrics: Metrics
}

export function createCatalog(parts: CatalogParts): Catalog {
  const { store, routes, readSnapshot, clock, metrics } = parts
  const serving = createServing(parts)
  const covered = new Set<string>()
  let byId = new Map<string, CatalogModel>()
  let stamp = ''
  const routeByName = new Map(routes.map(route => [route.name, route]))

  async function reload(): Promise<void> {
    stamp = await store.catalog.stamp()
    byId = new Map((await store.catalog.all()).map(model => [model.id, model]))
    await stand()
  }

  async function stand(): Promise<void> {
    metrics.catalogStands({
      syncedAt: await store.catalog.lastSyncedAt(),
      models: countModels([...byId.values()], ({ route }) => routeByName.has(route)),
    })
  }

  const isServed = () => [...byId.values()].some(({ route }) => routeByName.has(route))

  /** From the snapshot, and from what the routes surely have. */
  async function fill(offering: readonly Pick<LlmRoute, 'name' | 'builtIn'>[]): Promise<void> {
    const { models } = await readSnapshot()
    const lists = offering.map(({ name, builtIn }) => ({
      fetch: { route: name, models: 0, isComplete: false },
      models: builtIn ?? known(name, models),
      isFirst: true,
    }))
    const feeds = feedsOf(lists)
    const plan = planRefresh({ known: [...byId.values()], feeds, now: clock.now() })
    await store.catalog.fill(plan.models)
    await reload()
  }

  async function cover(names: readonly string[]): Promise<void> {
    const missing = names.filter(name => !covered.has(name))
    if (missing.length === 0) return
    serving.learn((await readSnapshot()).models)
    await reload()
    await fill(
      missing.map(name => ({ name, ...defined({ builtIn: parts.keyRoutes.builtIn(name) }) })),
    )
    for (const name of missing) covered.add(name)
  }

  return {
    all: () => [...byId.values()],
    allFor: workspace => [...byId.values()].map(model => effective(model, workspace)),
    find: id => byId.get(id),
    effective,
    served(route, name, workspace) {
      const found = [...byId.values()].find(
        model =>
          model.route === route &&
          (model.routeModelId === name ||
            model.aliases.includes(name) ||
            model.aliases.includes(`${model.provider}/${name}`)),
      )
      return found && effective(found, workspace)
    },
    routeOf: (model, workspace) => serving.serve(model, workspace),
    cover,
    reload,

    async load() {
      await reload()
      if (!isServed()) await fill(routes)
    },

    async follow() {
      if ((await store.catalog.stamp()) !== stamp) await reload()
      else await stand()
    },
  }
}

/** What the snapshot says a route offers. */
function known(route: string, models: readonly KnownModel[]): readonly OfferedModel[] {
  if (route === 'openrouter') {
    return models.map(model => ({ ...model, route, routeModelId: model.id }))
  }
  return models
    .filter(({ provider }) => provider === makerOf(route))
    .map(model => ({ ...model, route, routeModelId: model.makerModelId }))
}
