import type { Workspaces } from '../models/workspaces.ts'
import type { ChatPlatform } from '../ports/chat.ts'
import type { Clock } from '../ports/clock.ts'
import type { CostCut, CostFilter, CostRow, Costs, DearCall } from '../ports/costs.ts'
import type { Store } from '../ports/store.ts'
import type { Thread } from '../ports/threads.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { type Card, type ChartBlock, card, note, say, table, text } from '../ui/card.ts'
import { costChart } from './cost-chart.ts'
import { formatMoney } from './format-money.ts'
import {
  type Calendar,
  elapsedBefore,
  localDay,
  type Period,
  periodBefore,
  readPeriod,
} from './period.ts'
import {
  changeWords,
  counted,
  gapWords,
  percentOf,
  remarks,
  restWords,
  whatIfWords,
  when,
} from './report-words.ts'
import { gapsOf, whatIf } from './what-if.ts'

export interface Reporting {
  readonly store: Store
  readonly workspaces: Workspaces
  readonly workspace: Workspace
  readonly chat: ChatPlatform
  readonly clock: Clock
}

/** Rows on a page. */
const SHOWN = 12

export interface Report {
  readonly card: Card
  readonly page: number
  /** None where nothing was spent. */
  readonly pages: number
}

/** Where the money went in a period; stands alone as text. */
export async function costReport(
  parts: Reporting,
  words: string,
  by: CostCut,
  wanted = 0,
): Promise<Report> {
  const { clock, workspace } = parts
  const period = readPeriod(words, clock.now(), workspace)
  const found = await look(parts, period, by)
  const { total, rows } = found
  if (total.calls === 0) return { card: say(nothing(period)), page: 0, pages: 0 }
  const pages = Math.max(1, Math.ceil(rows.length / SHOWN))
  const page = Math.min(wanted, pages - 1)
  const first = page * SHOWN
  const rest = restWords(rows, first, SHOWN)
  const change = changeWords(total, found.before, found.isPart)
  const shown = rows.slice(first, first + SHOWN)
  return {
    page,
    pages,
    card: card(
      text(
        `**${formatMoney(total.costNano)}** ${when(period)}, in ${counted(total.calls, 'call')}${change}.`,
      ),
      table(
        [title(by), 'Calls', 'Cost'],
        shown.map(row => cells(parts, by, row, total)),
      ),
      rest ? note(rest) : undefined,
      page === 0 ? await pictureOf(parts, period, by, rows) : undefined,
      note(remarks(total)),
      ...notes(parts, found),
    ),
  }
}

async function pictureOf(
  { store, chat, workspace, clock }: Reporting,
  period: Period,
  by: CostCut,
  rows: readonly CostRow[],
): Promise<ChartBlock> {
  // any cut has all of a day
  const cut = by === 'day' ? 'provider' : by
  const daily = await store.costs.perDay(cut, filterOf(workspace, period))
  return costChart({ chat, workspace, now: clock.now() }, { period, by, rows, daily })
}

const nothing = (period: Period): string =>
  `Nothing was spent ${when(period)}: no model was called. Other periods: \`/costs report last-month\`, \`7d\`, \`2026-11-01..2026-11-15\`.`

interface Found {
  readonly total: Costs
  readonly before: Costs
  /** Only the days before that have come in this period too. */
  readonly isPart: boolean
  readonly rows: readonly CostRow[]
  readonly byPrice: readonly CostRow[]
  readonly byRoute: readonly CostRow[]
  readonly dearest: DearCall | undefined
  readonly thread: string | undefined
}

async function look(parts: Reporting, period: Period, by: CostCut): Promise<Found> {
  const { store, workspace, clock } = parts
  const filter = filterOf(workspace, period)
  const whole = periodBefore(period, workspace)
  const before = elapsedBefore(period, whole, clock.now(), workspace)
  const [total, earlier, rows, byPrice, byRoute, dearest] = await Promise.all([
    store.costs.total(filter),
    store.costs.total(filterOf(workspace, before)),
    store.costs.by(by, filter),
    store.costs.by('price', filter),
    store.costs.by('route', filter),
    store.costs.dearest(filter),
  ])
  const thread = dearest?.threadId ? await store.threads.byId(dearest.threadId) : undefined
  const isPart = before.until < whole.until
  return {
    ...{ total, before: earlier, isPart, rows },
    byPrice,
    byRoute,
    dearest,
    thread: titleOf(thread),
  }
}

/** What is said in private stays there. */
const titleOf = (thread: Thread | undefined): string | undefined =>
  thread?.isDirect ? undefined : thread?.title

export const filterOf = (
  workspace: Calendar & { readonly id: string },
  { from, until }: Period,
): CostFilter => ({
  workspaceId: workspace.id,
  fromDay: localDay(from, workspace),
  untilDay: localDay(until, workspace),
})

const title = (cut: CostCut): string => cut.charAt(0).toUpperCase() + cut.slice(1)

function cells({ chat }: Reporting, by: CostCut, row: CostRow, total: Costs): readonly string[] {
  const share = percentOf(row.costNano, total.costNano)
  const calls = row.calls.toLocaleString('en-US')
  return [nameOf(chat, by, row.key), calls, `${formatMoney(row.costNano)} (${share} %)`]
}

function nameOf(chat: ChatPlatform, by: CostCut, key: string): string {
  if (by === 'member') return chat.mention({ kind: 'person', id: key })
  if (by === 'channel') return chat.mention({ kind: 'channel', id: key })
  return key
}

function notes(parts: Reporting, { byPrice, byRoute, dearest, thread, total }: Found) {
  const known = byPrice.find(({ key }) => key === 'known')
  const models = parts.workspaces.enabledModels(parts.workspace).flatMap(entry => {
    const { prices } = entry.model
    return prices ? [{ name: entry.name, prices, isDefault: entry.isDefault }] : []
  })
  const compared = known && whatIfWords(whatIf(known, models), total.unpriced)
  return [
    dearest ? note(dearestWords(parts, dearest, thread)) : undefined,
    compared ? note(compared) : undefined,
    ...gapsOf(byRoute).map(gap => note(gapWords(gap))),
  ]
}

function dearestWords({ chat }: Reporting, dearest: DearCall, thread: string | undefined): string {
  const { costNano, modelId, channelId, memberId } = dearest
  const where = chat.mention({ kind: 'channel', id: channelId })
  const what = thread ? ` in “${thread}”` : ''
  const who = chat.mention({ kind: 'person', id: memberId })
  return `Dearest: ${formatMoney(costNano)} by \`${modelId}\`${what} (${where}, ${who}).`
}
