import { setTimeout as wait } from 'node:timers/promises'

/** The real time. */
export const systemClock = {
  now: (): Date => new Date(),
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await wait(ms, undefined, signal ? { signal } : {}).catch(() => undefined)
  },
}
