import { newId } from '../../src/lib/new-id.ts'
import type { NewMessage, ThreadKey, ThreadStore } from '../../src/ports/threads.ts'
import type { Db, Tx } from './db.ts'
import { Prisma } from './generated/sqlite/client.ts'
import { lookAgain } from './look-again.ts'
import { toThread } from './rows.ts'

export const byKey = ({ workspaceId, channelId, threadKey }: ThreadKey) => ({
  workspaceId_channelId_threadKey: { workspaceId, channelId, threadKey },
})

export const messageColumns = (threadId: string, message: NewMessage) => ({
  id: newId(message.at.getTime()),
  threadId,
  ref: message.ref,
  role: message.role,
  authorId: message.author.id,
  authorName: message.author.name,
  text: message.text,
  at: message.at,
  ...(message.attachments.length > 0 && {
    attachments: message.attachments.map(attachment => ({ ...attachment })),
  }),
})

async function addUnknown(
  tx: Tx,
  threadId: string,
  messages: readonly NewMessage[],
): Promise<void> {
  const byRef = new Map(messages.map(message => [message.ref, message]))
  const known = await tx.message.findMany({
    where: { threadId, ref: { in: [...byRef.keys()] } },
    select: { ref: true },
  })
  for (const { ref } of known) byRef.delete(ref)
  if (byRef.size === 0) return
  await tx.message.createMany({
    data: [...byRef.values()].map(message => messageColumns(threadId, message)),
  })
}

export function createThreadStore(db: Db): ThreadStore {
  return {
    async find(key) {
      const row = await db.thread.findUnique({ where: byKey(key) })
      return row ? toThread(row) : undefined
    },

    async byId(id) {
      const row = await db.thread.findUnique({ where: { id } })
      return row ? toThread(row) : undefined
    },

    async byIds(ids) {
      const rows = await db.thread.findMany({ where: { id: { in: [...ids] } } })
      return rows.map(toThread)
    },

    async setModel({ isDirect, title, ...key }, modelId, by, now) {
      const choice = { modelId: modelId ?? null, modelSetBy: by.id, toldMissing: null }
      const row = await db.thread.upsert({
        where: byKey(key),
        update: choice,
        create: {
          id: newId(now.getTime()),
          ...key,
          ...choice,
          title,
          isDirect,
          listens: isDirect ? 'all' : 'mentions',
          startedBy: by.id,
          createdAt: now,
          lastActiveAt: now,
        },
      })
      return toThread(row)
    },

    async avoid(id, modelId) {
      await db.$transaction(async tx => {
        // first, because it locks the row
        const row = await tx.thread.update({ where: { id }, data: { id } })
        const avoided = new Set(toThread(row).avoided).add(modelId)
        await tx.thread.update({ where: { id }, data: { avoided: [...avoided] } })
      })
    },

    async setListens(id, listens) {
      await db.thread.update({ where: { id }, data: { listens } })
    },

    async noteMissingTold(id, modelId) {
      await db.thread.update({ where: { id }, data: { toldMissing: modelId } })
    },

    async recent(workspaceId, channelId, memberId, limit) {
      const found = await db.thread.findMany({
        where: { workspaceId, channelId, startedBy: memberId, status: 'active' },
        orderBy: { lastActiveAt: 'desc' },
        take: limit,
      })
      return found.map(toThread)
    },

    async starterChoice(workspaceId, channelId, memberId) {
      const row = await db.starterChoice.findUnique({
        where: { workspaceId_channelId_memberId: { workspaceId, channelId, memberId } },
      })
      return row?.modelId
    },

    async setStarterChoice(workspaceId, channelId, memberId, modelId) {
      const key = { workspaceId, channelId, memberId }
      if (modelId === undefined) await db.starterChoice.deleteMany({ where: key })
      else {
        await db.starterChoice.upsert({
          where: { workspaceId_channelId_memberId: key },
          create: { ...key, modelId },
          update: { modelId },
        })
      }
    },

    async addContext(threadId, messages) {
      await lookAgain(() => db.$transaction(tx => addUnknown(tx, threadId, messages)))
    },

    async forget(workspaceId, memberId, now) {
      return db.$transaction(async tx => {
        const { count } = await tx.message.updateMany({
          where: { authorId: memberId, removedAt: null, thread: { workspaceId } },
          data: { text: '', authorName: '', attachments: Prisma.DbNull, removedAt: now },
        })
        await tx.turn.updateMany({
          where: { workspaceId, memberId, state: 'queued' },
          data: { state: 'removed', finishedAt: now },
        })
        await tx.turn.updateMany({ where: { workspaceId, memberId }, data: { memberName: '' } })
        // a title is cut from the first question
        await tx.thread.updateMany({
          where: { workspaceId, startedBy: memberId },
          data: { title: 'Forgotten' },
        })
        return count
      })
    },

    async expire(workspaceId, before) {
      const { count } = await db.message.deleteMany({
        where: { at: { lt: before }, thread: { workspaceId } },
      })
      await db.thread.updateMany({
        where: { workspaceId, lastActiveAt: { lt: before }, status: 'active' },
        data: { status: 'archived' },
      })
      return count
    },

    async withRetention() {
      const found = await db.workspace.findMany({
        where: { retentionDays: { not: null } },
        select: { id: true, retentionDays: true },
      })
      return found.map(({ id, retentionDays }) => ({ id, retentionDays: retentionDays ?? 0 }))
    },
  }
}
