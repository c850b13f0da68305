import { BotError } from '../../src/errors.ts'
import { newId } from '../../src/lib/new-id.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { Change, NewWorkspace, WorkspaceStore } from '../../src/ports/workspaces.ts'
import type { Db, Tx } from './db.ts'
import { isForeignKeyViolation, isUniqueViolation } from './errors.ts'
import { toChange, toWorkspace } from './rows.ts'

const inUse = (error: unknown): never => {
  if (!isForeignKeyViolation(error)) throw error
  throw new BotError('conflict', 'The default model stays enabled: name its replacement.', {
    cause: error,
  })
}

export function createWorkspaceStore(db: Db, clock: Clock): WorkspaceStore {
  const audit = (tx: Tx, workspaceId: string, { actor, ...change }: Change) =>
    tx.auditEntry.create({
      data: {
        id: newId(),
        workspaceId,
        at: clock.now(),
        actorId: actor.id,
        actorName: actor.name,
        action: change.action,
        target: change.target,
        details: change.details,
      },
    })

  /** One change to a workspace and its line in the audit, together. */
  const changing = (id: string, change: Change, work: (tx: Tx) => Promise<unknown>) =>
    db.$transaction(async tx => {
      // first, because it locks the row: changes to one workspace come one after the other
      await tx.workspace.update({ where: { id }, data: { revision: { increment: 1 } } })
      await work(tx)
      await audit(tx, id, change)
    })

  const add = (tx: Tx, workspaceId: string, modelId: string, by: string, position: number) =>
    tx.enabled.upsert({
      where: { workspaceId_modelId: { workspaceId, modelId } },
      create: { workspaceId, modelId, enabledBy: by, enabledAt: clock.now(), position },
      update: {},
    })

  const nextPosition = async (tx: Tx, workspaceId: string): Promise<number> => {
    const { _max } = await tx.enabled.aggregate({
      where: { workspaceId },
      _max: { position: true },
    })
    return (_max.position ?? 0) + 1
  }

  async function insert(workspace: NewWorkspace): Promise<void> {
    const { id } = workspace
    const now = clock.now()
    const enabled = [...new Set(workspace.enabled)].map((modelId, position) => ({
      workspaceId: id,
      modelId,
      position,
      enabledBy: 'switchboard',
      enabledAt: now,
    }))
    await db.$transaction(async tx => {
      // always in the same order: of two processes that do this one has to wait, not both for each other
      await tx.enabled.createMany({
        data: enabled.sort((a, b) => (a.modelId < b.modelId ? -1 : 1)),
      })
      await tx.workspace.create({
        data: {
          id,
          name: workspace.name,
          defaultModelId: workspace.defaultModelId,
          fallbackModelId: workspace.fallbackModelId ?? null,
          createdAt: now,
        },
      })
    })
  }

  return {
    async ids() {
      const found = await db.workspace.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
      return found.map(({ id }) => id)
    },

    async find(id) {
      // of one moment, so that the default is always among the enabled ones
      const [row, enabled, access, budgets, taskModels, overrides, keys] = await db.$transaction(
        [
          db.workspace.findUnique({ where: { id } }),
          db.enabled.findMany({
            where: { workspaceId: id },
            orderBy: [{ position: 'asc' }, { modelId: 'asc' }],
          }),
          db.accessRule.findMany({ where: { workspaceId: id } }),
          db.budget.findMany({
            where: { workspaceId: id },
            orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
          }),
          db.taskChoice.findMany({ where: { workspaceId: id } }),
          db.override.findMany({ where: { workspaceId: id } }),
          db.providerKey.findMany({ where: { workspaceId: id } }),
        ],
        { isolationLevel: 'Serializable' },
      )
      return row
        ? toWorkspace(row, { enabled, access, budgets, taskModels, overrides, keys })
        : undefined
    },

    async create(workspace) {
      if (await db.workspace.findUnique({ where: { id: workspace.id }, select: { id: true } })) {
        return { created: false }
      }
      try {
        await insert(workspace)
        return { created: true }
      } catch (error) {
        if (isUniqueViolation(error)) return { created: false }
        throw error
      }
    },

    async update(id, settings, change) {
      await changing(id, change, tx =>
        tx.workspace.update({ where: { id }, data: settings as never }),
      )
    },

    async setAccess(id, rules, change) {
      await changing(id, change, async tx => {
        await tx.accessRule.deleteMany({ where: { workspaceId: id } })
        if (rules.length === 0) return
        await tx.accessRule.createMany({
          data: rules.map(rule => ({ workspaceId: id, ...rule })),
        })
      })
    },

    async enable(id, { modelId, label }, change) {
      await changing(id, change, async tx => {
        await add(tx, id, modelId, change.actor.id, await nextPosition(tx, id))
        if (label === undefined) return
        await tx.enabled.update({
          where: { workspaceId_modelId: { workspaceId: id, modelId } },
          data: { label: label || null },
        })
      })
    },

    async disable(id, modelId, replacementId, change) {
      await changing(id, change, async tx => {
        if (replacementId !== undefined) {
          await tx.workspace.updateMany({
            where: { id, defaultModelId: modelId },
            data: { defaultModelId: replacementId },
          })
          const chosen = { where: { workspaceId: id, modelId }, data: { modelId: replacementId } }
          await tx.channelChoice.updateMany(chosen)
          await tx.taskChoice.updateMany(chosen)
        }
        await tx.enabled.deleteMany({ where: { workspaceId: id, modelId } })
      }).catch(inUse)
    },

    async setEnabled(id, modelIds, defaultModelId, change) {
      await changing(id, change, async tx => {
        let position = await nextPosition(tx, id)
        for (const modelId of modelIds) await add(tx, id, modelId, change.actor.id, position++)
        await tx.workspace.update({ where: { id }, data: { defaultModelId } })
        await tx.enabled.deleteMany({
          where: { workspaceId: id, modelId: { notIn: [...modelIds] } },
        })
      }).catch(inUse)
    },

    async setParams(id, modelId, params, change) {
      await changing(id, change, async tx => {
        const { count } = await tx.enabled.updateMany({
          where: { workspaceId: id, modelId },
          data: params as never,
        })
        if (count === 0) throw new BotError('conflict', 'That model is not enabled any more.')
      })
    },

    async setDefault(id, modelId, change) {
      await changing(id, change, tx =>
        tx.workspace.update({ where: { id }, data: { defaultModelId: modelId, isAuto: false } }),
      ).catch(error => {
        if (!isForeignKeyViolation(error)) throw error
        throw new BotError('conflict', 'That model is not enabled any more.', { cause: error })
      })
    },

    async channelDefault(workspaceId, channelId) {
      const row = await db.channelChoice.findUnique({
        where: { workspaceId_channelId: { workspaceId, channelId } },
      })
      return row?.modelId
    },

    async setChannelDefault(workspaceId, channelId, modelId, change) {
      await changing(workspaceId, change, tx =>
        modelId === undefined
          ? tx.channelChoice.deleteMany({ where: { workspaceId, channelId } })
          : tx.channelChoice.upsert({
              where: { workspaceId_channelId: { workspaceId, channelId } },
              create: { workspaceId, channelId, modelId, chosenBy: change.actor.id },
              update: { modelId, chosenBy: change.actor.id },
            }),
      )
    },

    async setPaused(id, pausedBy, change) {
      const data =
        pausedBy === undefined
          ? { pausedAt: null, pausedBy: null }
          : { pausedAt: clock.now(), pausedBy }
      await changing(id, change, tx => tx.workspace.update({ where: { id }, data }))
    },

    async noteAdmin(id, memberId) {
      await db.workspace.updateMany({
        where: { id, OR: [{ lastAdminId: null }, { lastAdminId: { not: memberId } }] },
        data: { lastAdminId: memberId },
      })
    },

    async claimWelcome(id, now) {
      const { count } = await db.workspace.updateMany({
        where: { id, welcomedAt: null },
        data: { welcomedAt: now },
      })
      return count === 1
    },

    async changes(workspaceId, limit) {
      const found = await db.auditEntry.findMany({
        where: { workspaceId },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        take: limit,
      })
      return found.map(toChange)
    },
  }
}
