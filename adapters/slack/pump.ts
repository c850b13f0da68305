import type { Writer } from './answer.ts'

const enough = 256
const longestGapMs = 1_000

export interface Pump {
  write(textSoFar: string): void
  /** Lets what is under way end, and gives the whole text. */
  stop(): Promise<string>
}

/** Hands text to the writer: at once at first, then when there is enough of it or a second has passed. */
export function createPump(writer: Writer, settled: (text: string) => string): Pump {
  let latest = ''
  let flushed = 0
  let flushedAt = 0
  let timer: NodeJS.Timeout | undefined
  let flushing: Promise<void> | undefined
  let isStopped = false

  function waitMs(): number {
    if (flushed === 0) return 0
    const gapMs = latest.length - flushed >= enough ? 0 : longestGapMs
    return Math.max(0, flushedAt + Math.max(gapMs, writer.gapMs()) - Date.now())
  }

  function schedule(): void {
    const isIdle = timer === undefined && flushing === undefined
    if (isIdle && !isStopped && latest.length > flushed) timer = setTimeout(flush, waitMs())
  }

  function flush(): void {
    timer = undefined
    const text = settled(latest)
    if (text === '') return
    flushed = latest.length
    flushedAt = Date.now()
    // What fails here is tried again with more text, and at the end, where it counts.
    flushing = writer
      .flush(text)
      .catch(() => undefined)
      .finally(() => {
        flushing = undefined
        schedule()
      })
  }

  return {
    write(textSoFar) {
      if (textSoFar.length <= latest.length) return
      latest = textSoFar
      const isUrgent = flushed > 0 && latest.length - flushed >= enough && timer !== undefined
      if (isUrgent) {
        clearTimeout(timer)
        timer = undefined
      }
      schedule()
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await flushing
      return latest
    },
  }
}
