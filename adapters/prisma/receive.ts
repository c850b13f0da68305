import { newId } from '../../src/lib/new-id.ts'
import type { Arrival, Received, Thread } from '../../src/ports/store.ts'
import type { Db, Tx } from './db.ts'
import { lookAgain } from './look-again.ts'
import { toThread } from './rows.ts'
import { byKey, messageColumns } from './threads.ts'

const MINUTE_MS = 60_000

/**
 * One transaction. Two deliveries of the same message, or two first messages of a thread, may meet: the loser of the
 * unique key looks again and finds what the winner wrote.
 */
export const receive = (db: Db, arrival: Arrival): Promise<Received> =>
  lookAgain(() => db.$transaction(tx => record(tx, arrival)))

async function record(tx: Tx, arrival: Arrival): Promise<Received> {
  const known = await tx.thread.findUnique({ where: byKey(arrival) })
  if (!known && !arrival.isAddressed) return { kind: 'ignored' }
  if (known && (await isKnownMessage(tx, known.id, arrival.message.ref))) {
    return { kind: 'duplicate' }
  }
  const thread = known ? toThread(known) : await startThread(tx, arrival)
  if (!isQuestion(arrival, thread)) return keepAsContext(tx, arrival, thread, 'context')
  if (await isTooFast(tx, arrival)) return keepAsContext(tx, arrival, thread, 'too-fast')
  // a thread can be known before anything was said in it: by the model somebody chose for it
  const isNewThread = (await tx.message.count({ where: { threadId: thread.id } })) === 0
  await tx.message.create({ data: messageColumns(thread.id, arrival.message) })
  const turnId = await queueTurn(tx, arrival, thread)
  return { kind: 'question', turnId, thread, isNewThread }
}

const isQuestion = (arrival: Arrival, thread: Thread): boolean =>
  arrival.isAddressed || (thread.listens === 'all' && !arrival.opensWithOther)

async function keepAsContext<Kind extends 'context' | 'too-fast'>(
  tx: Tx,
  { message }: Arrival,
  thread: Thread,
  kind: Kind,
): Promise<{ kind: Kind }> {
  await tx.message.create({ data: messageColumns(thread.id, { ...message, role: 'context' }) })
  return { kind }
}

async function isKnownMessage(tx: Tx, threadId: string, ref: string): Promise<boolean> {
  const found = await tx.message.findUnique({
    where: { threadId_ref: { threadId, ref } },
    select: { id: true },
  })
  return found !== null
}

async function startThread(tx: Tx, arrival: Arrival): Promise<Thread> {
  const { workspaceId, channelId, threadKey, message } = arrival
  const starter = await tx.starterChoice.findUnique({
    where: {
      workspaceId_channelId_memberId: { workspaceId, channelId, memberId: message.author.id },
    },
  })
  const row = await tx.thread.create({
    data: {
      id: newId(message.at.getTime()),
      workspaceId,
      channelId,
      threadKey,
      title: arrival.title,
      isDirect: arrival.isDirect,
      // a thread whose first message addressed the bot is a conversation with it
      listens: arrival.startsThread || arrival.isDirect ? 'all' : 'mentions',
      modelId: arrival.startsThread ? (starter?.modelId ?? null) : null,
      startedBy: message.author.id,
      createdAt: message.at,
      lastActiveAt: message.at,
    },
  })
  return toThread(row)
}

async function isTooFast(
  tx: Tx,
  { workspaceId, message, questionsPerMinute }: Arrival,
): Promise<boolean> {
  const recent = await tx.turn.count({
    where: {
      workspaceId,
      memberId: message.author.id,
      createdAt: { gt: new Date(message.at.getTime() - MINUTE_MS) },
    },
  })
  return recent >= questionsPerMinute
}

async function queueTurn(tx: Tx, arrival: Arrival, thread: Thread): Promise<string> {
  const { workspaceId, channelId, message } = arrival
  const id = newId(message.at.getTime())
  await tx.turn.create({
    data: {
      id,
      key: `${workspaceId}/${channelId}/${message.ref}/1`,
      workspaceId,
      threadId: thread.id,
      questionRef: message.ref,
      memberId: message.author.id,
      memberName: message.author.name,
      purpose: 'chat',
      state: 'queued',
      startsThread: arrival.startsThread,
      postedRefs: [],
      createdAt: message.at,
    },
  })
  return id
}
