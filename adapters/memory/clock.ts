import type { Clock } from '../../src/ports/clock.ts'

export interface MemoryClock extends Clock {
  /** Moves the time on and wakes whoever sleeps until then. */
  advance(ms: number): void
  /** Who sleeps, and for how long in all. */
  readonly sleeping: readonly number[]
}

export interface MemoryClockOptions {
  readonly start?: Date
  /** `pass`: a sleep moves the time on by itself. `wait`: it ends when somebody moves it. */
  readonly sleeps?: 'pass' | 'wait'
}

interface Sleeper {
  readonly ms: number
  readonly until: number
  wake(): void
}

/** Time that only moves when it is told to. */
export function createMemoryClock({
  start = new Date('2026-11-10T09:00:00Z'),
  sleeps = 'pass',
}: MemoryClockOptions = {}): MemoryClock {
  let now = start.getTime()
  const sleepers = new Set<Sleeper>()

  function advance(ms: number): void {
    now += ms
    for (const sleeper of sleepers) if (sleeper.until <= now) sleeper.wake()
  }

  return {
    now: () => new Date(now),
    advance,
    get sleeping() {
      return [...sleepers].map(({ ms }) => ms)
    },
    async sleep(ms, signal) {
      if (ms <= 0 || signal?.aborted) return
      if (sleeps === 'pass') return advance(ms)
      await new Promise<void>(resolve => {
        const sleeper = {
          ms,
          until: now + ms,
          wake() {
            sleepers.delete(sleeper)
            signal?.removeEventListener('abort', sleeper.wake)
            resolve()
          },
        }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', sleeper.wake)
      })
    },
  }
}
