import type { World } from './world.ts'

interface Planned {
  readonly matches: (method: string, route: string) => boolean
  readonly status: number
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
  readonly delayMs: number
  /** What was asked is done all the same; only the answer is lost. */
  readonly afterwards: boolean
  times: number
}

interface Failing {
  readonly status?: number
  readonly code?: number
  readonly times?: number
  readonly afterwards?: boolean
}

export interface Faults {
  /** The next calls of a route (`POST /channels/:channel/messages`) get 429. */
  limitNext(route: string, how?: { retryAfterMs?: number; times?: number; global?: boolean }): void
  /** The next calls of a route fail: with a status, or with no answer at all (0); `afterwards` once they took effect. */
  failNext(route: string, how?: Failing): void
  /** The next calls of a route are answered late. */
  delayNext(route: string, delayMs: number, times?: number): void
  take(method: string, route: string): Planned | undefined
}

function matcher(wanted: string): Planned['matches'] {
  const [method, path] = wanted.includes(' ') ? wanted.split(' ') : [undefined, wanted]
  return (m, route) => (method === undefined || m === method) && route === path
}

function limitHeaders(retryAfterMs: number, global: boolean): Record<string, string> {
  const seconds = String(retryAfterMs / 1000)
  return {
    'retry-after': seconds,
    'x-ratelimit-reset-after': seconds,
    'x-ratelimit-remaining': '0',
    'x-ratelimit-scope': global ? 'global' : 'user',
    ...(global ? { 'x-ratelimit-global': 'true' } : {}),
  }
}

export function limited(retryAfterMs: number, global = false) {
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: retryAfterMs / 1000, global },
    headers: limitHeaders(retryAfterMs, global),
  }
}

export function createFaults(): Faults {
  const planned: Planned[] = []
  const plan = (route: string, fault: Omit<Planned, 'matches'>) =>
    planned.push({ matches: matcher(route), ...fault })
  return {
    limitNext: (route, { retryAfterMs = 500, times = 1, global = false } = {}) => {
      plan(route, { ...limited(retryAfterMs, global), delayMs: 0, times, afterwards: false })
    },
    failNext: (route, { status = 500, code = 0, times = 1, afterwards = false } = {}) => {
      const body = { message: `${status}: planned failure`, code }
      plan(route, { status, body, headers: {}, delayMs: 0, times, afterwards })
    },
    delayNext: (route, delayMs, times = 1) => {
      plan(route, { status: 200, body: undefined, headers: {}, delayMs, times, afterwards: false })
    },
    take(method, route) {
      const fault = planned.find(({ matches, times }) => times > 0 && matches(method, route))
      if (fault) fault.times -= 1
      return fault
    },
  }
}

/** Fifty requests a second for the whole bot; what answers interactions does not count. */
export function createGlobalLimit(): (now: number) => boolean {
  let recent: number[] = []
  return now => {
    recent = recent.filter(at => at > now - 1000)
    if (recent.length >= 50) return false
    recent.push(now)
    return true
  }
}

/** One bucket per route and place, as the `X-RateLimit-*` headers tell it. */
export function createBuckets(world: World) {
  const uses = new Map<string, number[]>()
  return (
    key: string,
  ): { allowed: boolean; retryAfterMs: number; headers: Record<string, string> } => {
    const { limit, windowMs } = world.options.bucket
    const now = Date.now()
    const recent = (uses.get(key) ?? []).filter(at => at > now - windowMs)
    const allowed = recent.length < limit
    if (allowed) recent.push(now)
    uses.set(key, recent)
    const resetMs = windowMs - (now - (recent[0] ?? now))
    return {
      allowed,
      retryAfterMs: resetMs,
      headers: {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(limit - recent.length),
        'x-ratelimit-reset': String((now + resetMs) / 1000),
        'x-ratelimit-reset-after': String(resetMs / 1000),
        'x-ratelimit-bucket': Buffer.from(key).toString('hex').slice(0, 32),
      },
    }
  }
}
