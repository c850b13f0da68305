import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { isPassing, neverArrived, retryAfterMs, UnclearError } from './errors.ts'
import type { Json } from './json.ts'
import { createPace, type Pace } from './pace.ts'

/** The one slice of the SDK's client that is used. It must not retry by itself. */
export interface SlackClient {
  apiCall(method: string, args?: Record<string, unknown>): Promise<object>
}

/** Calls Slack: at Slack's pace, waiting when told to, again where that can do no harm. */
export interface SlackApi {
  call(method: string, args?: Json): Promise<Json>
  /** Rejects with a 429 at once instead of waiting longer than this. */
  callWithin(maxWaitMs: number, method: string, args?: Json): Promise<Json>
}

/** Done twice, these do harm: after a broken connection the caller has to find out what happened. */
const onceOnly = new Set([
  'chat.postMessage',
  'chat.postEphemeral',
  'chat.startStream',
  'chat.appendStream',
  'chat.stopStream',
  'views.open',
  'files.completeUploadExternal',
])

/** Calls a minute and burst: https://docs.slack.dev/apis/web-api/rate-limits, a little below. */
const paces: Readonly<Record<string, readonly [perMinute: number, burst: number]>> = {
  'chat.appendStream': [80, 20],
  'chat.update': [45, 10],
  'chat.delete': [45, 10],
  'chat.postMessage': [60, 5],
}

const longestWaitMs = 120_000
const mostLimited = 12
const backoffMs = [300, 1_000, 3_000]

interface Trying {
  readonly method: string
  readonly maxWaitMs: number
  readonly pace: Pace
  failed: number
  limited: number
}

export function createApi(client: SlackClient, log: Logger): SlackApi {
  const known = new Map<string, Pace>()

  function paceOf(method: string, args: Json): Pace {
    const key = method === 'chat.postMessage' ? `${method} ${String(args['channel'])}` : method
    const pace = known.get(key) ?? createPace(...(paces[method] ?? [3_000, 100]))
    if (known.size > 2_000) known.clear()
    known.set(key, pace)
    return pace
  }

  async function beforeNextTry(error: unknown, state: Trying): Promise<void> {
    const limitedMs = retryAfterMs(error)
    if (limitedMs !== undefined) return waitAsTold(error, limitedMs, state)
    if (!isPassing(error)) throw error
    const isHarmless = !onceOnly.has(state.method) || neverArrived(error)
    if (!isHarmless) throw new UnclearError(`${state.method} may have been done`, { cause: error })
    const waitMs = backoffMs[state.failed]
    if (waitMs === undefined) throw error
    log.warn({ method: state.method, err: error }, 'Slack call failed, trying again')
    state.failed += 1
    await sleep(waitMs)
  }

  function waitAsTold(error: unknown, waitMs: number, state: Trying): void {
    log.warn({ method: state.method, waitMs }, 'Slack asks us to wait')
    state.pace.pauseFor(waitMs)
    state.limited += 1
    if (waitMs > state.maxWaitMs || state.limited > mostLimited) throw error
  }

  async function callWithin(maxWaitMs: number, method: string, args: Json = {}): Promise<Json> {
    const pace = paceOf(method, args)
    const state: Trying = { method, maxWaitMs, pace, failed: 0, limited: 0 }
    for (;;) {
      await pace.turn()
      try {
        return { ...(await client.apiCall(method, { ...args })) }
      } catch (error) {
        await beforeNextTry(error, state)
      }
    }
  }

  return { callWithin, call: (method, args) => callWithin(longestWaitMs, method, args) }
}
