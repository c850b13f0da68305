import type { Clock } from '../../src/ports/clock.ts'
import type { ImportedSettings, ImportStore, SettingsImport } from '../../src/ports/imports.ts'
import type { Change } from '../../src/ports/workspaces.ts'
import { addAudit } from './audit.ts'
import type { Db, Tx } from './db.ts'
import { isUniqueViolation } from './errors.ts'

export function createImportStore(db: Db, clock: Clock): ImportStore {
  async function decidedBy(tx: Tx, workspaceId: string, own: string, others: readonly string[]) {
    const found = await tx.auditEntry.findMany({
      where: { workspaceId, action: { in: [own, ...others] } },
      distinct: ['action'],
      select: { action: true },
    })
    if (found.length === 0) return undefined
    return found.some(({ action }) => action === own) ? 'imported' : 'chosen'
  }

  async function write(
    tx: Tx,
    { id, name, enabled, ...settings }: ImportedSettings,
    change: Change,
  ): Promise<SettingsImport> {
    const now = clock.now()
    const row = await tx.workspace.findUnique({ where: { id } })
    const there = await tx.enabled.findMany({ where: { workspaceId: id } })
    const added = enabled.filter(modelId => !there.some(each => each.modelId === modelId))
    const isSame =
      row?.defaultModelId === settings.defaultModelId &&
      row.temperature === settings.temperature &&
      row.maxOutputTokens === settings.maxOutputTokens
    if (isSame && added.length === 0) return { kind: 'skipped', because: 'same' }
    const first = Math.max(-1, ...there.map(({ position }) => position)) + 1
    await tx.enabled.createMany({
      data: added.map((modelId, index) => ({
        ...{ workspaceId: id, modelId, position: first + index },
        ...{ enabledBy: change.actor.id, enabledAt: now },
      })),
    })
    await tx.workspace.upsert({
      where: { id },
      create: { id, name, createdAt: now, ...settings },
      update: { ...settings, revision: { increment: 1 } },
    })
    await addAudit(tx, id, now, change)
    return { kind: 'imported', added }
  }

  return {
    async settings(wanted, decisions, change) {
      const attempt = () =>
        db.$transaction(
          async (tx): Promise<SettingsImport> => {
            const because = await decidedBy(tx, wanted.id, change.action, decisions)
            return because ? { kind: 'skipped', because } : write(tx, wanted, change)
          },
          // an admin who decides at the same moment is not overwritten
          { isolationLevel: 'Serializable' },
        )
      return attempt().catch(error => {
        // the bot made the workspace meanwhile
        if (isUniqueViolation(error)) return attempt()
        throw error
      })
    },
  }
}
