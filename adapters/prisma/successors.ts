import type { Clock } from '../../src/ports/clock.ts'
import type { SuccessorStore } from '../../src/ports/successors.ts'
import { addAudit } from './audit.ts'
import type { Db } from './db.ts'
import { lookAgain } from './look-again.ts'

export function createSuccessorStore(db: Db, clock: Clock): SuccessorStore {
  const keyOf = (workspaceId: string, modelId: string) => ({
    workspaceId_modelId: { workspaceId, modelId },
  })

  return {
    async find(workspaceId, modelId) {
      const row = await db.successor.findUnique({ where: keyOf(workspaceId, modelId) })
      if (!row?.successorId) return undefined
      return { modelId, successorId: row.successorId, chosenBy: row.chosenBy ?? '' }
    },

    async choose(workspaceId, { modelId, ...choice }, change) {
      await lookAgain(() =>
        db.$transaction(async tx => {
          await tx.successor.upsert({
            where: keyOf(workspaceId, modelId),
            create: { workspaceId, modelId, ...choice },
            update: choice,
          })
          await addAudit(tx, workspaceId, clock.now(), change)
        }),
      )
    },

    async claimWarning(workspaceId, modelId, day) {
      await lookAgain(() =>
        db.successor.upsert({
          where: keyOf(workspaceId, modelId),
          create: { workspaceId, modelId },
          update: {},
        }),
      )
      const { count } = await db.successor.updateMany({
        where: { workspaceId, modelId, OR: [{ toldOn: null }, { toldOn: { not: day } }] },
        data: { toldOn: day },
      })
      return count === 1
    },
  }
}
