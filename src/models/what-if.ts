import { formatMoney } from '../money/format-money.ts'
import { costAt } from '../money/what-if.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import { type Asking, RECENT_DAYS, recentUse } from './recent-use.ts'

/**
 * What the default's calls of the last 30 days cost, and what they would have cost with this model; undefined where
 * there is nothing to compare. Tiers and hours are left out: days are summed, calls are not looked at.
 */
export async function whatIf(asking: Asking, model: CatalogModel): Promise<string | undefined> {
  const { workspace } = asking
  const rows = await recentUse(asking)
  const used = rows.find(({ key }) => key === workspace.defaultModelId)
  if (!used || used.calls === 0 || model.id === workspace.defaultModelId) return undefined
  const { calls, costNano } = used
  const spent = `The default’s ${calls} ${calls === 1 ? 'call' : 'calls'} of the last ${RECENT_DAYS} days cost ${formatMoney(costNano)}`
  if (!model.prices) return `${spent}; what they would have cost with this model is not known.`
  return `${spent}; with this model about ${formatMoney(costAt(used, model.prices))}.`
}
