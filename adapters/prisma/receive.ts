import { newId } from '../../src/lib/new-id.ts'
import type { Thread } from '../../src/ports/threads.ts'
import type { Arrival, ClaimedTurn, Claiming, Received } from '../../src/ports/turns.ts'
import { channelChoice, claim, memberChoices } from './claim.ts'
import type { Db, Tx } from './db.ts'
import type * as Row from './generated/sqlite/client.ts'
import { lookAgain } from './look-again.ts'
import { toJson, toMessage, toThread, toTurn } from './rows.ts'
import { byKey, messageColumns } from './threads.ts'

const MINUTE_MS = 60_000

/**
 * One transaction. Two deliveries of the same message, or two first messages of a thread, may meet: the loser of the
 * unique key looks again and finds what the winner wrote.
 */
export const receive = (
  db: Db,
  arrival: Arrival,
  claiming: Claiming | undefined,
  now: Date,
): Promise<Received> => lookAgain(() => db.$transaction(tx => record(tx, arrival, claiming, now)))

async function record(
  tx: Tx,
  arrival: Arrival,
  claiming: Claiming | undefined,
  now: Date,
): Promise<Received> {
  const known = await tx.thread.findUnique({ where: byKey(arrival) })
  if (!known && !arrival.isAddressed) return { kind: 'ignored' }
  if (known && (await isKnownMessage(tx, known.id, arrival.message.ref))) {
    return { kind: 'duplicate' }
  }
  const thread = known ? toThread(known) : await startThread(tx, arrival)
  if (!isQuestion(arrival, thread)) return keepAsContext(tx, arrival, thread, 'context')
  if (await isTooFast(tx, arrival)) return keepAsContext(tx, arrival, thread, 'too-fast')
  return recordQuestion(tx, arrival, { thread, isKnown: known !== null }, { claiming, now })
}

interface Claim {
  readonly claiming: Claiming | undefined
  readonly now: Date
}

async function recordQuestion(
  tx: Tx,
  arrival: Arrival,
  { thread, isKnown }: { readonly thread: Thread; readonly isKnown: boolean },
  { claiming, now }: Claim,
): Promise<Received> {
  // a thread can be known before anything was said in it: by the model somebody chose for it
  const isNewThread = !isKnown || (await tx.message.count({ where: { threadId: thread.id } })) === 0
  const message = await tx.message.create({ data: messageColumns(thread.id, arrival.message) })
  const asked = { kind: 'question', thread, isNewThread } as const
  // nobody else can know of a thread that has just begun: its first turn runs from the start
  if (claiming && !isKnown && arrival.startsThread) {
    const claimed = await startTurn(tx, arrival, { thread, message, claiming })
    return { ...asked, turnId: claimed.turn.id, claimed }
  }
  const { id: turnId } = await addTurn(tx, arrival, thread, queued)
  // what was said in a thread before the bot was called into it is still to be read
  const lacksPast = isNewThread && !arrival.startsThread
  const claimed = lacksPast ? undefined : await claimNow(tx, thread.id, claiming, now)
  return { ...asked, turnId, ...(claimed && { claimed }) }
}

const claimNow = async (
  tx: Tx,
  threadId: string,
  claiming: Claiming | undefined,
  now: Date,
): Promise<ClaimedTurn | undefined> => claiming && (await claim(tx, threadId, claiming, now))

interface First {
  readonly thread: Thread
  readonly message: Row.Message
  readonly claiming: Claiming
}

async function startTurn(
  tx: Tx,
  arrival: Arrival,
  { thread, message, claiming }: First,
): Promise<ClaimedTurn> {
  const { owner, until } = claiming.lease
  const turn = await addTurn(tx, arrival, thread, { state: 'running', owner, leaseUntil: until })
  const channel = await channelChoice(tx, thread)
  return {
    turn: toTurn(turn),
    thread,
    history: [toMessage(message)],
    memberChoices: await memberChoices(tx, turn),
    ...(channel && { channelDefault: channel.modelId }),
  }
}

const queued = { state: 'queued' } as const

type FirstState =
  | typeof queued
  | { readonly state: 'running'; readonly owner: string; readonly leaseUntil: Date }

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

function addTurn(tx: Tx, arrival: Arrival, thread: Thread, first: FirstState) {
  const { workspaceId, channelId, message, purpose = 'chat', spec } = arrival
  return tx.turn.create({
    data: {
      id: newId(message.at.getTime()),
      key: `${workspaceId}/${channelId}/${message.ref}/1`,
      workspaceId,
      threadId: thread.id,
      questionRef: message.ref,
      memberId: message.author.id,
      memberName: message.author.name,
      purpose,
      ...(spec && { spec: toJson(spec) }),
      ...first,
      startsThread: arrival.startsThread,
      postedRefs: [],
      createdAt: message.at,
    },
  })
}
