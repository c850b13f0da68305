import { setTimeout as sleep } from 'node:timers/promises'
import { UnclearError } from './errors.ts'

const tries = 3
const pauseMs = 300

/** Does something that must not be done twice: where the connection broke, it looks first whether it has been done. */
export async function certainly<T>(
  run: () => Promise<T>,
  find: (startedAt: number) => Promise<T | undefined>,
): Promise<T> {
  let lost: unknown
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const startedAt = Date.now()
    try {
      return await run()
    } catch (error) {
      if (!(error instanceof UnclearError)) throw error
      lost = error
    }
    await sleep(pauseMs)
    const done = await find(startedAt)
    if (done !== undefined) return done
  }
  throw lost
}
