import type { EnabledEntry } from '../models/workspaces.ts'
import type { CostRow } from '../ports/costs.ts'
import type { Thread } from '../ports/threads.ts'
import type { Row } from '../ui/card.ts'
import { addDays } from './forecast.ts'
import type { Forecasting } from './forecast-series.ts'
import { formatMoney } from './format-money.ts'
import { costAt } from './what-if.ts'

const DAYS = 30
const SHOWN = 3
const LONGEST_VALUE = 75

/** The dearest threads for which another enabled model would have been cheaper, each with a button that switches it. */
export async function cheaperThreads(parts: Forecasting, today: string): Promise<readonly Row[]> {
  const { store, workspace, workspaces } = parts
  const filter = {
    workspaceId: workspace.id,
    fromDay: addDays(today, 1 - DAYS),
    untilDay: addDays(today, 1),
  }
  const dearest = (await store.costs.by('thread', filter))
    .filter(({ key, unpriced }) => key !== '' && unpriced === 0)
    .slice(0, SHOWN)
  const threads = await store.threads.byIds(dearest.map(({ key }) => key))
  const models = workspaces.enabledModels(workspace)
  return dearest.flatMap(row => {
    const thread = threads.find(({ id }) => id === row.key)
    // what is said in private is the member's own business
    if (!thread || thread.isDirect) return []
    const found = cheapestFor(row, models)
    return found && found.entry.model.id !== thread.modelId
      ? [toRow(parts, thread, row, found)]
      : []
  })
}

interface Found {
  readonly entry: EnabledEntry
  readonly costNano: bigint
}

/** Of those that can read what the thread's calls had to read. */
function cheapestFor(row: CostRow, models: readonly EnabledEntry[]): Found | undefined {
  const averageInput = row.inputTokens / Math.max(1, row.calls)
  const able = models.flatMap(entry => {
    const { prices, contextWindow = 0 } = entry.model
    if (!prices || !entry.isAvailable || contextWindow < averageInput) return []
    return [{ entry, costNano: costAt(row, prices) }]
  })
  const [cheapest] = able.sort(
    (a, b) => Number(a.costNano > b.costNano) - Number(a.costNano < b.costNano),
  )
  return cheapest && cheapest.costNano < row.costNano ? cheapest : undefined
}

function toRow(
  { chat }: Forecasting,
  thread: Thread,
  row: CostRow,
  { entry, costNano }: Found,
): Row {
  const where = chat.mention({ kind: 'channel', id: thread.channelId })
  const markdown = `“${thread.title}” in ${where}: ${formatMoney(row.costNano)}, the same on **${entry.name}** ${formatMoney(costNano)}`
  const value = [thread.id, entry.model.id].join('|')
  if (value.length > LONGEST_VALUE) return { markdown }
  const label = `Switch to ${entry.name}`.slice(0, 40)
  return { markdown, button: { label, action: 'forecast.switch', value } }
}
