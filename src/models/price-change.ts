import type { ProposalReason } from '../ports/catalog.ts'
import type { PriceState, Prices } from '../ports/llm.ts'

export interface Priced {
  readonly prices?: Prices
  readonly priceState: PriceState
}

const MOST = 10n

export const priceOf = ({ prices, priceState }: Priced): Priced => ({
  priceState,
  ...(prices && { prices }),
})

/** Every figure of a price by its name, tiers and times of day included. */
function figuresOf(value: unknown, path = ''): readonly (readonly [string, bigint | string])[] {
  if (typeof value === 'bigint') return [[path, value]]
  if (typeof value !== 'object' || value === null) return [[path, String(value)]]
  return Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, part]) => figuresOf(part, `${path}.${name}`))
}

export function samePrice(a: Priced, b: Priced): boolean {
  const [before, after] = [a, b].map(
    ({ prices, priceState }) =>
      `${priceState} ${figuresOf(prices ?? {}).map(([name, value]) => `${name}=${value}`)}`,
  )
  return before === after
}

/** Why the new price of a model has to wait for an admin; undefined when it may be applied. */
export function reasonToWait(before: Priced, after: Priced): ProposalReason | undefined {
  if (samePrice(before, after)) return undefined
  if (after.prices && isFree(after.prices) && !(before.prices && isFree(before.prices))) {
    return 'zero'
  }
  if (before.priceState !== 'known') return undefined
  if (after.priceState === 'dynamic') return 'varies'
  if (!before.prices || !after.prices) return 'not-named'
  return reasonOf(before.prices, after.prices)
}

const isFree = ({ input, output }: Prices): boolean => input === 0n && output === 0n

function reasonOf(before: Prices, after: Prices): ProposalReason | undefined {
  const old = new Map(figuresOf(before))
  for (const [name, figure] of figuresOf(after)) {
    const known = old.get(name)
    if (typeof figure !== 'bigint' || typeof known !== 'bigint' || known === figure) continue
    if (figure === 0n) return 'zero'
    if (known > 0n && (figure > known * MOST || figure * MOST < known)) return 'over-10x'
  }
  return undefined
}
