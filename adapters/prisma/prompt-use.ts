import type { PromptUse } from '../../src/ports/prompts.ts'
import type { TurnSpec } from '../../src/ports/turns.ts'
import type { Db } from './db.ts'

/** What prompts used since: the ledger by turn, the turns by prompt. */
export async function usesOf(
  db: Db,
  workspaceId: string,
  promptIds: readonly string[],
  from: Date,
): Promise<readonly PromptUse[]> {
  const [turns, sums] = await Promise.all([
    db.turn.findMany({
      where: { workspaceId, purpose: 'prompt', createdAt: { gte: from } },
      select: { id: true, spec: true },
    }),
    db.ledgerEntry.groupBy({
      by: ['turnId'],
      where: { workspaceId, purpose: 'prompt', at: { gte: from } },
      _count: true,
      _sum: { inputTokens: true, cacheReadTokens: true, outputTokens: true, costNano: true },
    }),
  ])
  const promptOf = new Map(
    turns.map(({ id, spec }) => [id, (spec as unknown as TurnSpec | null)?.id ?? '']),
  )
  const uses = new Map(promptIds.map(promptId => [promptId, nothing(promptId)]))
  for (const { turnId, _count, _sum } of sums) {
    const use = uses.get(promptOf.get(turnId ?? '') ?? '')
    if (!use) continue
    use.calls += _count
    use.inputTokens += _sum.inputTokens ?? 0
    use.cacheReadTokens += _sum.cacheReadTokens ?? 0
    use.outputTokens += _sum.outputTokens ?? 0
    use.costNano += _sum.costNano ?? 0n
  }
  return [...uses.values()].filter(({ calls }) => calls > 0)
}

const nothing = (promptId: string) => ({
  promptId,
  calls: 0,
  inputTokens: 0,
  cacheReadTokens: 0,
  outputTokens: 0,
  costNano: 0n,
})
