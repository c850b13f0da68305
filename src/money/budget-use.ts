import type { CostCut, DailyCost } from '../ports/costs.ts'
import type { BudgetDraft } from './budget-draft.ts'
import type { Budgeting } from './budgeting.ts'
import { formatMoney } from './format-money.ts'
import { windowAt } from './window.ts'

/** What a limit would have meant for calls that were made. */
interface BudgetUse {
  /** Of who used most, where each has a limit of their own. */
  readonly usedNano: bigint
  readonly calls: number
  /** Calls after the limit was reached; the day on which it was counts in proportion. */
  readonly refused: number
}

/** @param days sums of one window in order of days, one limit for each key */
function useUnder(days: readonly DailyCost[], limitNano: bigint): BudgetUse {
  const used = new Map<string, bigint>()
  let refused = 0
  for (const { key, costNano, calls } of days) {
    const before = used.get(key) ?? 0n
    const after = before + costNano
    used.set(key, after)
    if (after > limitNano) refused += refusedOf(calls, costNano, after - limitNano)
  }
  return {
    usedNano: [...used.values()].reduce((most, nano) => (nano > most ? nano : most), 0n),
    calls: days.reduce((sum, { calls }) => sum + calls, 0),
    refused,
  }
}

/** Rounded up: a limit that was passed has refused somebody. */
function refusedOf(calls: number, costNano: bigint, overNano: bigint): number {
  if (overNano >= costNano) return calls
  return Number((BigInt(calls) * overNano + costNano - 1n) / costNano)
}

type DailyCut = Exclude<CostCut, 'day'>

const cuts: Readonly<Record<BudgetDraft['scope'], DailyCut>> = {
  workspace: 'provider',
  channel: 'channel',
  'every-channel': 'channel',
  member: 'member',
  'every-member': 'member',
  model: 'model',
  thread: 'thread',
}

/** The same in a sentence, for the window that is open now. One read of the daily sums. */
export async function useWords(
  { store, workspace, clock }: Budgeting,
  draft: BudgetDraft,
  limitNano: bigint,
): Promise<string> {
  const { scope, targetId, period } = draft
  const { fromDay, untilDay } = windowAt(period, clock.now(), workspace)
  const filter = { workspaceId: workspace.id, fromDay, untilDay }
  const days = await store.costs.perDay(cuts[scope], filter)
  const isEach = scope === 'every-member' || scope === 'every-channel'
  const own = days
    .filter(({ key }) => isEach || scope === 'workspace' || key === targetId)
    .map(day => (scope === 'workspace' ? { ...day, key: '' } : day))
  const found = useUnder(own, limitNano)
  const who = isEach ? 'The one who used most has used' : 'It would have used'
  const share = `${who} ${formatMoney(found.usedNano)} of ${formatMoney(limitNano)} ${spans[period]}`
  return `${share}${consequence(draft.atLimit, found)}.`
}

function consequence(atLimit: BudgetDraft['atLimit'], { refused, calls }: BudgetUse): string {
  if (refused === 0) return '; no call would have been refused'
  const part = `about ${refused} of ${calls} ${calls === 1 ? 'call' : 'calls'}`
  if (atLimit === 'block') return `; ${part} would have been refused`
  if (atLimit === 'cheapest') return `; ${part} would have gone to the cheapest model`
  return `; ${part} would have passed it`
}

const spans: Readonly<Record<BudgetDraft['period'], string>> = {
  day: 'today',
  week: 'this week',
  month: 'this month',
  total: 'so far',
}
