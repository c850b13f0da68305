import { DateTime } from 'luxon'
import type { Workspaces } from '../models/workspaces.ts'
import type { ChatPlatform } from '../ports/chat.ts'
import type { CostRow } from '../ports/costs.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { type Card, card, note, text } from '../ui/card.ts'
import { budgetName } from './budget-words.ts'
import { costChart } from './cost-chart.ts'
import { filterOf } from './cost-report.ts'
import { spanOf } from './digest-schedule.ts'
import { formatMoney } from './format-money.ts'
import { toLimit } from './limits.ts'
import { localDay, type Period, periodBefore, readPeriod } from './period.ts'
import { changeWords, counted, percentOf, when } from './report-words.ts'
import { whatIf } from './what-if.ts'

export interface DigestParts {
  readonly store: Store
  readonly workspaces: Workspaces
  readonly workspace: Workspace
  readonly chat: ChatPlatform
}

const AT_RISK_PERCENT = 80
const MOVERS = 3

/** What was spent in the whole day, week or month before an occurrence. */
export async function digestCard(parts: DigestParts, cron: string, at: Date): Promise<Card> {
  const { store, workspace, chat } = parts
  const period = periodOf(cron, at, workspace)
  const filter = filterOf(workspace, period)
  const earlier = filterOf(workspace, periodBefore(period, workspace))
  const [total, before, rows, past, daily] = await Promise.all([
    store.costs.total(filter),
    store.costs.total(earlier),
    store.costs.by('model', filter),
    store.costs.by('model', earlier),
    store.costs.perDay('model', filter),
  ])
  const risks = await budgetsAtRisk(parts, at)
  const spending = { period, by: 'model', rows, daily } as const
  return card(
    text(
      `**${formatMoney(total.costNano)}** ${when(period)}, in ${counted(total.calls, 'call')}${changeWords(total, before, false)}.`,
    ),
    total.calls > 0 ? await costChart({ chat, workspace, now: at }, spending) : undefined,
    moversText(rows, past),
    risks.length > 0
      ? text(`**Budgets at risk**\n${risks.map(line => `- ${line}`).join('\n')}`)
      : undefined,
    note(suggestion(parts, { total, hasRisks: risks.length > 0 })),
  )
}

function periodOf(cron: string, at: Date, workspace: Workspace): Period {
  const span = spanOf(cron)
  if (span === 'day') return readPeriod('yesterday', at, workspace)
  if (span === 'month') return readPeriod('last-month', at, workspace)
  const today = DateTime.fromJSDate(at, { zone: workspace.timeZone })
  const first = localDay(today.minus({ days: 7 }).toJSDate(), workspace)
  const last = localDay(today.minus({ days: 1 }).toJSDate(), workspace)
  return readPeriod(`${first}..${last}`, at, workspace)
}

const size = (value: bigint): bigint => (value < 0n ? -value : value)

/** The models whose cost changed most. */
function moversText(rows: readonly CostRow[], past: readonly CostRow[]) {
  const before = new Map(past.map(({ key, costNano }) => [key, costNano]))
  const now = new Map(rows.map(({ key, costNano }) => [key, costNano]))
  const moves = [...new Set([...now.keys(), ...before.keys()])]
    .map(key => ({ key, by: (now.get(key) ?? 0n) - (before.get(key) ?? 0n) }))
    .filter(({ by }) => by !== 0n)
    .sort((a, b) => Number(size(b.by) > size(a.by)) - Number(size(b.by) < size(a.by)))
    .slice(0, MOVERS)
  if (moves.length === 0) return undefined
  const lines = moves.map(
    ({ key, by }) => `- \`${key}\` ${by > 0n ? '+' : '−'}${formatMoney(size(by))}`,
  )
  return text(`**Top movers**\n${lines.join('\n')}`)
}

/** From four fifths on; those for each member or channel have no single standing. */
async function budgetsAtRisk(
  { store, workspace, chat }: DigestParts,
  at: Date,
): Promise<readonly string[]> {
  const limits = workspace.budgets.flatMap(budget => {
    const { scope, targetId } = budget
    if (scope === 'every-member' || scope === 'every-channel') return []
    return toLimit(budget, { subject: scope, subjectId: targetId }, at, workspace)
  })
  const standings = await Promise.all(limits.map(limit => store.budgets.standing(limit)))
  return standings.flatMap(({ limit, spentNano }) => {
    const percent = percentOf(spentNano, limit.limitNano)
    if (percent < AT_RISK_PERCENT) return []
    const name = budgetName(limit.budget, chat.mention)
    return `${name}: ${percent} % of ${formatMoney(limit.limitNano)} is used`
  })
}

interface Situation {
  readonly total: CostRow | Omit<CostRow, 'key'>
  readonly hasRisks: boolean
}

/** One, the most useful first. */
function suggestion(
  { workspaces, workspace }: DigestParts,
  { total, hasRisks }: Situation,
): string {
  if (hasRisks)
    return 'Suggestion: raise a budget, or let the cheapest model answer at its limit, with `/models budget`.'
  const priced = workspaces
    .enabledModels(workspace)
    .flatMap(({ model, name, isDefault }) =>
      model.prices ? { name, prices: model.prices, isDefault } : [],
    )
  const cheapest = whatIf(total, priced).find(({ roles }) => roles.includes('cheapest'))
  if (cheapest && cheapest.costNano * 2n < total.costNano) {
    return `Suggestion: the same work would have cost ${formatMoney(cheapest.costNano)} on ${cheapest.name}; \`/models default\` changes the default.`
  }
  if (workspace.budgets.length === 0)
    return 'Suggestion: no budget is set; `/models budget 50` limits a month to $50.'
  return 'Suggestion: `/costs report` shows who and what it went to.'
}
