import type { Workspaces } from '../models/workspaces.ts'
import type { ChatPlatform } from '../ports/chat.ts'
import type { Clock } from '../ports/clock.ts'
import type { DailyCost } from '../ports/costs.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { addDays, type DaySpend, daysFrom, HISTORY_DAYS } from './forecast.ts'

export interface Forecasting {
  readonly store: Store
  readonly workspaces: Workspaces
  readonly workspace: Workspace
  readonly chat: ChatPlatform
  readonly clock: Clock
}

export interface Known {
  readonly today: string
  /** The first day of all; it was hardly a full one. */
  readonly firstUse: string
}

/** One subject's full days, with nothing spent where nothing is said, and what today has cost so far. */
export function seriesOf(
  daily: readonly Pick<DailyCost, 'day' | 'costNano'>[],
  { today, firstUse }: Known,
): { readonly history: readonly DaySpend[]; readonly today: DaySpend } {
  const costs = new Map<string, bigint>()
  for (const { day, costNano } of daily) costs.set(day, (costs.get(day) ?? 0n) + costNano)
  const on = (day: string): DaySpend => ({ day, costNano: costs.get(day) ?? 0n })
  const first = later(addDays(firstUse, 1), addDays(today, -HISTORY_DAYS))
  return { history: daysFrom(first, addDays(today, -1)).map(on), today: on(today) }
}

/** Half-open. */
export const sumFrom = (
  daily: readonly Pick<DailyCost, 'day' | 'costNano'>[],
  from: string,
  until: string,
): bigint =>
  daily
    .filter(({ day }) => day >= from && day < until)
    .reduce((sum, { costNano }) => sum + costNano, 0n)

export const earlier = (a: string, b: string): string => (a < b ? a : b)
const later = (a: string, b: string): string => (a > b ? a : b)
