import { inspect } from 'node:util'
import { BotError } from '../errors.ts'
import type { Keyring } from '../lib/keyring.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { KeyRoutes } from '../ports/key-routes.ts'
import type { StoredKey } from '../ports/keys.ts'
import type { LlmRoute } from '../ports/llm.ts'
import type { KnownModel } from '../ports/snapshot.ts'
import { boundTo } from './bound-to.ts'
import { routeOfMaker } from './makers.ts'

export interface Keyed {
  readonly keys: readonly StoredKey[]
}

/** A workspace that is not there yet, or nobody's. */
export const withoutKeys: Keyed = { keys: [] }

/** What serves a model in a workspace. */
export interface Served {
  readonly route: LlmRoute
  /** The id the route itself uses. */
  readonly routeModelId: string
}

export interface ServingParts {
  /** Those that the environment has keys for. */
  readonly routes: readonly LlmRoute[]
  readonly keyRoutes: KeyRoutes
  readonly keyring: Keyring
}

type Reached = Pick<CatalogModel, 'id' | 'route' | 'routeModelId' | 'status'>

/** Which key opens what, for whom. */
export interface Serving {
  /** By the workspace's own key, else by the environment's; a key of its own that cannot be read serves nothing. */
  serve(model: Reached, workspace: Keyed): Served | undefined
  /** Models of makers that can be reached over more than one route. */
  learn(models: readonly KnownModel[]): void
}

export function createServing({ routes, keyRoutes, keyring }: ServingParts): Serving {
  const environment = new Map(routes.map(route => [route.name, route]))
  const opened = new Map<
    string,
    { readonly sealed: string; readonly route: LlmRoute | undefined }
  >()
  const makersIds = new Map<string, { readonly route: string; readonly routeModelId: string }>()

  function open(stored: StoredKey): LlmRoute | undefined {
    const { workspaceId, route: name, sealed } = stored
    const id = boundTo(stored)
    const known = opened.get(id)
    if (known?.sealed === sealed) return known.route
    const secret = keyring.open(sealed, boundTo({ workspaceId, route: name }))
    const canOpen = secret !== undefined && keyRoutes.names.includes(name)
    const route = canOpen ? discreet(keyRoutes.create(name, secret), secret) : undefined
    opened.set(id, { sealed, route })
    return route
  }

  function routeFor(name: string, { keys }: Keyed): LlmRoute | undefined {
    const own = keys.find(({ route }) => route === name)
    return own ? open(own) : environment.get(name)
  }

  /** The maker's own API first, then OpenRouter, where both have it under a name that is known. */
  function waysTo({ id, route, routeModelId }: Reached) {
    const own = { route, routeModelId }
    const makers = makersIds.get(id)
    if (!makers || (route !== makers.route && route !== 'openrouter')) return [own]
    return route === makers.route ? [own, { route: 'openrouter', routeModelId: id }] : [makers, own]
  }

  return {
    serve(model, workspace) {
      if (model.status === 'missing') return undefined
      for (const way of waysTo(model)) {
        const route = routeFor(way.route, workspace)
        if (route) return { route, routeModelId: way.routeModelId }
      }
      return undefined
    },
    learn(models) {
      for (const { id, provider, makerModelId } of models) {
        const route = routeOfMaker(provider)
        if (route) makersIds.set(id, { route, routeModelId: makerModelId })
      }
    },
  }
}

/** A provider that repeats the key in its answer must not bring it into a log. */
function discreet(route: LlmRoute, secret: string): LlmRoute {
  const hide = (error: unknown): never => {
    if (!repeats(error, secret)) throw error
    const code = error instanceof BotError ? error.code : 'model-unavailable'
    throw new BotError(code, 'the provider’s words repeat the key')
  }
  const { checkKey } = route
  return {
    ...route,
    list: signal => route.list(signal).catch(hide),
    ...(checkKey && { checkKey: (signal: AbortSignal) => checkKey(signal).catch(hide) }),
    async *chat(request) {
      try {
        yield* route.chat(request)
      } catch (error) {
        hide(error)
      }
    },
  }
}

const repeats = (error: unknown, secret: string): boolean =>
  inspect(error, { depth: 10 }).includes(secret)
