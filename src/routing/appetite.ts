import type { Appetite } from '../ports/workspaces.ts'

export const appetites = [
  'cheapest',
  'thrifty',
  'balanced',
  'quality',
  'best',
] as const satisfies readonly Appetite[]

/**
 * What the whole way from the cheapest candidate's price to the dearest's is worth, in expected quality (0 … 1). At
 * `best` money does not count; at `cheapest` a dearer model must promise a third of all answers better.
 */
export const worth: Readonly<Record<Appetite, number>> = {
  cheapest: 0.35,
  thrifty: 0.22,
  balanced: 0.12,
  quality: 0.05,
  best: 0,
}

export interface Rated {
  /** Expected, 0 … 1. */
  readonly quality: number
  /** What a call costs on average, in any one unit. */
  readonly price: number
}

/** What each is worth: its quality less what its price is worth. */
export function valuesOf(candidates: readonly Rated[], priceWorth: number): readonly number[] {
  const prices = candidates.map(({ price }) => price)
  const lowest = Math.min(...prices)
  const span = Math.max(...prices) - lowest || 1
  return candidates.map(({ quality, price }) => quality - (priceWorth * (price - lowest)) / span)
}

/** The candidate worth most; of equals the cheaper. @throws RangeError without candidates */
export function bestFor<T extends Rated>(candidates: readonly T[], priceWorth: number): T {
  const values = valuesOf(candidates, priceWorth)
  const order = candidates.map((candidate, index) => ({ candidate, value: values[index] ?? 0 }))
  order.sort((a, b) => b.value - a.value || a.candidate.price - b.candidate.price)
  const [best] = order
  if (!best) throw new RangeError('There is nothing to choose from.')
  return best.candidate
}
