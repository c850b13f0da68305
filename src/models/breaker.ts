import type { ErrorCode } from '../errors.ts'
import type { Clock } from '../ports/clock.ts'

/** Which model, for whom: a workspace's own key may fail where another's works. */
export interface Watched {
  readonly workspaceId: string
  readonly modelId: string
}

/**
 * Rests a model that keeps failing, so that nobody waits for it in vain. After the rest one call may probe it.
 * Every process finds out by itself: what one sees from its network need not hold for the others.
 */
export interface Breaker {
  /** Undefined while it may be asked. */
  restingUntil(model: Watched): Date | undefined
  /** Whether a call may go out now; the first one after a rest is the probe, and others wait for how it ends. */
  admits(model: Watched): boolean
  /** How a call ended; `undefined` is an answer. */
  ended(model: Watched, errorCode: ErrorCode | undefined): void
}

/** The model's or its provider's fault; a refusal or too long a question is not. */
const faults: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'model-bad-key',
  'model-no-credit',
  'model-forbidden',
  'model-unknown',
  'model-rate-limited',
  'model-overloaded',
  'model-unavailable',
  'model-timeout',
  'model-garbled',
  'model-cut',
  'model-empty',
])

const FAILURES = 3
const FIRST_REST_MS = 30_000
const LONGEST_REST_MS = 300_000
/** A probe that never comes back lets the next one go after this. */
const PROBE_MS = 60_000

interface State {
  failures: number
  rests: number
  until: number
}

export function createBreaker(clock: Clock): Breaker {
  const states = new Map<string, State>()
  const keyOf = ({ workspaceId, modelId }: Watched) => `${workspaceId} ${modelId}`
  const now = () => clock.now().getTime()

  function fail(key: string): void {
    const state = states.get(key) ?? { failures: 0, rests: 0, until: 0 }
    state.failures++
    states.set(key, state)
    if (state.failures < FAILURES) return
    state.until = now() + Math.min(FIRST_REST_MS * 2 ** state.rests, LONGEST_REST_MS)
    state.rests++
    // the probe after the rest decides alone
    state.failures = FAILURES - 1
  }

  return {
    restingUntil(model) {
      const { until = 0 } = states.get(keyOf(model)) ?? {}
      return until > now() ? new Date(until) : undefined
    },
    admits(model) {
      const state = states.get(keyOf(model))
      if (!state || state.until === 0) return true
      if (state.until > now()) return false
      state.until = now() + PROBE_MS
      return true
    },
    ended(model, errorCode) {
      if (errorCode === undefined) states.delete(keyOf(model))
      else if (faults.has(errorCode)) fail(keyOf(model))
    },
  }
}
