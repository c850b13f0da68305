import type { Limit, Standing } from '../ports/budgets.ts'
import type { Clock } from '../ports/clock.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { readPercents } from './budget-settings.ts'

/** What is to be told about a budget, once per window. */
export type Alert =
  | { readonly kind: 'passed'; readonly percent: number; readonly standing: Standing }
  | { readonly kind: 'forecast'; readonly runsOutAt: Date; readonly standing: Standing }

interface Parts {
  readonly store: Store
  readonly clock: Clock
}

/** Where thresholds are percents, the forecast has this place. */
const FORECAST = 0

/** The threshold that was just passed, of several the highest; else that at this rate the budget will not last. */
export async function alertOf(
  parts: Parts,
  { alertPercents }: Pick<Workspace, 'alertPercents'>,
  limit: Limit,
): Promise<Alert | undefined> {
  const { store, clock } = parts
  const standing = await store.budgets.standing(limit)
  const percents = readPercents(alertPercents) ?? []
  const passed = percents.filter(
    percent => standing.spentNano * 100n >= limit.limitNano * BigInt(percent),
  )
  let told: number | undefined
  for (const percent of passed) {
    if (await store.budgets.claimAlert(limit, percent, clock.now())) told = percent
  }
  if (told !== undefined) return { kind: 'passed', percent: told, standing }
  // who wants no alerts wants none of these either
  return percents.length === 0 ? undefined : forecastOf(parts, standing)
}

async function forecastOf({ store, clock }: Parts, standing: Standing): Promise<Alert | undefined> {
  const runsOutAt = runOutOf(standing, clock.now())
  if (!runsOutAt) return undefined
  const isFirst = await store.budgets.claimAlert(standing.limit, FORECAST, clock.now())
  return isFirst ? { kind: 'forecast', runsOutAt, standing } : undefined
}

/** Days say nothing of the next hour, and what never ends has no rate. */
const foreseeable = ['week', 'month']
/** Earlier than this part of a window, one busy morning would be an alarm. */
const LEAST_PART = 5

/** When a budget is used up before its window ends, going on as so far; undefined when it lasts, or nobody can say. */
export function runOutOf({ limit, spentNano }: Standing, now: Date): Date | undefined {
  const { budget, startsAt, endsAt, limitNano } = limit
  const start = startsAt.getTime()
  const elapsed = now.getTime() - start
  const isEarly = elapsed * LEAST_PART < endsAt.getTime() - start
  if (!foreseeable.includes(budget.period) || isEarly) return undefined
  if (spentNano <= 0n || spentNano >= limitNano) return undefined
  const lasts = (BigInt(elapsed) * limitNano) / spentNano
  return BigInt(start) + lasts < BigInt(endsAt.getTime())
    ? new Date(start + Number(lasts))
    : undefined
}
