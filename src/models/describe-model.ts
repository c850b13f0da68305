import { formatPrice } from '../money/format-money.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { Capability, PriceState, Prices } from '../ports/llm.ts'

/** `$1.25 in · $10.00 out · $5.63 average per 1M tokens` */
export function priceLine(model: {
  readonly prices?: Prices
  readonly priceState: PriceState
}): string {
  if (!model.prices) return model.priceState === 'dynamic' ? 'price varies' : 'price unknown'
  const { input, output } = model.prices
  const average = (input + output + 1n) / 2n
  return `${formatPrice(input)} in · ${formatPrice(output)} out · ${formatRounded(average)} average per 1M tokens`
}

/** An average is shown to the cent where it is more than one. */
function formatRounded(price: bigint): string {
  const cent = 10_000_000n
  return formatPrice(price >= cent ? ((price + cent / 2n) / cent) * cent : price)
}

/** `$1.25/$10.00` */
export const shortPrice = (model: {
  readonly prices?: Prices
  readonly priceState: PriceState
}): string =>
  model.prices
    ? `${formatPrice(model.prices.input)}/${formatPrice(model.prices.output)}`
    : priceLine(model)

/** Short enough for a menu: `$1.25/$10.00 · 400k · vision, tools`. */
export function menuDetail(model: CatalogModel): string {
  return [shortPrice(model), contextText(model.contextWindow), badges(model.capabilities)]
    .filter(Boolean)
    .join(' · ')
}

export function contextText(tokens: number | undefined): string {
  if (tokens === undefined) return ''
  if (tokens < 1000) return String(tokens)
  if (tokens < 1_000_000) return `${Math.round(tokens / 1000)}k`
  return `${Number((tokens / 1_000_000).toFixed(1))}M`
}

const shown: readonly Capability[] = ['vision', 'files', 'audio', 'tools', 'reasoning', 'web']

export const badges = (capabilities: readonly Capability[]): string =>
  shown.filter(capability => capabilities.includes(capability)).join(', ')
