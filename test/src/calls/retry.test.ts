import { expect, it } from 'vitest'
import { waitBeforeRetry } from '../../../src/calls/retry.ts'
import { BotError, type ErrorCode } from '../../../src/errors.ts'

const wait = (code: ErrorCode, attempt: number, retryAfterMs?: number) =>
  waitBeforeRetry(
    new BotError(code, '', retryAfterMs === undefined ? {} : { retryAfterMs }),
    attempt,
    0.5,
  )

it.each([
  ['model-overloaded', 1, undefined, 500],
  ['model-overloaded', 2, undefined, 1500],
  ['model-overloaded', 3, undefined, undefined],
  ['model-rate-limited', 1, 7000, 7000],
  ['model-rate-limited', 1, 60_000, undefined],
  ['model-rate-limited', 1, 0, 0],
  ['model-empty', 1, undefined, 500],
  ['model-cut', 1, undefined, 500],
  ['model-timeout', 1, undefined, undefined],
  ['model-bad-key', 1, undefined, undefined],
  ['model-refused', 1, undefined, undefined],
  ['stopped', 1, undefined, undefined],
] as const)('%s, attempt %d, asked to wait %s: %s', (code, attempt, retryAfterMs, ms) => {
  expect(wait(code, attempt, retryAfterMs)).toBe(ms)
})
