import type { Clock } from '../../src/ports/clock.ts'
import type { KeyStore, StoredKey } from '../../src/ports/keys.ts'
import { addAudit } from './audit.ts'
import { lockWorkspace } from './budgets.ts'
import type { Db } from './db.ts'
import type * as Row from './generated/sqlite/client.ts'

const byRoute = (workspaceId: string, route: string) => ({
  workspaceId_route: { workspaceId, route },
})

export const toStoredKey = ({ setById, setByName, ...row }: Row.ProviderKey): StoredKey => ({
  ...row,
  setBy: { id: setById, name: setByName },
})

export function createKeyStore(db: Db, clock: Clock): KeyStore {
  return {
    async all() {
      const found = await db.providerKey.findMany({
        orderBy: [{ workspaceId: 'asc' }, { route: 'asc' }],
      })
      return found.map(toStoredKey)
    },

    async set({ setBy, ...key }, change) {
      const data = { ...key, setById: setBy.id, setByName: setBy.name }
      await db.$transaction(async tx => {
        await lockWorkspace(tx, key.workspaceId)
        const where = byRoute(key.workspaceId, key.route)
        await tx.providerKey.upsert({ where, create: data, update: data, select: { route: true } })
        await addAudit(tx, key.workspaceId, clock.now(), change)
      })
    },

    async remove(workspaceId, route, change) {
      return db.$transaction(async tx => {
        await lockWorkspace(tx, workspaceId)
        const { count } = await tx.providerKey.deleteMany({ where: { workspaceId, route } })
        if (count > 0) await addAudit(tx, workspaceId, clock.now(), change)
        return count > 0
      })
    },

    async reseal({ workspaceId, route, sealed: before }, sealed) {
      await db.providerKey.updateMany({
        where: { workspaceId, route, sealed: before },
        data: { sealed },
      })
    },
  }
}
