import type { ModelChoices } from '../../src/ports/choices.ts'
import type { StoredMessage, Thread } from '../../src/ports/threads.ts'
import type { ClaimedTurn, Claiming } from '../../src/ports/turns.ts'
import type { Tx } from './db.ts'
import type { Prisma } from './generated/sqlite/client.ts'
import { toChoices, toMessage, toThread, toTurn } from './rows.ts'

/** The oldest queued turn of a thread. */
export const nextIn = (tx: Tx, threadId: string) =>
  tx.turn.findFirst({
    where: { threadId, state: 'queued' },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })

/** Where none is running: the next turn, with all that answering needs. */
export async function claim(
  tx: Tx,
  threadId: string,
  { lease, historyLimit }: Claiming,
  now: Date,
): Promise<ClaimedTurn | undefined> {
  // the thread's row is the lock: of two processes one waits here, and finds that the first turn has moved on
  const thread = await tx.thread.update({
    where: { id: threadId },
    data: { lastActiveAt: now, status: 'active' },
  })
  if (await tx.turn.findFirst({ where: { threadId, state: 'running' }, select: { id: true } })) {
    return undefined
  }
  const next = await nextIn(tx, threadId)
  if (!next) return undefined
  const { count } = await tx.turn.updateMany({
    where: { id: next.id, state: 'queued' },
    data: { state: 'running', owner: lease.owner, leaseUntil: lease.until },
  })
  if (count === 0) return undefined
  const channel = await channelChoice(tx, thread)
  return {
    turn: toTurn({ ...next, state: 'running' }),
    thread: toThread(thread),
    history: await historyOf(tx, next, historyLimit),
    memberChoices: await memberChoices(tx, next),
    ...(channel && { channelDefault: channel.modelId }),
  }
}

export const channelChoice = (tx: Tx, { workspaceId, channelId }: ChannelKey) =>
  tx.channelChoice.findUnique({
    where: { workspaceId_channelId: { workspaceId, channelId } },
  })

/** What somebody has chosen, by task. */
export const memberChoices = async (
  tx: Tx,
  { workspaceId, memberId }: { readonly workspaceId: string; readonly memberId: string },
): Promise<ModelChoices> =>
  toChoices(await tx.memberChoice.findMany({ where: { workspaceId, memberId } }))

type ChannelKey = Pick<Thread, 'workspaceId' | 'channelId'>

/** What people said up to the question, and the answers to that, whenever they came. */
async function historyOf(
  tx: Tx,
  { threadId, questionRef }: { threadId: string; questionRef: string },
  limit: number,
): Promise<readonly StoredMessage[]> {
  const question = await tx.message.findUnique({
    where: { threadId_ref: { threadId, ref: questionRef } },
    select: { at: true },
  })
  if (!question) return []
  const present = { threadId, removedAt: null }
  const newestFirst = { orderBy: [{ at: 'desc' }, { id: 'desc' }] satisfies Order }
  const said = await tx.message.findMany({
    where: { ...present, role: { not: 'assistant' }, at: { lte: question.at } },
    ...newestFirst,
    take: limit,
  })
  const answers = await tx.message.findMany({
    where: { ...present, role: 'assistant', answers: { in: said.map(({ ref }) => ref) } },
    ...newestFirst,
  })
  return [...said, ...answers].sort(byTime).map(toMessage)
}

type Order = Prisma.MessageOrderByWithRelationInput[]

const byTime = (a: { at: Date; id: string }, b: { at: Date; id: string }): number =>
  a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1)
