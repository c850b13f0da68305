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

const PATIENCE_MS = 5000

/** Keeps so many questions open for so long, then waits a little for the last answers. Returns how many came. */
export async function keepOpen(
  ask: AskOne,
  inFlight: number,
  seconds: number,
): Promise<{ readonly answered: number; readonly asked: number; readonly tookMs: number }> {
  const startedAt = performance.now()
  let asked = 0
  let answered = 0
  let lastAt = startedAt
  const worker = async () => {
    while (performance.now() - startedAt < seconds * 1000) {
      asked++
      await ask()
      answered++
      lastAt = performance.now()
    }
  }
  const late = sleep(seconds * 1000 + PATIENCE_MS, undefined, { ref: false })
  await Promise.race([Promise.all(Array.from({ length: inFlight }, worker)), late])
  return { answered, asked, tookMs: lastAt - startedAt }
}
