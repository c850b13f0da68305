import type { Prices, Usage } from '../ports/llm.ts'

const TOKENS_PER_PRICE = 1_000_000n

/** What these tokens cost, in nano-USD, rounded once, half up. A component without its own price costs what its whole does. */
export function costOf(usage: Usage, prices: Prices): bigint {
  const plainInput = usage.inputTokens - usage.cacheReadTokens - usage.cacheWriteTokens
  const plainOutput = usage.outputTokens - usage.reasoningTokens
  const parts: readonly (readonly [number, bigint])[] = [
    [plainInput, prices.input],
    [usage.cacheReadTokens, prices.cacheRead ?? prices.input],
    [usage.cacheWriteTokens, prices.cacheWrite ?? prices.input],
    [plainOutput, prices.output],
    [usage.reasoningTokens, prices.reasoning ?? prices.output],
  ]
  const total = parts.reduce((sum, [tokens, price]) => sum + BigInt(tokens) * price, 0n)
  return (total + TOKENS_PER_PRICE / 2n) / TOKENS_PER_PRICE + (prices.request ?? 0n)
}

const dearest = (...prices: readonly (bigint | undefined)[]): bigint =>
  prices.reduce<bigint>((most, price) => (price !== undefined && price > most ? price : most), 0n)

/** The most a call can cost: all input at its dearest rate, and the whole answer at its dearest. */
export function worstCost(inputTokens: number, maxOutputTokens: number, prices: Prices): bigint {
  const total =
    BigInt(inputTokens) * dearest(prices.input, prices.cacheRead, prices.cacheWrite) +
    BigInt(maxOutputTokens) * dearest(prices.output, prices.reasoning)
  return (total + TOKENS_PER_PRICE - 1n) / TOKENS_PER_PRICE + (prices.request ?? 0n)
}
