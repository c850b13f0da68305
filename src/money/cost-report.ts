import type { ChatPlatform } from '../ports/chat.ts'
import type { Clock } from '../ports/clock.ts'
import type { CostCut, CostFilter, CostRow, Costs } from '../ports/costs.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { type Card, card, note, say, table, text } from '../ui/card.ts'
import { formatMoney } from './format-money.ts'
import { type Calendar, localDay, type Period, periodBefore, readPeriod } from './period.ts'

interface Reporting {
  readonly store: Store
  readonly workspace: Workspace
  readonly chat: ChatPlatform
  readonly clock: Clock
}

const SHOWN = 12

/** Where the money went in a period; stands alone as text. */
export async function costReport(parts: Reporting, words: string, by: CostCut): Promise<Card> {
  const { store, workspace, clock } = parts
  const period = readPeriod(words, clock.now(), workspace)
  const filter = filterOf(workspace, period)
  const [total, before, rows] = await Promise.all([
    store.costs.total(filter),
    store.costs.total(filterOf(workspace, periodBefore(period, workspace))),
    store.costs.by(by, filter),
  ])
  if (total.calls === 0) return say(`Nothing was spent ${when(period)}: no model was called.`)
  return card(
    text(
      `**${formatMoney(total.costNano)}** ${when(period)}, in ${count(total.calls, 'call')}${change(total, before)}.`,
    ),
    table(
      [title(by), 'Calls', 'Cost'],
      rows.slice(0, SHOWN).map(row => cells(parts, by, row, total)),
    ),
    note([rest(rows), ...remarks(total)].filter(Boolean).join(' ')),
  )
}

export const filterOf = (
  workspace: Calendar & { readonly id: string },
  { from, until }: Period,
): CostFilter => ({
  workspaceId: workspace.id,
  fromDay: localDay(from, workspace),
  untilDay: localDay(until, workspace),
})

const when = ({ name }: Period): string => (/^\d/.test(name) ? `from ${name}` : name)

const count = (number: number, thing: string): string =>
  `${number} ${thing}${number === 1 ? '' : 's'}`

const title = (cut: CostCut): string => cut.charAt(0).toUpperCase() + cut.slice(1)

function change({ costNano }: Costs, before: Costs): string {
  if (before.costNano === 0n) return ''
  const percent = Number(((costNano - before.costNano) * 1000n) / before.costNano) / 10
  const sign = percent > 0 ? '+' : ''
  return ` (${sign}${percent} % against ${formatMoney(before.costNano)} in the period before)`
}

function cells({ chat }: Reporting, by: CostCut, row: CostRow, total: Costs): readonly string[] {
  const share = total.costNano === 0n ? 0 : Number((row.costNano * 1000n) / total.costNano) / 10
  return [nameOf(chat, by, row.key), String(row.calls), `${formatMoney(row.costNano)} (${share} %)`]
}

function nameOf(chat: ChatPlatform, by: CostCut, key: string): string {
  if (by === 'member') return chat.mention({ kind: 'person', id: key })
  if (by === 'channel') return chat.mention({ kind: 'channel', id: key })
  return key
}

function rest(rows: readonly CostRow[]): string {
  const hidden = rows.slice(SHOWN)
  if (hidden.length === 0) return ''
  const cost = hidden.reduce((sum, { costNano }) => sum + costNano, 0n)
  return `And ${hidden.length} more for ${formatMoney(cost)}.`
}

function remarks(total: Costs): readonly string[] {
  const cached =
    total.inputTokens === 0 ? 0 : Math.round((total.cacheReadTokens * 100) / total.inputTokens)
  const average = total.costNano / BigInt(total.calls)
  return [
    `${formatMoney(average)} a call on average.`,
    `${tokens(total.inputTokens)} tokens in (${cached} % cached), ${tokens(total.outputTokens)} out.`,
    ...(total.failures > 0 ? [`${count(total.failures, 'call')} failed.`] : []),
    ...(total.estimated > 0 ? [`${count(total.estimated, 'call')} estimated.`] : []),
    ...(total.unpriced > 0 ? [`${count(total.unpriced, 'call')} without a price.`] : []),
  ]
}

const tokens = (number: number): string => number.toLocaleString('en-US')
