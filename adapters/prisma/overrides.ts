import type { Clock } from '../../src/ports/clock.ts'
import type { Override, OverrideStore } from '../../src/ports/overrides.ts'
import { addAudit } from './audit.ts'
import type { Db } from './db.ts'
import { Prisma } from './generated/sqlite/client.ts'
import { fromPrices } from './prices.ts'

const columns = ({ prices, regions, capabilities, status }: Override) => ({
  prices: prices ? fromPrices(prices) : Prisma.DbNull,
  regions: regions ? [...regions] : Prisma.DbNull,
  capabilities: capabilities ? [...capabilities] : Prisma.DbNull,
  status: status ?? null,
})

export function createOverrideStore(db: Db, clock: Clock): OverrideStore {
  return {
    async set(workspaceId, override, change) {
      const { modelId, ...says } = override
      const now = clock.now()
      await db.$transaction(async tx => {
        // first, because it locks the row: changes to one workspace come one after the other
        await tx.workspace.update({
          where: { id: workspaceId },
          data: { revision: { increment: 1 } },
        })
        await tx.override.deleteMany({ where: { workspaceId, modelId } })
        if (Object.values(says).some(value => value !== undefined)) {
          await tx.override.create({
            data: {
              ...{ workspaceId, modelId, setBy: change.actor.id, setAt: now },
              ...columns(override),
            },
          })
        }
        await addAudit(tx, workspaceId, now, change)
      })
    },
  }
}
