/** What an admin chooses, from the least money to the best answers. */
export const appetites = ['cheapest', 'thrifty', 'balanced', 'quality', 'best'] as const
export type Appetite = (typeof appetites)[number]

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

/** Quality less what the price is worth; of equals the cheaper. @throws RangeError without candidates */
export function bestFor<T extends Rated>(candidates: readonly T[], priceWorth: number): T {
  const prices = candidates.map(({ price }) => price)
  const lowest = Math.min(...prices)
  const span = Math.max(...prices) - lowest || 1
  const value = ({ quality, price }: Rated) => quality - (priceWorth * (price - lowest)) / span
  const [best] = [...candidates].sort((a, b) => value(b) - value(a) || a.price - b.price)
  if (!best) throw new RangeError('There is nothing to choose from.')
  return best
}
