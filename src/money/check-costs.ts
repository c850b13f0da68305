import type { CalendarDay } from '../ports/costs.ts'
import type { Store } from '../ports/store.ts'
import { type Calendar, calendarDays, localDay } from './period.ts'

export interface Checked {
  readonly days: number
  /** Days whose sums were not what the ledger adds up to. */
  readonly wrong: readonly string[]
}

/**
 * Adds up a workspace's ledger again, day by day, and compares. With `repair` wrong days are written anew; questions can
 * be asked meanwhile.
 */
export async function checkCosts(
  { costs }: Pick<Store, 'costs'>,
  workspace: Pick<Calendar, 'timeZone'> & { readonly id: string },
  repair: boolean,
): Promise<Checked> {
  const { days, calls } = await costs.span(workspace.id)
  const edges = [
    ...(days ? [days.first, days.last] : []),
    ...(calls ? [localDay(calls.first, workspace), localDay(calls.last, workspace)] : []),
  ].sort()
  const [first, last] = [edges[0], edges.at(-1)]
  if (first === undefined || last === undefined) return { days: 0, wrong: [] }
  const all: readonly CalendarDay[] = calendarDays(first, last, workspace)
  const wrong: string[] = []
  for (const day of all) {
    if ((await costs.checkDay(workspace.id, day, repair)) > 0) wrong.push(day.day)
  }
  return { days: all.length, wrong }
}
