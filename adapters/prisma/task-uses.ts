import type { TaskUse } from '../../src/ports/choices.ts'
import type { Db } from './db.ts'

/** What the calls of some purposes came to, by purpose and model. */
export async function readTaskUses(
  db: Db,
  workspaceId: string,
  tasks: readonly string[],
  from: Date,
): Promise<readonly TaskUse[]> {
  const found = await db.ledgerEntry.groupBy({
    by: ['purpose', 'modelServed', 'outcome'],
    where: { workspaceId, purpose: { in: [...tasks] }, at: { gte: from } },
    _count: { _all: true, costNano: true },
    _sum: { costNano: true },
  })
  const uses = new Map<string, TaskUse>()
  for (const { purpose: task, modelServed: modelId, outcome, _count, _sum } of found) {
    const key = `${task} ${modelId}`
    const before = uses.get(key) ?? { runs: 0, failures: 0, unpriced: 0, costNano: 0n }
    uses.set(key, {
      task,
      modelId,
      runs: before.runs + _count._all,
      failures: before.failures + (outcome === 'failed' ? _count._all : 0),
      unpriced: before.unpriced + _count._all - _count.costNano,
      costNano: before.costNano + (_sum.costNano ?? 0n),
    })
  }
  return [...uses.values()]
}
