import type { CatalogModel } from '../ports/catalog.ts'

export interface Initial {
  readonly defaultModelId: string
  readonly fallbackModelId?: string
  readonly enabled: readonly string[]
  /** The configured default is not available; the cheapest capable one took its place. */
  readonly isSubstitute: boolean
}

const MIN_CONTEXT = 8000

/**
 * What a new workspace starts with: the configured models where they are available, else the cheapest priced ones that
 * write text and read more than a page.
 *
 * @returns undefined when no model is available at all
 */
export function chooseInitial(
  available: readonly CatalogModel[],
  wanted: { readonly model: string; readonly fallback: string },
): Initial | undefined {
  const has = (id: string) => available.find(model => model.id === id || model.aliases.includes(id))
  const cheapest = [...available].filter(isCapable).sort(byPrice)
  const chosen = has(wanted.model)
  const first = chosen ?? cheapest[0] ?? available[0]
  if (!first) return undefined
  const fallback = has(wanted.fallback) ?? cheapest.find(({ id }) => id !== first.id)
  const enabled = [first, ...(fallback && fallback !== first ? [fallback] : [])]
  return {
    defaultModelId: first.id,
    ...(fallback && { fallbackModelId: fallback.id }),
    enabled: enabled.map(({ id }) => id),
    isSubstitute: !chosen,
  }
}

const isCapable = (model: CatalogModel): boolean =>
  model.prices !== undefined &&
  // a free model is a guest: rate-limited, and gone tomorrow
  model.prices.output > 0n &&
  model.outputModalities.includes('text') &&
  (model.contextWindow ?? 0) >= MIN_CONTEXT

const byPrice = (a: CatalogModel, b: CatalogModel): number => {
  const difference = priceOf(a) - priceOf(b)
  return difference < 0n ? -1 : difference > 0n ? 1 : a.id.localeCompare(b.id)
}

const priceOf = ({ prices }: CatalogModel): bigint => (prices ? prices.input + prices.output : 0n)
