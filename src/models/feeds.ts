import type { Log } from '../log.ts'
import type { RouteFetch } from '../ports/catalog.ts'
import type { LlmRoute, OfferedModel } from '../ports/llm.ts'
import type { KnownModel } from '../ports/snapshot.ts'
import { completeWith } from './complete-model.ts'
import { makerOf } from './makers.ts'
import type { Feed } from './plan-refresh.ts'

/** What came of asking one route. */
export interface Fetched {
  readonly fetch: RouteFetch
  readonly models: readonly OfferedModel[]
  readonly isFirst: boolean
}

export interface Fetching {
  readonly snapshot: readonly KnownModel[]
  /** How many models each route's last complete list had. */
  readonly lastComplete: ReadonlyMap<string, number>
  readonly signal: AbortSignal
  readonly log: Log
}

/** For all pages of a list together. */
const LIST_WITHIN_MS = 90_000
/** A list that lost more than this is taken for a broken one. */
const SHRINKS_BY_PERCENT = 30

/** Asks one route. A failure is what comes of it, too. */
export async function fetchList(route: LlmRoute, fetching: Fetching): Promise<Fetched> {
  const last = fetching.lastComplete.get(route.name)
  let lost = 0
  try {
    const patience = AbortSignal.any([fetching.signal, AbortSignal.timeout(LIST_WITHIN_MS)])
    const listed = await route.list(patience, () => void lost++)
    const models = onePerId(listed.map(completeWith(fetching.snapshot)))
    const error = flawOf(models.length, lost, last)
    return {
      fetch: {
        ...{ route: route.name, models: models.length, isComplete: error === undefined },
        ...(error && { error }),
      },
      models,
      isFirst: last === undefined,
    }
  } catch (error) {
    fetching.log.warn({ err: error, route: route.name }, 'model list could not be read')
    const { code = 'unknown' } = error as { code?: string }
    return {
      fetch: { route: route.name, models: 0, isComplete: false, error: code },
      models: [],
      isFirst: last === undefined,
    }
  }
}

/** Why a list is not believed where it leaves something out. */
function flawOf(models: number, lost: number, last: number | undefined): string | undefined {
  if (models === 0) return 'empty'
  if (lost > 0) return 'unreadable entries'
  const least = ((last ?? 0) * (100 - SHRINKS_BY_PERCENT)) / 100
  return models < least ? 'shrunken' : undefined
}

/** Of a maker's dated and undated names the undated one stays. */
function onePerId(models: readonly OfferedModel[]): readonly OfferedModel[] {
  const byId = new Map<string, OfferedModel>()
  for (const model of models) {
    const isBetter = model.id.endsWith(`/${model.routeModelId}`)
    if (!byId.has(model.id) || isBetter) byId.set(model.id, model)
  }
  return [...byId.values()]
}

/** Each model once, from the first route that has it. @param fetched in order of precedence */
export function feedsOf(fetched: readonly Fetched[]): readonly Feed[] {
  const ownMakers = new Set(fetched.map(({ fetch }) => makerOf(fetch.route)))
  const taken = new Set<string>()
  return fetched.map(({ fetch: { route, isComplete }, models, isFirst }) => {
    const own = models.filter(
      ({ id, provider }) => !taken.has(id) && (route !== 'openrouter' || !ownMakers.has(provider)),
    )
    for (const { id } of own) taken.add(id)
    return { route, models: own, names: models.map(({ id }) => id), isComplete, isFirst }
  })
}
