import { BotError } from '../../src/errors.ts'
import { newId } from '../../src/lib/new-id.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { Prompt, PromptFilter, PromptStore } from '../../src/ports/prompts.ts'
import type { Change } from '../../src/ports/workspaces.ts'
import { addAudit } from './audit.ts'
import type { Db, Tx } from './db.ts'
import { isUniqueViolation } from './errors.ts'
import type * as Row from './generated/sqlite/client.ts'
import { createPromptBatches } from './prompt-batches.ts'
import { fromContent, toPrompt, toVersion, versionsOf } from './prompt-rows.ts'
import { usesOf } from './prompt-use.ts'

const whereOf = ({ workspaceId, memberId = '', modelId, search, now }: PromptFilter) => ({
  workspaceId,
  archivedAt: null,
  ...(modelId && { modelId }),
  AND: [
    { OR: [{ ownerId: '' }, { ownerId: memberId, expiresAt: { gt: now } }] },
    ...(search ? [{ name: { contains: search.toLowerCase() } }] : []),
  ],
})

const taken = (error: unknown): never => {
  if (!isUniqueViolation(error)) throw error
  throw new BotError('conflict', 'A prompt has that name already. Choose another one.', {
    cause: error,
  })
}

const moved = () =>
  new BotError('conflict', 'Somebody saved this prompt in the meantime. Open it again.')

export function createPromptStore(db: Db, clock: Clock): PromptStore {
  async function whole(rows: readonly Row.Prompt[]): Promise<Prompt[]> {
    const keys = rows.map(({ id, version }) => ({ promptId: id, version }))
    const byId = new Map((await versionsOf(db, keys)).map(version => [version.promptId, version]))
    return rows.flatMap(row => {
      const version = byId.get(row.id)
      return version ? [toPrompt(row, version)] : []
    })
  }

  async function one(where: object): Promise<Prompt | undefined> {
    const row = await db.prompt.findFirst({ where, orderBy: { ownerId: 'desc' } })
    return row ? (await whole([row]))[0] : undefined
  }

  /** Also what makes two savers come one after the other. */
  async function advance(tx: Tx, id: string, basedOn: number, modelId: string): Promise<void> {
    const { count } = await tx.prompt.updateMany({
      where: { id, version: basedOn },
      data: { version: { increment: 1 }, modelId },
    })
    if (count === 0) throw moved()
  }

  async function setArchived(id: string, isArchived: boolean, change: Change): Promise<void> {
    await db.$transaction(async tx => {
      const archivedAt = isArchived ? clock.now() : null
      const { workspaceId } = await tx.prompt.update({ where: { id }, data: { archivedAt } })
      await addAudit(tx, workspaceId, clock.now(), change)
    })
  }

  return {
    find: (workspaceId, name, memberId, now) =>
      one({ ...whereOf({ workspaceId, memberId, now }), name: name.toLowerCase() }),

    byId: (workspaceId, id) => one({ workspaceId, id }),

    async list(filter, offset, limit) {
      const where = whereOf(filter)
      const [total, rows] = await Promise.all([
        db.prompt.count({ where }),
        db.prompt.findMany({
          where,
          orderBy: [{ name: 'asc' }, { ownerId: 'asc' }],
          skip: offset,
          take: limit,
        }),
      ])
      return { total, prompts: await whole(rows) }
    },

    async ids(filter) {
      const rows = await db.prompt.findMany({
        where: whereOf(filter),
        orderBy: { name: 'asc' },
        select: { id: true },
      })
      return rows.map(({ id }) => id)
    },

    async create({ workspaceId, ownerId, name, expiresAt, ...content }, reason, change) {
      const id = newId()
      const now = clock.now()
      const { modelId } = content
      await db
        .$transaction(async tx => {
          // a draft that ran out makes room for the next one of its name
          await tx.prompt.deleteMany({
            where: { workspaceId, ownerId, name, expiresAt: { lte: now } },
          })
          await tx.prompt.create({
            data: {
              ...{ id, workspaceId, ownerId, name, modelId },
              version: 1,
              createdAt: now,
              expiresAt: expiresAt ?? null,
              versions: {
                create: fromContent(content, { version: 1, reason, by: change.actor, now }),
              },
            },
          })
          await addAudit(tx, workspaceId, now, change)
        })
        .catch(taken)
      return {
        ...content,
        id,
        workspaceId,
        ownerId,
        name,
        version: 1,
        ...(expiresAt && { expiresAt }),
      }
    },

    async save(id, basedOn, content, reason, change) {
      const version = basedOn + 1
      const now = clock.now()
      await db.$transaction(async tx => {
        await advance(tx, id, basedOn, content.modelId)
        const row = fromContent(content, { version, reason, by: change.actor, now })
        await tx.promptVersion.create({ data: { promptId: id, ...row } })
        const { workspaceId } = await tx.prompt.findUniqueOrThrow({ where: { id } })
        await addAudit(tx, workspaceId, now, change)
      })
      const saved = await one({ id })
      if (!saved) throw moved()
      return saved
    },

    setArchived,

    async history(promptId, offset, limit) {
      const rows = await db.promptVersion.findMany({
        where: { promptId },
        orderBy: { version: 'desc' },
        skip: offset,
        take: limit,
      })
      return rows.map(toVersion)
    },

    use: (workspaceId, promptIds, from) => usesOf(db, workspaceId, promptIds, from),

    async importAll(workspaceId, prompts, change) {
      const now = clock.now()
      return db.$transaction(async tx => {
        const names = prompts.map(({ name }) => name)
        const known = await tx.prompt.findMany({
          where: { workspaceId, ownerId: '', name: { in: names } },
          select: { name: true },
        })
        const there = new Set(known.map(({ name }) => name))
        const added = prompts
          .filter(({ name }) => !there.has(name))
          .map(prompt => ({ ...prompt, id: newId() }))
        await tx.prompt.createMany({
          data: added.map(({ id, name, modelId }) => ({
            ...{ id, workspaceId, name, modelId },
            version: 1,
            createdAt: now,
          })),
        })
        await tx.promptVersion.createMany({
          data: added.map(({ id, name: _name, ...content }) => ({
            promptId: id,
            ...fromContent(content, { version: 1, reason: 'imported', by: change.actor, now }),
          })),
        })
        if (added.length > 0) await addAudit(tx, workspaceId, now, change)
        return added.map(({ name }) => name)
      })
    },

    ...createPromptBatches(db, clock),
  }
}
