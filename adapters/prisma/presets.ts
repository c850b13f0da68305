import { BotError } from '../../src/errors.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { PresetStore } from '../../src/ports/presets.ts'
import type { Change } from '../../src/ports/workspaces.ts'
import { addAudit } from './audit.ts'
import type { Db, Tx } from './db.ts'
import { isUniqueViolation } from './errors.ts'

/** First in a transaction, because it locks the row: changes to one workspace come one after the other. */
const lock = (tx: Tx, id: string) =>
  tx.workspace.update({ where: { id }, data: { revision: { increment: 1 } } })

const naming = (change: Change, modelIds: readonly string[]): Change => ({
  ...change,
  details: { ...change.details, models: modelIds.join(', ') },
})

export function createPresetStore(db: Db, clock: Clock): PresetStore {
  return { ...createKeeping(db, clock), ...createEnabling(db, clock) }
}

type Keeping = Pick<PresetStore, 'list' | 'save' | 'remove'>

function createKeeping(db: Db, clock: Clock): Keeping {
  return {
    async list(workspaceId) {
      const rows = await db.preset.findMany({ where: { workspaceId }, orderBy: { name: 'asc' } })
      return rows.map(row => ({ ...row, modelIds: row.modelIds as readonly string[] }))
    },

    async save({ modelIds, ...preset }, change) {
      try {
        await db.$transaction(async tx => {
          await tx.preset.create({ data: { ...preset, modelIds: [...modelIds] } })
          await addAudit(tx, preset.workspaceId, clock.now(), naming(change, modelIds))
        })
      } catch (error) {
        if (!isUniqueViolation(error)) throw error
        throw new BotError('conflict', `There is a preset \`${preset.name}\` already.`, {
          cause: error,
        })
      }
    },

    async remove(workspaceId, name, change) {
      await db.$transaction(async tx => {
        const { count } = await tx.preset.deleteMany({ where: { workspaceId, name } })
        if (count === 0) throw new BotError('conflict', `There is no preset \`${name}\` any more.`)
        await addAudit(tx, workspaceId, clock.now(), change)
      })
    },
  }
}

function createEnabling(db: Db, clock: Clock): Omit<PresetStore, keyof Keeping> {
  return {
    async enableAll(workspaceId, modelIds, change) {
      const at = clock.now()
      const enabled = await db.$transaction(async tx => {
        await lock(tx, workspaceId)
        const known = await tx.enabled.findMany({ where: { workspaceId } })
        const added = [...new Set(modelIds)].filter(id => known.every(row => row.modelId !== id))
        if (added.length === 0) return []
        const next = Math.max(0, ...known.map(({ position }) => position)) + 1
        await tx.enabled.createMany({
          data: added.map((modelId, index) => ({
            ...{ workspaceId, modelId, position: next + index },
            ...{ enabledBy: change.actor.id, enabledAt: at },
          })),
        })
        await addAudit(tx, workspaceId, at, naming(change, added))
        return added
      })
      return { at, modelIds: enabled }
    },

    disableAgain: (workspaceId, at, change) =>
      db.$transaction(async tx => {
        const { defaultModelId } = await lock(tx, workspaceId)
        const where = {
          ...{ workspaceId, enabledAt: at, enabledBy: change.actor.id },
          modelId: { not: defaultModelId },
        }
        const found = await tx.enabled.findMany({ where, orderBy: { position: 'asc' } })
        const modelIds = found.map(({ modelId }) => modelId)
        if (modelIds.length === 0) return []
        await tx.enabled.deleteMany({ where })
        await addAudit(tx, workspaceId, clock.now(), naming(change, modelIds))
        return modelIds
      }),
  }
}
