import { passedThreshold } from '../money/alerts.ts'
import { budgetName, resetWords, standingWords } from '../money/budget-words.ts'
import { limitsOf } from '../money/limits.ts'
import type { Settlement } from '../ports/ledger.ts'
import { card, note, text } from '../ui/card.ts'
import type { TurnParts } from './index.ts'
import type { Running } from './running.ts'

/** After a call: tells admins which budgets passed a threshold, once each. Nobody waits for it. */
export async function tellAlerts(
  parts: TurnParts,
  { workspace, chat }: Pick<Running, 'workspace' | 'chat'>,
  { call, modelServed }: Settlement,
): Promise<void> {
  const spender = { ...call, modelId: modelServed }
  for (const limit of limitsOf(workspace.budgets, spender, call.startedAt, workspace)) {
    const passed = await passedThreshold(parts, workspace, limit)
    if (!passed) continue
    const name = budgetName(limit.budget, chat.mention)
    await parts.workspaces.tellAdmins(
      workspace,
      card(
        text(
          `**${passed.threshold} % of the ${name} is used**: ${standingWords(passed.standing)}.`,
        ),
        note(`${resetWords(limit, workspace)}.`),
      ),
    )
  }
}
