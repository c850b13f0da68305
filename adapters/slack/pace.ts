import { setTimeout as sleep } from 'node:timers/promises'

/** Lets calls through one after the other, so many a minute, with a short burst, and none while told to wait. */
export interface Pace {
  turn(): Promise<void>
  pauseFor(ms: number): void
}

export function createPace(perMinute: number, burst: number): Pace {
  const everyMs = 60_000 / perMinute
  /** When the next call would be due if none had been saved up. */
  let dueAt = 0
  let pausedUntil = 0
  return {
    async turn() {
      const now = Date.now()
      dueAt = Math.max(dueAt, now - everyMs * (burst - 1)) + everyMs
      const startAt = dueAt - everyMs
      let waitMs = Math.max(startAt, pausedUntil) - now
      while (waitMs > 0) {
        await sleep(waitMs)
        waitMs = pausedUntil - Date.now()
      }
    },
    pauseFor(ms) {
      pausedUntil = Math.max(pausedUntil, Date.now() + ms)
    },
  }
}
