import { titleFrom } from '../markdown/plain.ts'
import type { IncomingMessage, Place } from '../ports/chat.ts'
import type { ThreadKey } from '../ports/threads.ts'
import type { Arrival, Received } from '../ports/turns.ts'
import { say } from '../ui/card.ts'
import type { TurnsOptions } from './index.ts'
import type { Runner } from './runner.ts'

const HISTORY_OF_FOREIGN_THREAD = 50
/** When a message in a thread that nobody knows yet is looked at again, each after the look before it. */
const LOOK_AGAIN_MS: readonly number[] = [500, 2_500, 12_000]
/** In an older thread every process has long seen the message that opened it. */
const YOUNG_MS = 60_000

/** Where a message stands, whoever wrote it. */
type Spoken = Pick<IncomingMessage, 'place' | 'id'>

export const tooFast = (most: number): string =>
  `That was more than ${most} questions within a minute. Wait a moment, then ask again.`

/** From a message to a turn in the queue of its thread, where it asks for one. */
export interface Arrivals {
  message(incoming: IncomingMessage): Promise<void>
  /** What stands in a place becomes what `arrival` says. */
  take(spoken: Spoken, arrival: Arrival): Promise<Received>
  /** Looks a last time at what was to be looked at again. */
  drain(): Promise<void>
}

export function createArrivals(options: TurnsOptions, runner: Runner): Arrivals {
  const { store, workspaces, clock, log, chatOf } = options
  const looking = new Set<Promise<void>>()
  const closing = new AbortController()

  /** What people said in a thread before the bot was called into it. */
  async function readPast({ place, id }: Spoken, threadId: string): Promise<void> {
    if (place.threadId === undefined || place.isDirect) return
    const past = await chatOf(place.workspaceId)
      .history(place, id, HISTORY_OF_FOREIGN_THREAD)
      .catch(error => {
        log.warn({ err: error, thread: threadId }, 'earlier messages could not be read')
        return []
      })
    // the bot was the first one spoken to: a conversation with it
    if (past.length === 0) return store.threads.setListens(threadId, 'all')
    await store.threads.addContext(
      threadId,
      past
        .filter(({ isBot, ...said }) => !isBot && !isEmpty(said))
        .map(({ id: ref, author, text, attachments, sentAt }) => ({
          ref,
          author,
          text,
          at: sentAt,
          role: 'context' as const,
          attachments,
        })),
    )
  }

  async function message(incoming: IncomingMessage): Promise<void> {
    // most of what is said in channels is none of the bot's business and costs it nothing
    if (!isAddressed(incoming) && incoming.place.threadId === undefined) return
    await (isEmpty(incoming) ? greet(incoming) : arrive(incoming))
  }

  async function arrive(incoming: IncomingMessage, looks = LOOK_AGAIN_MS): Promise<void> {
    const { questionsPerMinute } = await workspaces.get(incoming.place.workspaceId)
    const arrival = toArrival(incoming, questionsPerMinute)
    const received = await take(incoming, arrival)
    if (received.kind === 'too-fast') await tellTooFast(incoming, questionsPerMinute)
    if (received.kind === 'ignored') lookAgainSoon(incoming, looks)
  }

  async function take(spoken: Spoken, arrival: Arrival): Promise<Received> {
    const received = await store.turns.receive(arrival, runner.claiming())
    if (received.kind !== 'question') return received
    if (received.isNewThread) await readPast(spoken, received.thread.id)
    runner.pump(received.thread.id, received.claimed)
    return received
  }

  /**
   * A message can be handled before the one that opened its thread: by another process, or because a name had to be
   * asked for. Whether the thread is a conversation with the bot is known a moment later; nobody waits for that.
   */
  function lookAgainSoon(incoming: IncomingMessage, [waitMs, ...later]: readonly number[]): void {
    if (waitMs === undefined || closing.signal.aborted || !isInYoungThread(incoming)) return
    const look = clock
      .sleep(waitMs, closing.signal)
      .then(() => arrive(incoming, later))
      .catch(error => log.error({ err: error }, 'message could not be looked at again'))
      .finally(() => looking.delete(look))
    looking.add(look)
  }

  async function greet(incoming: IncomingMessage): Promise<void> {
    if (!isAddressed(incoming)) return
    const { place, author, id } = incoming
    const key = `${place.workspaceId}/${place.channelId}/${id}`
    if (!(await store.turns.firstTime(key, clock.now()))) return
    const where = { ...place, threadId: place.threadId ?? id }
    const card = say('Ask me something, or try `/help`.')
    await chatOf(place.workspaceId).whisper(where, author.id, card)
  }

  async function tellTooFast({ place, author }: IncomingMessage, most: number): Promise<void> {
    await chatOf(place.workspaceId).whisper(place, author.id, say(tooFast(most)))
  }

  return {
    message,
    take,
    async drain() {
      closing.abort()
      await Promise.all(looking)
    },
  }
}

const isAddressed = ({ mentionsBot, place }: IncomingMessage): boolean =>
  mentionsBot || place.isDirect

const isEmpty = ({ text, attachments }: Pick<IncomingMessage, 'text' | 'attachments'>): boolean =>
  text.trim() === '' && attachments.length === 0

const toArrival = (incoming: IncomingMessage, questionsPerMinute: number): Arrival => {
  const { id, place, author, text, attachments, sentAt } = incoming
  return {
    ...keyOf(place, id),
    isDirect: place.isDirect,
    startsThread: place.threadId === undefined,
    isAddressed: isAddressed(incoming),
    opensWithOther: incoming.opensWithOther,
    title: titleFrom(text),
    message: { ref: id, role: 'user', author, text, attachments, at: sentAt },
    questionsPerMinute,
  }
}

function isInYoungThread({ sentAt, threadStartedAt }: IncomingMessage): boolean {
  return threadStartedAt !== undefined && sentAt.getTime() - threadStartedAt.getTime() < YOUNG_MS
}

/** A message at the top level is, or would start, the thread of its own id. */
export const keyOf = (
  { workspaceId, channelId, threadId }: Place,
  messageId: string,
): ThreadKey => ({
  workspaceId,
  channelId,
  threadKey: threadId ?? messageId,
})
