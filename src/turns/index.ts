import type { Calls } from '../calls/index.ts'
import type { Log } from '../log.ts'
import { titleFrom } from '../markdown/plain.ts'
import type { Catalog } from '../models/catalog.ts'
import type { Workspaces } from '../models/workspaces.ts'
import type { ChatPlatform, IncomingMessage, MessageEdit, Person, Place } from '../ports/chat.ts'
import type { Clock } from '../ports/clock.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { Store } from '../ports/store.ts'
import type { ThreadKey } from '../ports/threads.ts'
import type { Arrival } from '../ports/turns.ts'
import { say } from '../ui/card.ts'
import { lateEditCard } from './footer.ts'
import { createRunner } from './runner.ts'
import type { StopReason } from './running.ts'

export interface TurnsOptions {
  readonly store: Store
  readonly catalog: Catalog
  readonly workspaces: Workspaces
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  readonly calls: Calls
  readonly chatOf: (workspaceId: string) => ChatPlatform
  /** This process, in leases. */
  readonly owner: string
  /** Nobody else works on this database: whatever runs at the start was left by a process that died. */
  readonly isAlone: boolean
}

/** What answering needs beside that. */
export interface TurnParts extends TurnsOptions {
  readonly textCounter: () => Promise<(text: string) => number>
  readonly stop: (turnId: string, reason: StopReason) => void
}

/** A question becomes an answer. */
export interface Turns {
  message(message: IncomingMessage): Promise<void>
  edited(edit: MessageEdit): Promise<void>
  deleted(place: Place, messageId: string): Promise<void>
  /** True when an answer was under way or waiting. */
  stopThread(threadId: string): Promise<boolean>
  stop(turnId: string): Promise<void>
  /** Every answer under way in a workspace, in all processes. */
  stopAll(workspaceId: string): Promise<void>
  again(turnId: string, by: Person): Promise<void>
  /**
   * Settles and queues again what processes that died left unfinished; before anything new can run, since on a
   * database of its own whatever runs counts as left. Returns what starts the work.
   */
  recover(): Promise<() => void>
  /** Takes nothing new, waits for what runs, then interrupts it. */
  drain(patienceMs: number): Promise<void>
}

const HISTORY_OF_FOREIGN_THREAD = 50

export function createTurns(options: TurnsOptions): Turns {
  const { store, workspaces, clock, log, chatOf } = options
  const runner = createRunner(options)

  /** What people said in a thread before the bot was called into it. */
  async function readPast(message: IncomingMessage, threadId: string): Promise<void> {
    const { place, id } = message
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
        .filter(({ isBot, text }) => !isBot && text.trim() !== '')
        .map(({ id: ref, author, text, sentAt }) => ({
          ref,
          author,
          text,
          at: sentAt,
          role: 'context' as const,
          attachments: [],
        })),
    )
  }

  async function message(incoming: IncomingMessage): Promise<void> {
    // most of what is said in channels is none of the bot's business and costs it nothing
    if (!isAddressed(incoming) && incoming.place.threadId === undefined) return
    await (isEmpty(incoming) ? greet(incoming) : arrive(incoming))
  }

  async function arrive(incoming: IncomingMessage): Promise<void> {
    const { questionsPerMinute } = await workspaces.get(incoming.place.workspaceId)
    const arrival = toArrival(incoming, questionsPerMinute)
    const received = await store.turns.receive(arrival, runner.claiming())
    if (received.kind === 'too-fast') await tellTooFast(incoming, questionsPerMinute)
    if (received.kind !== 'question') return
    if (received.isNewThread) await readPast(incoming, received.thread.id)
    runner.pump(received.thread.id, received.claimed)
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
    const card = say(
      `That was more than ${most} questions within a minute. Wait a moment, then ask again.`,
    )
    await chatOf(place.workspaceId).whisper(place, author.id, card)
  }

  async function edited({ id, place, author, text }: MessageEdit): Promise<void> {
    const thread = await store.threads.find(keyOf(place, id))
    if (!thread) return
    await store.turns.editQuestion(thread.id, id, text, clock.now())
    const turn = await store.turns.byQuestion(thread.id, id)
    if (!turn || turn.state === 'queued') return
    const where = { ...place, threadId: thread.threadKey }
    await chatOf(place.workspaceId).whisper(where, author.id, lateEditCard(turn.id))
  }

  async function deleted(place: Place, messageId: string): Promise<void> {
    const thread = await store.threads.find(keyOf(place, messageId))
    if (!thread) return
    const running = await store.turns.removeMessage(thread.id, messageId, clock.now())
    if (running) runner.stop(running, 'removed')
  }

  async function stopThread(threadId: string): Promise<boolean> {
    const running = await store.turns.askStop(threadId)
    for (const turnId of running) runner.stop(turnId, 'stopped')
    return running.length > 0
  }

  return {
    message,
    edited,
    deleted,
    stopThread,
    async stop(turnId) {
      runner.stop(turnId, 'stopped')
      const turn = await store.turns.find(turnId)
      if (turn?.state === 'running') await store.turns.askStop(turn.threadId)
    },
    async stopAll(workspaceId) {
      for (const turnId of await store.turns.askStopAll(workspaceId)) runner.stop(turnId, 'stopped')
    },
    async again(turnId, by) {
      const { threadId } = await store.turns.again(turnId, by, clock.now())
      runner.pump(threadId)
    },
    recover: runner.recover,
    drain: runner.drain,
  }
}

const isAddressed = ({ mentionsBot, place }: IncomingMessage): boolean =>
  mentionsBot || place.isDirect

const isEmpty = ({ text, attachments }: IncomingMessage): boolean =>
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

/** A message at the top level is, or would start, the thread of its own id. */
const keyOf = ({ workspaceId, channelId, threadId }: Place, messageId: string): ThreadKey => ({
  workspaceId,
  channelId,
  threadKey: threadId ?? messageId,
})
