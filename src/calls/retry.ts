import type { BotError, ErrorCode } from '../errors.ts'

/** What may go away by itself. A timeout has used up the reader's patience already. */
const passing: readonly ErrorCode[] = [
  'model-rate-limited',
  'model-overloaded',
  'model-unavailable',
  'model-garbled',
  'model-cut',
  'model-empty',
]

const MAX_ATTEMPTS = 3
const LONGEST_WAIT_MS = 20_000
const FIRST_WAIT_MS = 500

/**
 * How long to wait before the next attempt; undefined when there is to be none.
 *
 * @param attempt the one that failed, from 1
 */
export function waitBeforeRetry(
  error: BotError,
  attempt: number,
  random: number,
): number | undefined {
  if (attempt >= MAX_ATTEMPTS || !passing.includes(error.code)) return undefined
  if (error.retryAfterMs !== undefined) {
    return error.retryAfterMs <= LONGEST_WAIT_MS ? error.retryAfterMs : undefined
  }
  return Math.round(FIRST_WAIT_MS * 3 ** (attempt - 1) * (0.75 + random / 2))
}
