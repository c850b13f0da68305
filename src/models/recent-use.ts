import { localDay } from '../money/period.ts'
import type { Clock } from '../ports/clock.ts'
import type { CostRow } from '../ports/costs.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'

export interface Asking {
  readonly store: Store
  readonly workspace: Workspace
  readonly clock: Clock
}

export const RECENT_DAYS = 30
const DAY_MS = 86_400_000

/** What was asked of each model in the last 30 days, today among them; dearest first. */
export async function recentUse({ store, workspace, clock }: Asking): Promise<readonly CostRow[]> {
  const now = clock.now().getTime()
  return store.costs.by('model', {
    workspaceId: workspace.id,
    fromDay: localDay(new Date(now - (RECENT_DAYS - 1) * DAY_MS), workspace),
    untilDay: localDay(new Date(now + DAY_MS), workspace),
  })
}
