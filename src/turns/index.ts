import type { Calls } from '../calls/index.ts'
import type { Log } from '../log.ts'
import type { Catalog } from '../models/catalog.ts'
import type { Workspaces } from '../models/workspaces.ts'
import type { ChatPlatform, IncomingMessage, MessageEdit, Person, Place } from '../ports/chat.ts'
import type { Clock } from '../ports/clock.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { Store } from '../ports/store.ts'
import { createArrivals, keyOf } from './arrivals.ts'
import { type Asking, ask } from './ask.ts'
import type { Records } from './auto.ts'
import { droppedCard, lateEditCard } from './footer.ts'
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
  readonly records: Records
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
   * Puts a question that nobody typed: posts what stands for it and answers that. Once per `key`: a second time
   * nothing happens.
   *
   * @returns the thread in which it is answered
   * @throws BotError `not-allowed`, `paused` or `too-fast`, before anything is posted
   */
  ask(asked: Asking): Promise<Place | undefined>
  /**
   * Settles and queues again what processes that died left unfinished; before anything new can run, since on a
   * database of its own whatever runs counts as left. Returns what starts the work.
   */
  recover(): Promise<() => void>
  /** Takes nothing new, waits for what runs, then interrupts it. */
  drain(patienceMs: number): Promise<void>
}

export function createTurns(options: TurnsOptions): Turns {
  const { store, clock, log, chatOf } = options
  const runner = createRunner(options)
  const arrivals = createArrivals(options, runner)

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

  /** Their questions stand in the thread, where people wait for an answer. */
  async function tellDropped(threadId: string, count: number): Promise<void> {
    const thread = await store.threads.byId(threadId)
    if (!thread) return
    const { workspaceId, channelId, threadKey, isDirect } = thread
    const place = { workspaceId, channelId, threadId: threadKey, isDirect }
    await chatOf(workspaceId)
      .post(place, droppedCard(count))
      .catch(error => log.warn({ err: error, thread: threadId }, 'dropped questions not told'))
  }

  async function stopThread(threadId: string): Promise<boolean> {
    const { running, dropped } = await store.turns.askStop(threadId)
    for (const turnId of running) runner.stop(turnId, 'stopped')
    if (dropped > 0) await tellDropped(threadId, dropped)
    return running.length + dropped > 0
  }

  return {
    message: arrivals.message,
    edited,
    deleted,
    stopThread,
    async stop(turnId) {
      runner.stop(turnId, 'stopped')
      const turn = await store.turns.find(turnId)
      if (turn?.state === 'running') await stopThread(turn.threadId)
    },
    async stopAll(workspaceId) {
      for (const turnId of await store.turns.askStopAll(workspaceId)) runner.stop(turnId, 'stopped')
    },
    async again(turnId, by) {
      const { threadId } = await store.turns.again(turnId, by, clock.now())
      runner.pump(threadId)
    },
    ask: asked => ask(options, arrivals, asked),
    recover: runner.recover,
    async drain(patienceMs) {
      await Promise.all([arrivals.drain(), runner.drain(patienceMs)])
    },
  }
}
