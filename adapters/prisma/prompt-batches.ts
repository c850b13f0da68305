import { BotError } from '../../src/errors.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { Moved, PromptBatch, PromptStore } from '../../src/ports/prompts.ts'
import type { Change } from '../../src/ports/workspaces.ts'
import { addAudit } from './audit.ts'
import type { Db, Tx } from './db.ts'
import type * as Row from './generated/sqlite/client.ts'
import { fromContent, toContent, versionsOf } from './prompt-rows.ts'

type Batches = Pick<PromptStore, 'startBatch' | 'batch' | 'setBatch' | 'applyBatch' | 'undoBatch'>

interface Next {
  readonly prompt: Row.Prompt
  readonly content: ReturnType<typeof toContent>
}

const gone = () => new BotError('conflict', 'That selection is closed. Run /prompts assign again.')

const toBatch = (row: Row.PromptBatch): PromptBatch => ({
  id: row.id,
  workspaceId: row.workspaceId,
  state: row.state as PromptBatch['state'],
  promptIds: row.promptIds as readonly string[],
  ...(row.modelId !== null && { modelId: row.modelId }),
})

/** Of two who close it, one: the other finds it closed. */
async function close(tx: Tx, id: string, from: string, to: string): Promise<void> {
  const { count } = await tx.promptBatch.updateMany({
    where: { id, state: from },
    data: { state: to },
  })
  if (count === 0) throw gone()
}

/** The prompts with the versions in force, by name. */
async function current(tx: Tx, { workspaceId, promptIds }: PromptBatch) {
  const prompts = await tx.prompt.findMany({
    where: { workspaceId, id: { in: [...promptIds] } },
    orderBy: { name: 'asc' },
  })
  const versions = await versionsOf(
    tx,
    prompts.map(({ id, version }) => ({ promptId: id, version })),
  )
  const byId = new Map(versions.map(version => [version.promptId, version]))
  return prompts.flatMap(prompt => {
    const version = byId.get(prompt.id)
    return version ? [{ prompt, version }] : []
  })
}

export function createPromptBatches(db: Db, clock: Clock): Batches {
  /** One further version each: two statements, and one for each model. */
  async function write(
    tx: Tx,
    next: readonly Next[],
    saving: { readonly reason: string; readonly batchId: string; readonly change: Change },
  ): Promise<void> {
    const { reason, batchId, change } = saving
    const now = clock.now()
    await tx.promptVersion.createMany({
      data: next.map(({ prompt, content }) => ({
        promptId: prompt.id,
        ...fromContent(content, {
          version: prompt.version + 1,
          ...{ reason, batchId, now },
          by: change.actor,
        }),
      })),
    })
    for (const modelId of new Set(next.map(({ content }) => content.modelId))) {
      const ids = next
        .filter(({ content }) => content.modelId === modelId)
        .map(ids => ids.prompt.id)
      await tx.prompt.updateMany({
        where: { id: { in: ids } },
        data: { version: { increment: 1 }, modelId },
      })
    }
  }

  async function apply(tx: Tx, batch: PromptBatch, modelId: string, change: Change) {
    await close(tx, batch.id, 'open', 'applied')
    const found = await current(tx, batch)
    const stays = ({ prompt }: { prompt: Row.Prompt }) =>
      prompt.archivedAt !== null || prompt.modelId === modelId
    const next = found
      .filter(each => !stays(each))
      .map(({ prompt, version }) => ({ prompt, content: { ...toContent(version), modelId } }))
    await write(tx, next, { reason: `moved to ${modelId}`, batchId: batch.id, change })
    await addAudit(tx, batch.workspaceId, clock.now(), change)
    return result(
      next,
      found.filter(stays).map(({ prompt }) => ({
        name: prompt.name,
        reason: prompt.archivedAt ? 'is archived' : 'has that model already',
      })),
      batch.promptIds.length - found.length,
    )
  }

  async function undo(tx: Tx, batch: PromptBatch, change: Change) {
    await close(tx, batch.id, 'applied', 'undone')
    const found = await current(tx, batch)
    const ours = found.filter(({ version }) => version.batchId === batch.id)
    const made = await tx.promptVersion.findMany({
      where: { batchId: batch.id },
      select: { promptId: true },
    })
    const before = await versionsOf(
      tx,
      ours.map(({ prompt }) => ({ promptId: prompt.id, version: prompt.version - 1 })),
    )
    const byId = new Map(before.map(version => [version.promptId, version]))
    const next = ours.flatMap(({ prompt }) => {
      const version = byId.get(prompt.id)
      return version ? [{ prompt, content: toContent(version) }] : []
    })
    await write(tx, next, { reason: 'the move was undone', batchId: `${batch.id}-undo`, change })
    await addAudit(tx, batch.workspaceId, clock.now(), change)
    const isOurs = new Set(ours.map(({ prompt }) => prompt.id))
    const wasMoved = new Set(made.map(({ promptId }) => promptId))
    const changedSince = found
      .filter(({ prompt }) => wasMoved.has(prompt.id) && !isOurs.has(prompt.id))
      .map(({ prompt }) => ({ name: prompt.name, reason: 'was changed since' }))
    return result(next, changedSince, 0)
  }

  return {
    async startBatch({ id, workspaceId, promptIds, modelId }, by, now) {
      await db.promptBatch.create({
        data: {
          ...{ id, workspaceId, state: 'open', modelId: modelId ?? null },
          promptIds: [...promptIds],
          startedBy: by.id,
          startedAt: now,
        },
      })
    },

    async batch(workspaceId, id) {
      const row = await db.promptBatch.findFirst({ where: { id, workspaceId } })
      return row ? toBatch(row) : undefined
    },

    async setBatch(id, { promptIds, modelId }) {
      const { count } = await db.promptBatch.updateMany({
        where: { id, state: 'open' },
        data: {
          ...(promptIds && { promptIds: [...promptIds] }),
          ...(modelId !== undefined && { modelId }),
        },
      })
      if (count === 0) throw gone()
    },

    applyBatch: (batch, modelId, change) =>
      db.$transaction(tx => apply(tx, batch, modelId, change)),

    undoBatch: (batch, change) => db.$transaction(tx => undo(tx, batch, change)),
  }
}

const result = (next: readonly Next[], skipped: Moved['skipped'], lost: number): Moved => ({
  changed: next.map(({ prompt }) => prompt.name),
  skipped: [
    ...skipped,
    ...Array.from({ length: lost }, () => ({ name: 'A prompt', reason: 'is gone' })),
  ],
})
