import type { CostRow, Costs } from '../ports/costs.ts'
import type { Prices } from '../ports/llm.ts'
import { costOf } from './cost.ts'
import type { Volume } from './volume.ts'

/**
 * What many calls together would cost at these prices. Exceptions by size or hour are left out: they are a matter of
 * single calls.
 */
export function costAt(costs: Volume, { exceptions: _, request = 0n, ...rates }: Prices): bigint {
  return costOf(costs, rates, new Date(0)) + request * BigInt(costs.calls)
}

export interface Priced {
  readonly name: string
  readonly prices: Prices
  readonly isDefault: boolean
}

export interface WhatIf {
  /** `default` comes first; one model can be several. */
  readonly roles: readonly ('default' | 'cheapest' | 'dearest')[]
  readonly name: string
  readonly costNano: bigint
}

/** The same tokens, cached share included, on the default, the cheapest and the dearest of these models. */
export function whatIf(costs: Costs, models: readonly Priced[]): readonly WhatIf[] {
  const all = models
    .map(model => ({ ...model, costNano: costAt(costs, model.prices) }))
    .sort((a, b) => Number(a.costNano > b.costNano) - Number(a.costNano < b.costNano))
  const [cheapest, dearest] = [all[0], all.at(-1)]
  const usual = all.find(({ isDefault }) => isDefault)
  const wanted = [usual, cheapest, dearest].filter(model => model !== undefined)
  return [...new Set(wanted)].map(model => ({
    name: model.name,
    costNano: model.costNano,
    roles: [
      ...(model === usual ? (['default'] as const) : []),
      ...(model === cheapest ? (['cheapest'] as const) : []),
      ...(model === dearest && model !== cheapest ? (['dearest'] as const) : []),
    ],
  }))
}

const GAP_PERCENT = 10n

export interface Gap {
  readonly route: string
  readonly computedNano: bigint
  readonly reportedNano: bigint
}

/** Routes whose own figure is more than a tenth away from ours. */
export const gapsOf = (byRoute: readonly CostRow[]): readonly Gap[] =>
  byRoute
    .filter(({ computedNano, reportedNano }) => {
      const gap =
        reportedNano > computedNano ? reportedNano - computedNano : computedNano - reportedNano
      return gap * 100n > computedNano * GAP_PERCENT
    })
    .map(({ key, computedNano, reportedNano }) => ({ route: key, computedNano, reportedNano }))
