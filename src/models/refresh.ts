import { newId } from '../lib/new-id.ts'
import type { Log } from '../log.ts'
import type { RefreshChanges, RouteFetch } from '../ports/catalog.ts'
import type { Clock } from '../ports/clock.ts'
import type { LlmRoute } from '../ports/llm.ts'
import type { Metrics, RefreshOutcome } from '../ports/metrics.ts'
import type { Snapshot } from '../ports/snapshot.ts'
import type { Store } from '../ports/store.ts'
import { announce } from './announce.ts'
import type { Catalog } from './catalog.ts'
import { type Fetched, feedsOf, fetchList } from './feeds.ts'
import { planRefresh } from './plan-refresh.ts'
import { countsOf } from './refresh-words.ts'
import type { Workspaces } from './workspaces.ts'

export interface Wish {
  /** A person's id, `start` or `timetable`. */
  readonly startedBy: string
  /** Names the occurrence of a timetable, so that of several processes one does it. */
  readonly occurrence?: string
  readonly signal: AbortSignal
}

export type Step =
  | { readonly kind: 'fetched'; readonly fetches: readonly RouteFetch[]; readonly waiting: number }
  /** Another one has not ended, or has already done this occurrence. */
  | { readonly kind: 'elsewhere'; readonly why: 'running' | 'done' }
  | {
      readonly kind: 'ended'
      readonly id: string
      readonly fetches: readonly RouteFetch[]
      readonly changes: RefreshChanges
    }

export interface Refresher {
  /** Asks all routes and applies what they say, in steps. The last step is `elsewhere` or `ended`. */
  run(wish: Wish): AsyncGenerator<Step, void>
  /** The same without writing anything. */
  dryRun(signal: AbortSignal): AsyncGenerator<Step, void>
}

export interface RefresherParts {
  readonly store: Store
  readonly catalog: Catalog
  readonly workspaces: Workspaces
  readonly routes: readonly LlmRoute[]
  readonly readSnapshot: () => Promise<Snapshot>
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
}

/** Longer than all lists may take: after that its process is dead. */
const LEASE_MS = 5 * 60_000

export function createRefresher(parts: RefresherParts): Refresher {
  const { store, catalog, clock, log, metrics } = parts

  async function* apply(id: string, signal: AbortSignal): AsyncGenerator<Step, void> {
    const fetched = yield* fetchAll(parts, signal)
    const fetches = fetched.map(({ fetch }) => fetch)
    const now = clock.now()
    const { changes } = await store.catalog.applyRefresh(id, now, fetches, known =>
      planRefresh({ known, feeds: feedsOf(fetched), now }),
    )
    await catalog.reload()
    metrics.refreshEnded(outcomeOf(fetches))
    log.info({ refresh: id, fetches, ...countsOf(changes) }, 'catalog refreshed')
    yield { kind: 'ended', id, fetches, changes }
    await announce(parts, id, changes)
  }

  return {
    async *run({ signal, ...wish }) {
      const id = newId()
      const startedAt = clock.now()
      const leaseUntil = new Date(startedAt.getTime() + LEASE_MS)
      const claim = await store.catalog.claimRefresh({ id, startedAt, leaseUntil, ...wish })
      if (claim !== 'claimed') {
        yield { kind: 'elsewhere', why: claim }
        return
      }
      try {
        yield* apply(id, signal)
      } catch (error) {
        metrics.refreshEnded('failed')
        throw error
      } finally {
        await store.catalog.dropRefresh(id, clock.now())
      }
    },

    async *dryRun(signal) {
      const fetched = yield* fetchAll(parts, signal)
      const known = catalog.all()
      const plan = planRefresh({ known, feeds: feedsOf(fetched), now: clock.now() })
      const fetches = fetched.map(({ fetch }) => fetch)
      yield { kind: 'ended', id: '', fetches, changes: plan.changes }
    },
  }
}

/** All routes at once; a step for each that is through. */
async function* fetchAll(
  { store, routes, readSnapshot, log }: RefresherParts,
  signal: AbortSignal,
): AsyncGenerator<Step, readonly Fetched[]> {
  const needsHelp = routes.some(({ name }) => name !== 'demo')
  const [lastComplete, snapshot] = await Promise.all([
    store.catalog.lastComplete(),
    needsHelp ? readSnapshot().then(({ models }) => models) : [],
  ])
  const fetching = { snapshot, lastComplete, signal, log }
  const running = new Map(
    routes.map((route, index) => [
      index,
      fetchList(route, fetching).then(fetched => ({ index, fetched })),
    ]),
  )
  const done = new Map<number, Fetched>()
  const inOrder = () => [...done].sort(([a], [b]) => a - b).map(([, fetched]) => fetched)
  while (running.size > 0) {
    const { index, fetched } = await Promise.race(running.values())
    running.delete(index)
    done.set(index, fetched)
    const fetches = inOrder().map(({ fetch }) => fetch)
    yield { kind: 'fetched', fetches, waiting: running.size }
  }
  return inOrder()
}

function outcomeOf(fetches: readonly RouteFetch[]): RefreshOutcome {
  if (fetches.every(({ isComplete }) => isComplete)) return 'ok'
  return fetches.some(({ models }) => models > 0) ? 'partial' : 'failed'
}

/** A refresh that nobody watches. */
export async function refreshed(refresher: Refresher, wish: Wish): Promise<Step | undefined> {
  let last: Step | undefined
  for await (const step of refresher.run(wish)) last = step
  return last
}
