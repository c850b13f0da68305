import type { ChoiceStore } from '../../src/ports/choices.ts'
import type { Clock } from '../../src/ports/clock.ts'
import { addAudit } from './audit.ts'
import { memberChoices } from './claim.ts'
import type { Db, Tx } from './db.ts'
import { readTaskUses } from './task-uses.ts'

interface Key {
  readonly workspaceId: string
  readonly memberId: string
  readonly task: string
}

async function setOne(tx: Tx, key: Key, modelId: string | undefined, chosenAt: Date) {
  if (modelId === undefined) return tx.memberChoice.deleteMany({ where: key })
  return tx.memberChoice.upsert({
    where: { workspaceId_memberId_task: key },
    create: { ...key, modelId, chosenAt },
    update: { modelId, chosenAt },
  })
}

export function createChoiceStore(db: Db, clock: Clock): ChoiceStore {
  return {
    ofMember: (workspaceId, memberId) => memberChoices(db, { workspaceId, memberId }),

    async setMember(workspaceId, memberId, choices, now) {
      await db.$transaction(async tx => {
        for (const [task, modelId] of Object.entries(choices)) {
          await setOne(tx, { workspaceId, memberId, task }, modelId, now)
        }
      })
    },

    async memberChosenAt(workspaceId, memberId) {
      const latest = await db.memberChoice.findFirst({
        where: { workspaceId, memberId },
        orderBy: { chosenAt: 'desc' },
      })
      return latest?.chosenAt
    },

    members: () =>
      db.memberChoice.findMany({
        distinct: ['workspaceId', 'memberId'],
        select: { workspaceId: true, memberId: true },
      }),

    async dropMember(workspaceId, memberId) {
      const { count } = await db.memberChoice.deleteMany({ where: { workspaceId, memberId } })
      return count
    },

    uses: (workspaceId, tasks, from) => readTaskUses(db, workspaceId, tasks, from),

    async setTask(workspaceId, task, modelId, change) {
      const key = { workspaceId, task }
      await db.$transaction(async tx => {
        // first, because it locks the row: changes to one workspace come one after the other
        await tx.workspace.update({
          where: { id: workspaceId },
          data: { revision: { increment: 1 } },
        })
        if (modelId === undefined) await tx.taskChoice.deleteMany({ where: key })
        else {
          const chosen = { modelId, chosenBy: change.actor.id }
          await tx.taskChoice.upsert({
            where: { workspaceId_task: key },
            create: { ...key, ...chosen },
            update: chosen,
          })
        }
        await addAudit(tx, workspaceId, clock.now(), change)
      })
    },
  }
}
