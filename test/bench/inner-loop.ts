import { type AskOne, keepOpen } from './load.ts'

/** What a program that asks itself is told over IPC, and what it answers. */
export interface LoopOrder {
  readonly inFlight: number
  readonly seconds: number
}

export interface LoopResult {
  readonly asked: number
  readonly answered: number
  readonly tookMs: number
  /** The event loop's delay, p99, in ms. */
  readonly lagMs: number
}

/** Runs each loop that the parent orders. */
export function obey(ask: AskOne, delay: { percentile(p: number): number; reset(): void }): void {
  process.on('message', ({ inFlight, seconds }: LoopOrder) => {
    delay.reset()
    keepOpen(ask, inFlight, seconds).then(result => {
      process.send?.({ ...result, lagMs: delay.percentile(99) / 1e6 } satisfies LoopResult)
    })
  })
  process.send?.('ready')
}
