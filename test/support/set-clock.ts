import type { Clock } from '../../src/ports/clock.ts'

export interface SetClock extends Clock {
  /** Moves time on. */
  pass(ms: number): void
}

/** A clock that stands still until it is moved. */
export function setClock(start: Date): SetClock {
  let now = start.getTime()
  return {
    now: () => new Date(now),
    sleep: async ms => {
      now += ms
    },
    pass(ms) {
      now += ms
    },
  }
}
