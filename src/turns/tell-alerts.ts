import { type Alert, alertOf } from '../money/alerts.ts'
import { alertWords, budgetName, resetWords, yourBudget } from '../money/budget-words.ts'
import { limitsOf } from '../money/limits.ts'
import type { Limit } from '../ports/budgets.ts'
import type { Settlement } from '../ports/ledger.ts'
import { card, note, text } from '../ui/card.ts'
import type { TurnParts } from './index.ts'
import type { Running } from './running.ts'

type Told = Pick<Running, 'workspace' | 'chat'>

/** After a call: tells what there is to tell of its budgets, once each. Nobody waits for it. */
export async function tellAlerts(
  parts: TurnParts,
  running: Told,
  { call, modelServed }: Settlement,
): Promise<void> {
  const { workspace } = running
  const spender = { ...call, modelId: modelServed }
  for (const limit of limitsOf(workspace.budgets, spender, call.startedAt, workspace)) {
    const alert = await alertOf(parts, workspace, limit)
    if (alert) await tell(parts, running, limit, alert)
  }
}

/** A member's budget is told to them alone, all others to the admins. */
async function tell(
  { workspaces }: TurnParts,
  { workspace, chat }: Told,
  limit: Limit,
  alert: Alert,
): Promise<void> {
  const isOwn = limit.subject === 'member'
  const name = isOwn ? yourBudget(limit.budget) : `the ${budgetName(limit.budget, chat.mention)}`
  const told = card(
    text(alertWords(alert, name, workspace)),
    note(`${resetWords(limit, workspace)}.`),
  )
  if (isOwn) await chat.direct(workspace.id, limit.subjectId, told)
  else await workspaces.tellAdmins(workspace, told)
}
