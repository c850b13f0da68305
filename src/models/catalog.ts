import type { Log } from '../log.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { Clock } from '../ports/clock.ts'
import type { LlmRoute, OfferedModel } from '../ports/llm.ts'
import type { KnownModel, Snapshot } from '../ports/snapshot.ts'
import type { Store } from '../ports/store.ts'
import { type Completion, completeWith } from './complete-model.ts'

/** Every model known, shared by all workspaces. */
export interface Catalog {
  all(): readonly CatalogModel[]
  find(id: string): CatalogModel | undefined
  /** The route that serves it; undefined when no key does. */
  routeOf(model: Pick<CatalogModel, 'route' | 'status'>): LlmRoute | undefined
  /** The model that a route calls by this name. */
  served(route: string, routeModelId: string): CatalogModel | undefined
  /** Reads what is stored; where that is nothing, fills it from the snapshot. */
  load(): Promise<void>
  /** Asks all routes. One that fails keeps what is known of it. */
  refresh(signal: AbortSignal): Promise<void>
}

export interface CatalogParts {
  readonly store: Store
  /** The first one that offers a model serves it: makers' own APIs come before OpenRouter. */
  readonly routes: readonly LlmRoute[]
  readonly readSnapshot: () => Promise<Snapshot>
  readonly clock: Clock
  readonly log: Log
}

/** The route of a maker, where its name is not the maker's. */
const makers: Readonly<Record<string, string>> = { xai: 'x-ai' }

export const makerOf = (route: string): string => makers[route] ?? route

export function createCatalog({ store, routes, readSnapshot, clock, log }: CatalogParts): Catalog {
  let byId = new Map<string, CatalogModel>()
  const routeByName = new Map(routes.map(route => [route.name, route]))
  const ownMakers = new Set(routes.map(({ name }) => makerOf(name)))

  async function reload(): Promise<void> {
    byId = new Map((await store.catalog.all()).map(model => [model.id, model]))
  }

  const isServed = () => [...byId.values()].some(({ route }) => routeByName.has(route))

  /** What the snapshot says a route offers. */
  const known = (route: LlmRoute, models: readonly KnownModel[]): readonly OfferedModel[] => {
    if (route.name === 'openrouter') {
      return models
        .filter(({ provider }) => !ownMakers.has(provider))
        .map(model => ({ ...model, route: route.name, routeModelId: model.id }))
    }
    return models
      .filter(({ provider }) => provider === makerOf(route.name))
      .map(model => ({ ...model, route: route.name, routeModelId: model.makerModelId }))
  }

  async function fill(): Promise<void> {
    const snapshot = await readSnapshot()
    const lists = routes.map(route => route.builtIn ?? known(route, snapshot.models))
    await store.catalog.save(firstOfEach(lists.flat()), clock.now())
    await reload()
  }

  async function list(route: LlmRoute, complete: Completion, signal: AbortSignal) {
    try {
      const models = (await route.list(signal)).map(complete)
      await store.catalog.noteSync({ route: route.name, at: clock.now(), models: models.length })
      return models
    } catch (error) {
      log.warn({ err: error, route: route.name }, 'model list could not be read')
      const { code } = error as { code?: string }
      await store.catalog.noteSync({
        route: route.name,
        at: clock.now(),
        models: 0,
        error: code ?? 'unknown',
      })
      return []
    }
  }

  return {
    all: () => [...byId.values()],
    find: id => byId.get(id),
    served: (route, name) =>
      [...byId.values()].find(
        model =>
          model.route === route &&
          (model.routeModelId === name ||
            model.aliases.includes(name) ||
            model.aliases.includes(`${model.provider}/${name}`)),
      ),
    routeOf: ({ route, status }) => (status === 'active' ? routeByName.get(route) : undefined),

    async load() {
      await reload()
      if (!isServed()) await fill()
    },

    async refresh(signal) {
      const needsHelp = routes.some(({ name }) => name !== 'demo')
      const complete = completeWith(needsHelp ? (await readSnapshot()).models : [])
      const lists = await Promise.all(routes.map(route => list(route, complete, signal)))
      const models = firstOfEach(lists.flat()).filter(
        ({ route, provider }) => route !== 'openrouter' || !ownMakers.has(provider),
      )
      if (models.length > 0) await store.catalog.save(models, clock.now())
      await reload()
    },
  }
}

/** Routes stand in order of precedence; of a maker's dated and undated names the undated one stays. */
function firstOfEach(models: readonly OfferedModel[]): readonly OfferedModel[] {
  const byId = new Map<string, OfferedModel>()
  for (const model of models) {
    const first = byId.get(model.id)
    const isBetter = first?.route === model.route && model.id.endsWith(`/${model.routeModelId}`)
    if (!first || isBetter) byId.set(model.id, model)
  }
  return [...byId.values()]
}
