import { costOf } from '../money/cost.ts'
import { formatMoney } from '../money/format-money.ts'
import { localDay } from '../money/period.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { Clock } from '../ports/clock.ts'
import type { CostRow } from '../ports/costs.ts'
import type { Prices } from '../ports/llm.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'

interface Asking {
  readonly store: Store
  readonly workspace: Workspace
  readonly clock: Clock
}

const DAYS = 30
const DAY_MS = 86_400_000

/**
 * What the default's calls of the last 30 days cost, and what they would have cost with this model; undefined where
 * there is nothing to compare. Tiers and hours are left out: days are summed, calls are not looked at.
 */
export async function whatIf(
  { store, workspace, clock }: Asking,
  model: CatalogModel,
): Promise<string | undefined> {
  const now = clock.now()
  const rows = await store.costs.by('model', {
    workspaceId: workspace.id,
    fromDay: localDay(new Date(now.getTime() - (DAYS - 1) * DAY_MS), workspace),
    untilDay: localDay(new Date(now.getTime() + DAY_MS), workspace),
  })
  const used = rows.find(({ key }) => key === workspace.defaultModelId)
  if (!used || used.calls === 0 || model.id === workspace.defaultModelId) return undefined
  const { calls, costNano } = used
  const spent = `The default’s ${calls} ${calls === 1 ? 'call' : 'calls'} of the last ${DAYS} days cost ${formatMoney(costNano)}`
  if (!model.prices) return `${spent}; what they would have cost with this model is not known.`
  return `${spent}; with this model about ${formatMoney(costWith(used, model.prices, now))}.`
}

function costWith(used: CostRow, { exceptions: _, ...usual }: Prices, at: Date): bigint {
  const furtherRequests = BigInt(used.calls - 1) * (usual.request ?? 0n)
  return costOf(used, usual, at) + furtherRequests
}
