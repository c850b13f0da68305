import { BotError } from '../../src/errors.ts'
import { newId } from '../../src/lib/new-id.ts'
import type { Clock } from '../../src/ports/clock.ts'
import type { Answer, TurnStore } from '../../src/ports/turns.ts'
import { claim, nextIn } from './claim.ts'
import type { Db, Tx } from './db.ts'
import { isUniqueViolation } from './errors.ts'
import { Prisma } from './generated/sqlite/client.ts'
import { settleIn } from './ledger.ts'
import { receive } from './receive.ts'
import { toTurn } from './rows.ts'

const OPEN = ['queued', 'running']

async function saveAnswer(tx: Tx, { turn, settlement, ...answer }: Answer): Promise<void> {
  if (settlement) await settleIn(tx, settlement)
  const words = { text: answer.text, modelId: answer.modelId, modelName: answer.modelName }
  await tx.message.upsert({
    where: { threadId_ref: { threadId: turn.threadId, ref: turn.id } },
    update: words,
    create: {
      id: newId(answer.at.getTime()),
      threadId: turn.threadId,
      ref: turn.id,
      role: 'assistant',
      authorId: 'switchboard',
      authorName: 'Switchboard',
      answers: turn.questionRef,
      at: answer.at,
      ...words,
    },
    select: { id: true },
  })
}

async function recover(tx: Tx, now: Date, everything: boolean): Promise<readonly string[]> {
  await tx.turn.updateMany({
    where: { state: 'running', ...(everything ? {} : { leaseUntil: { lt: now } }) },
    data: { state: 'queued', owner: null, leaseUntil: null, resumes: { increment: 1 } },
  })
  const queued = await tx.turn.findMany({
    where: { state: 'queued', thread: { turns: { none: { state: 'running' } } } },
    distinct: ['threadId'],
    select: { threadId: true },
  })
  return queued.map(({ threadId }) => threadId)
}

export function createTurnStore(db: Db, clock: Clock): TurnStore {
  const closeQueued = (tx: Tx, threadId: string, state: 'stopped' | 'removed', ref?: string) =>
    tx.turn.updateMany({
      where: { threadId, state: 'queued', ...(ref !== undefined && { questionRef: ref }) },
      data: { state, finishedAt: clock.now() },
    })

  const askRunning = async (tx: Tx, threadId: string, ref?: string) => {
    const where = { threadId, state: 'running', ...(ref !== undefined && { questionRef: ref }) }
    await tx.turn.updateMany({ where, data: { stopAsked: true } })
    return (await tx.turn.findMany({ where, select: { id: true } })).map(({ id }) => id)
  }

  return {
    receive: (arrival, claiming) => receive(db, arrival, claiming, clock.now()),

    async claim(threadId, lease, historyLimit) {
      // mostly there is nothing, which needs no transaction
      if (!(await nextIn(db, threadId))) return undefined
      const claiming = { lease, historyLimit }
      return db.$transaction(tx => claim(tx, threadId, claiming, clock.now()))
    },

    async renew({ owner, until }, turnIds) {
      const where = { id: { in: [...turnIds] }, owner }
      await db.turn.updateMany({ where, data: { leaseUntil: until } })
      const stopped = await db.turn.findMany({
        where: { ...where, stopAsked: true },
        select: { id: true },
      })
      return stopped.map(({ id }) => id)
    },

    async notePosted(turnId, refs) {
      await db.turn.updateMany({ where: { id: turnId }, data: { postedRefs: [...refs] } })
    },

    saveAnswer: answer => db.$transaction(tx => saveAnswer(tx, answer)),

    async end({ turnId, state, reference, postedRefs, at }) {
      await db.turn.updateMany({
        where: { id: turnId },
        data: {
          state,
          owner: null,
          leaseUntil: null,
          postedRefs: [...postedRefs],
          reference: reference ?? null,
          finishedAt: at,
        },
      })
    },

    async interrupt(turnId, postedRefs) {
      await db.turn.updateMany({
        where: { id: turnId, state: 'running' },
        data: {
          state: 'queued',
          owner: null,
          leaseUntil: null,
          resumes: { increment: 1 },
          postedRefs: [...postedRefs],
        },
      })
    },

    recover: (now, everything) => db.$transaction(tx => recover(tx, now, everything)),

    askStop: threadId =>
      db.$transaction(async tx => {
        const { count: dropped } = await closeQueued(tx, threadId, 'stopped')
        return { running: await askRunning(tx, threadId), dropped }
      }),

    async askStopAll(workspaceId) {
      const where = { workspaceId, state: 'running' }
      await db.turn.updateMany({ where, data: { stopAsked: true } })
      return (await db.turn.findMany({ where, select: { id: true } })).map(({ id }) => id)
    },

    async find(turnId) {
      const row = await db.turn.findUnique({ where: { id: turnId } })
      return row ? toTurn(row) : undefined
    },

    async byQuestion(threadId, questionRef) {
      const row = await db.turn.findFirst({
        where: { threadId, questionRef },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      })
      return row ? toTurn(row) : undefined
    },

    async again(turnId, by, now) {
      const inTransaction = (tx: Tx) => tryAgain(tx, turnId, by, now)
      return db.$transaction(inTransaction).catch(error => {
        if (!isUniqueViolation(error)) throw error
        throw new BotError('conflict', 'That answer is already being written again.', {
          cause: error,
        })
      })
    },

    async editQuestion(threadId, ref, text, now) {
      await db.message.updateMany({
        where: { threadId, ref, removedAt: null },
        data: { text, editedAt: now },
      })
    },

    removeMessage: (threadId, ref, now) =>
      db.$transaction(async tx => {
        await tx.message.updateMany({
          where: { threadId, ref },
          data: { text: '', attachments: Prisma.DbNull, removedAt: now },
        })
        await closeQueued(tx, threadId, 'removed', ref)
        const [running] = await askRunning(tx, threadId, ref)
        return running
      }),

    countSince: (workspaceId, memberId, since) =>
      db.turn.count({ where: { workspaceId, memberId, createdAt: { gt: since } } }),

    async firstTime(key, now) {
      try {
        await db.receipt.create({ data: { key, at: now } })
        return true
      } catch (error) {
        if (isUniqueViolation(error)) return false
        throw error
      }
    },

    async dropReceipts(before) {
      await db.receipt.deleteMany({ where: { at: { lt: before } } })
    },
  }
}

async function tryAgain(tx: Tx, turnId: string, by: { id: string; name: string }, now: Date) {
  const first = await tx.turn.findUnique({ where: { id: turnId } })
  if (!first) throw new BotError('conflict', 'That answer is not remembered any more.')
  const { threadId, questionRef } = first
  const tries = await tx.turn.findMany({ where: { threadId, questionRef } })
  if (tries.some(({ state }) => OPEN.includes(state))) {
    throw new BotError('conflict', 'That answer is already being written again.')
  }
  const id = newId(now.getTime())
  await tx.turn.create({
    data: {
      id,
      key: first.key.replace(/\d+$/, String(tries.length + 1)),
      workspaceId: first.workspaceId,
      threadId,
      questionRef,
      memberId: by.id,
      memberName: by.name,
      purpose: first.purpose,
      ...(first.spec !== null && { spec: first.spec }),
      state: 'queued',
      postedRefs: [],
      createdAt: now,
    },
  })
  return { turnId: id, threadId }
}
