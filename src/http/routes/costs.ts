import { z } from 'zod'
import { BotError } from '../../errors.ts'
import { toCsv } from '../../lib/to-csv.ts'
import { exactMoney } from '../../money/format-money.ts'
import { type Calendar, localDay, readPeriod } from '../../money/period.ts'
import { windowAt } from '../../money/window.ts'
import type { CostRow, Costs } from '../../ports/costs.ts'
import { defineRoute } from '../define-route.ts'
import { findWorkspace } from '../find-workspace.ts'
import { money, workspaceId } from '../schemas.ts'

const figures = {
  costUsd: money,
  calls: z.int(),
  failures: z.int(),
  unpriced: z.int().describe('Calls without a price: they are not in `costUsd`'),
  estimated: z.int().describe('Calls whose tokens were counted here'),
  inputTokens: z.int(),
  cachedTokens: z.int().describe('Of `inputTokens`, read from the provider’s cache'),
  outputTokens: z.int(),
}

const row = z.object({ key: z.string(), ...figures })
const columns = row.keyof().options

const day = z.iso.date()

/** What was spent in a workspace. */
export const costs = defineRoute({
  method: 'GET',
  path: '/api/costs',
  summary: 'What was spent, by model, member, channel, purpose, provider or day',
  access: 'read',
  query: z.object({
    workspace: workspaceId,
    from: day
      .optional()
      .describe(
        'First day, in the workspace’s time zone; default: of the month, as the workspace counts it',
      ),
    to: day.optional().describe('Last day, included; default: of that month'),
    by: z.enum(['model', 'member', 'channel', 'purpose', 'provider', 'day']).default('model'),
  }),
  answer: z.object({
    from: day,
    to: day,
    by: z.string(),
    total: z.object(figures),
    rows: z.array(row),
  }),
  csv: ({ rows }) =>
    toCsv(
      columns,
      rows.map(each => columns.map(column => each[column])),
    ),
  async run(services, { query: { workspace: id, by, ...wanted } }) {
    const workspace = await findWorkspace(services, id)
    const { from, to } = daysOf(wanted, services.clock.now(), workspace)
    const { from: start, until } = readPeriod(`${from}..${to}`, services.clock.now(), workspace)
    const filter = {
      workspaceId: workspace.id,
      fromDay: localDay(start, workspace),
      untilDay: localDay(until, workspace),
    }
    const [total, rows] = await Promise.all([
      services.store.costs.total(filter),
      services.store.costs.by(by, filter),
    ])
    return { from, to, by, total: toFigures(total), rows: rows.map(toRow) }
  },
})

/** @throws BotError `bad-option` when the last day comes before the first */
function daysOf(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  now: Date,
  calendar: Calendar,
): { readonly from: string; readonly to: string } {
  const within = from ?? to
  const at = within === undefined ? now : readPeriod(`${within}..${within}`, now, calendar).from
  const { startsAt, endsAt } = windowAt('month', at, calendar)
  const first = from ?? localDay(startsAt, calendar)
  const last = to ?? localDay(new Date(endsAt.getTime() - 1), calendar)
  if (last >= first) return { from: first, to: last }
  const problem = `must not be before ${first}`
  throw new BotError('bad-option', `to: ${problem}.`, { fields: { to: problem } })
}

const toFigures = (costs: Costs) => ({
  costUsd: exactMoney(costs.costNano),
  calls: costs.calls,
  failures: costs.failures,
  unpriced: costs.unpriced,
  estimated: costs.estimated,
  inputTokens: costs.inputTokens,
  cachedTokens: costs.cacheReadTokens,
  outputTokens: costs.outputTokens,
})

const toRow = (row: CostRow) => ({ key: row.key, ...toFigures(row) })
