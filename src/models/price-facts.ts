import { formatMoney, formatPrice } from '../money/format-money.ts'
import type { PriceException, Prices, Rates } from '../ports/llm.ts'

const perMillion = (rate: bigint): string => `${formatPrice(rate)} per 1M`
const each = (nano: bigint): string => `${formatMoney(nano)} each`

/** What has a price of its own beside text in and out, in the order in which it is shown. */
const components: readonly (readonly [keyof Rates, string, (rate: bigint) => string])[] = [
  ['cacheRead', 'Cached input', perMillion],
  ['cacheWrite', 'Cache write', perMillion],
  ['cacheWriteHour', 'Cache write, 1 hour', perMillion],
  ['reasoning', 'Reasoning', perMillion],
  ['audioInput', 'Audio in', perMillion],
  ['audioOutput', 'Audio out', perMillion],
  ['image', 'Image', each],
  ['request', 'Request', each],
]

/** Every component of a price but the two that stand in its line, and what differs by size and hour. */
export function priceFacts({
  exceptions = [],
  ...usual
}: Prices): Readonly<Record<string, string>> {
  const byComponent = components.flatMap(([name, label, show]) => {
    const rate = usual[name]
    return rate === undefined ? [] : [[label, show(rate)] as const]
  })
  const byCondition = exceptions.map(exception => [when(exception), rates(exception)] as const)
  return Object.fromEntries([...byComponent, ...byCondition])
}

/** `Above 200,000 tokens in`, `22:00–08:00 UTC`, or both. */
function when({ aboveInputTokens, fromUtc, untilUtc }: PriceException): string {
  const hours = fromUtc && untilUtc ? `${fromUtc}–${untilUtc} UTC` : ''
  if (aboveInputTokens === undefined) return hours
  const size = `Above ${aboveInputTokens.toLocaleString('en-US')} tokens in`
  return hours ? `${size}, ${hours}` : size
}

function rates(exception: PriceException): string {
  const { input, output } = exception
  const main = [
    input === undefined ? undefined : `${formatPrice(input)} in`,
    output === undefined ? undefined : `${formatPrice(output)} out`,
  ]
  const others = components.map(([name, label]) => {
    const rate = exception[name]
    return rate === undefined ? undefined : `${label.toLowerCase()} ${formatPrice(rate)}`
  })
  return [...main, ...others].filter(Boolean).join(' · ')
}
