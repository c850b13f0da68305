import { newId } from '../../src/lib/new-id.ts'
import type { Change } from '../../src/ports/workspaces.ts'
import type { Tx } from './db.ts'

/** Who changed what, in the change's own transaction. */
export async function addAudit(
  tx: Tx,
  workspaceId: string,
  at: Date,
  { actor, action, target, details }: Change,
): Promise<void> {
  await tx.auditEntry.create({
    data: {
      id: newId(),
      workspaceId,
      at,
      actorId: actor.id,
      actorName: actor.name,
      action,
      target,
      details,
    },
    select: { id: true },
  })
}
