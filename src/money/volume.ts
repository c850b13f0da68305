import type { Costs } from '../ports/costs.ts'
import { counted } from './report-words.ts'

/** How much work there is to pay for. */
export type Volume = Pick<
  Costs,
  | 'calls'
  | 'inputTokens'
  | 'cacheReadTokens'
  | 'cacheWriteTokens'
  | 'outputTokens'
  | 'reasoningTokens'
>

const nothing: Volume = {
  calls: 0,
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
}

export const sumVolumes = (volumes: readonly Volume[]): Volume =>
  volumes.reduce(
    (sum, each) => ({
      calls: sum.calls + each.calls,
      inputTokens: sum.inputTokens + each.inputTokens,
      cacheReadTokens: sum.cacheReadTokens + each.cacheReadTokens,
      cacheWriteTokens: sum.cacheWriteTokens + each.cacheWriteTokens,
      outputTokens: sum.outputTokens + each.outputTokens,
      reasoningTokens: sum.reasoningTokens + each.reasoningTokens,
    }),
    nothing,
  )

/** `1,200 calls, 500,000 tokens in (40 % cached) and 90,000 out` */
export function volumeWords({ calls, inputTokens, cacheReadTokens, outputTokens }: Volume): string {
  const cached = inputTokens === 0 ? 0 : Math.round((cacheReadTokens * 100) / inputTokens)
  const read = `${counted(inputTokens, 'token')} in (${cached} % cached)`
  return `${counted(calls, 'call')}, ${read} and ${outputTokens.toLocaleString('en-US')} out`
}
