import { setTimeout as sleep } from 'node:timers/promises'

/** Asks one question; resolves when it is answered. */
export type AskOne = () => Promise<void>

/** Asks at a steady rate, whether answers come or not. */
export async function steady(ask: AskOne, perSecond: number, seconds: number): Promise<void> {
  const startedAt = performance.now()
  for (let number = 0; number < perSecond * seconds; number++) {
    await sleep(Math.max(0, startedAt + (number * 1000) / perSecond - performance.now()))
    ask().catch(() => undefined)
  }
}

/** Keeps so many questions open for so long, then waits for the last answers. Returns how many there were. */
export async function keepOpen(
  ask: AskOne,
  inFlight: number,
  seconds: number,
): Promise<{ readonly asked: number; readonly tookMs: number }> {
  const startedAt = performance.now()
  let asked = 0
  const worker = async () => {
    while (performance.now() - startedAt < seconds * 1000) {
      asked++
      await ask()
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  return { asked, tookMs: performance.now() - startedAt }
}
