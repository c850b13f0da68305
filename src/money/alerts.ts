import type { Limit, Standing } from '../ports/budgets.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { readPercents } from './budget-settings.ts'

/** The threshold a budget has just passed, once per window; of several at once the highest. */
export async function passedThreshold(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  { alertPercents }: Pick<Workspace, 'alertPercents'>,
  limit: Limit,
): Promise<{ readonly threshold: number; readonly standing: Standing } | undefined> {
  const standing = await store.budgets.standing(limit)
  const passed = (readPercents(alertPercents) ?? []).filter(
    percent => standing.spentNano * 100n >= limit.limitNano * BigInt(percent),
  )
  let told: number | undefined
  for (const threshold of passed) {
    if (await store.budgets.claimAlert(limit, threshold, clock.now())) told = threshold
  }
  return told === undefined ? undefined : { threshold: told, standing }
}
