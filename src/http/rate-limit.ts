import { BotError } from '../errors.ts'
import type { Clock } from '../ports/clock.ts'

interface Bucket {
  readonly left: number
  readonly at: number
}

/**
 * As many requests at once as a minute allows, refilled evenly.
 *
 * @returns takes one of `key`'s requests. @throws BotError `too-fast` with the time until the next one
 */
export function createRateLimit(perMinute: number, clock: Clock): (key: string) => void {
  const buckets = new Map<string, Bucket>()
  const msPerRequest = 60_000 / perMinute
  return key => {
    const now = clock.now().getTime()
    const { left, at } = buckets.get(key) ?? { left: perMinute, at: now }
    const refilled = Math.min(perMinute, left + Math.max(0, now - at) / msPerRequest)
    if (refilled < 1) {
      throw new BotError('too-fast', `At most ${perMinute} requests a minute.`, {
        retryAfterMs: Math.ceil((1 - refilled) * msPerRequest),
      })
    }
    buckets.set(key, { left: refilled - 1, at: now })
  }
}
