import { BotError } from '../../src/errors.ts'

export interface Patience {
  /** Until the first sign of life. */
  readonly firstMs: number
  /** Between two signs of life. */
  readonly idleMs: number
}

export interface Deadline {
  /** Aborts when the caller's signal does, or when time is up. */
  readonly signal: AbortSignal
  /** A sign of life: the clock starts again. */
  alive(): void
  /** The error to throw instead of the abort's, when time was up. */
  readonly error: BotError | undefined
  clear(): void
}

export function createDeadline(patience: Patience, outer: AbortSignal): Deadline {
  const controller = new AbortController()
  let error: BotError | undefined
  let timer = setTimeout(expire, patience.firstMs, patience.firstMs)

  function expire(ms: number): void {
    error = new BotError('model-timeout', `no sign of life for ${ms} ms`)
    controller.abort()
  }

  return {
    signal: AbortSignal.any([controller.signal, outer]),
    alive() {
      clearTimeout(timer)
      timer = setTimeout(expire, patience.idleMs, patience.idleMs)
    },
    get error() {
      return error
    },
    clear: () => clearTimeout(timer),
  }
}
