import type { PriceException, Prices, Rates, Usage } from '../ports/llm.ts'

const TOKENS_PER_PRICE = 1_000_000n

/**
 * What these tokens cost, in nano-USD, rounded once, half up. A call without any token was refused and costs nothing.
 *
 * @param at when the call began: prices can depend on the hour
 */
export function costOf(usage: Usage, prices: Prices, at: Date): bigint {
  if (usage.inputTokens + usage.outputTokens === 0) return 0n
  const rates = ratesAt(prices, usage.inputTokens, at)
  const tokens = inputCost(usage, rates) + outputCost(usage, rates)
  return (tokens + TOKENS_PER_PRICE / 2n) / TOKENS_PER_PRICE + pieces(usage.images, rates)
}

const inputCost = (usage: Usage, rates: Rates): bigint => {
  const { input, cacheRead = input, cacheWrite = input, cacheWriteHour = cacheWrite } = rates
  const hours = usage.cacheWriteHourTokens ?? 0
  return charge(usage.inputTokens, input, [
    [usage.cacheReadTokens, cacheRead],
    [hours, cacheWriteHour],
    [usage.cacheWriteTokens - hours, cacheWrite],
    // sound that was cached is charged as cached
    [usage.audioInputTokens ?? 0, rates.audioInput ?? input],
  ])
}

const outputCost = (usage: Usage, rates: Rates): bigint =>
  charge(usage.outputTokens, rates.output, [
    [usage.reasoningTokens, rates.reasoning ?? rates.output],
    [usage.audioOutputTokens ?? 0, rates.audioOutput ?? rates.output],
  ])

/** Every token is charged once: the shares one after the other as far as the total goes, and what is left at `rest`. */
function charge(
  total: number,
  rest: bigint,
  shares: readonly (readonly [tokens: number, rate: bigint])[],
): bigint {
  let left = Math.max(0, total)
  let cost = 0n
  for (const [tokens, rate] of shares) {
    const taken = Math.min(Math.max(0, tokens), left)
    left -= taken
    cost += BigInt(taken) * rate
  }
  return cost + BigInt(left) * rest
}

const pieces = (images: number | undefined, rates: Rates): bigint =>
  (rates.request ?? 0n) + BigInt(images ?? 0) * (rates.image ?? 0n)

/** The rates of a call of this size at this time. */
function ratesAt({ exceptions = [], ...usual }: Prices, inputTokens: number, at: Date): Rates {
  const time = at.toISOString().slice(11, 16)
  const applying = exceptions.filter(
    exception => isAbove(exception, inputTokens) && isWithin(exception, time),
  )
  return Object.assign({}, usual, ...applying)
}

const isAbove = ({ aboveInputTokens = -1 }: PriceException, inputTokens: number): boolean =>
  inputTokens > aboveInputTokens

function isWithin({ fromUtc, untilUtc }: PriceException, time: string): boolean {
  if (fromUtc === undefined || untilUtc === undefined) return true
  const isPast = time >= fromUtc
  const isBefore = time < untilUtc
  return fromUtc < untilUtc ? isPast && isBefore : isPast || isBefore
}

/** How large a call can become. */
export interface Extent {
  readonly inputTokens: number
  readonly outputTokens: number
  readonly images?: number
}

/**
 * The most a call can cost: every token at the dearest rate that it could have at any hour, at any size up to this one,
 * and pieces likewise.
 */
export function worstCost({ inputTokens, outputTokens, images = 0 }: Extent, prices: Prices) {
  const worst = worstRates(prices, inputTokens)
  const tokens = BigInt(inputTokens) * worst.input + BigInt(outputTokens) * worst.output
  const rounded = (tokens + TOKENS_PER_PRICE - 1n) / TOKENS_PER_PRICE
  return rounded + worst.request + BigInt(images) * worst.image
}

/** How many output tokens an amount buys, in the worst case, after everything else is paid. */
export function affordableOutput(
  nano: bigint,
  extent: Omit<Extent, 'outputTokens'>,
  prices: Prices,
): number {
  const rest = nano - worstCost({ ...extent, outputTokens: 0 }, prices)
  const { output } = worstRates(prices, extent.inputTokens)
  if (rest <= 0n) return 0
  if (output === 0n) return Number.MAX_SAFE_INTEGER
  return Number((rest * TOKENS_PER_PRICE) / output)
}

function worstRates({ exceptions = [], ...usual }: Prices, inputTokens: number) {
  const possible: readonly Partial<Rates>[] = [
    usual,
    ...exceptions.filter(exception => isAbove(exception, inputTokens)),
  ]
  const dearest = (...names: readonly (keyof Rates)[]): bigint => {
    const rates = possible.flatMap(each => names.map(name => each[name] ?? 0n))
    return rates.sort((a, b) => Number(b > a) - Number(b < a))[0] ?? 0n
  }
  return {
    input: dearest('input', 'cacheRead', 'cacheWrite', 'cacheWriteHour', 'audioInput'),
    output: dearest('output', 'reasoning', 'audioOutput'),
    image: dearest('image'),
    request: dearest('request'),
  }
}
