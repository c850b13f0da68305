import { BotError } from '../../src/errors.ts'
import type { Journal } from './journal.ts'
import { maySee } from './people.ts'
import type { Change, Spot, WireMessage } from './protocol.ts'

export type Messages = Map<string, WireMessage>

/** Everything people see, and who is told when it changes. */
export interface Room {
  get(id: string): WireMessage | undefined
  seenBy(personId: string): WireMessage[]
  inSpot(spot: Spot): WireMessage[]
  findAnswer(turnId: string): WireMessage | undefined
  newId(): string
  now(): number
  put(message: WireMessage): void
  grow(id: string, text: string): void
  remove(id: string): void
  /** The home of one person was redrawn. */
  tellHome(personId: string, change: Change): void
  watch(personId: string, see: (change: Change) => void): () => void
}

interface Watcher {
  readonly personId: string
  see(change: Change): void
}

export interface RoomParts {
  readonly messages: readonly WireMessage[]
  readonly journal: Journal
  now(): Date
}

export function createRoom({ messages: kept, journal, now }: RoomParts): Room {
  const messages: Messages = new Map(kept.map(message => [message.id, message]))
  const watchers = new Set<Watcher>()
  const newId = createIds(() => now().getTime(), [...messages.keys()].sort().at(-1))

  function publish(change: Change, message: WireMessage): void {
    journal.record(change)
    applyChange(messages, change)
    for (const watcher of watchers) if (isSeenBy(watcher.personId, message)) watcher.see(change)
  }

  return {
    get: id => messages.get(id),
    seenBy: personId => sorted(messages.values()).filter(message => isSeenBy(personId, message)),
    inSpot: spot => sorted(messages.values()).filter(message => isInSpot(message, spot)),
    findAnswer: turnId => [...messages.values()].find(({ answer }) => answer?.turnId === turnId),
    newId,
    now: () => now().getTime(),
    put: message => publish({ kind: 'put', message }, message),
    grow(id, text) {
      const message = expectMessage(messages, id)
      const from = sharedLength(message.text, text)
      publish({ kind: 'grow', id, from, text: text.slice(from) }, message)
    },
    remove(id) {
      const message = messages.get(id)
      if (message !== undefined) publish({ kind: 'remove', id }, message)
    },
    tellHome(personId, change) {
      for (const watcher of watchers) if (watcher.personId === personId) watcher.see(change)
    },
    watch(personId, see) {
      const watcher = { personId, see }
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
  }
}

export function applyChange(messages: Messages, change: Change): void {
  if (change.kind === 'put') messages.set(change.message.id, change.message)
  if (change.kind === 'remove') messages.delete(change.id)
  if (change.kind !== 'grow') return
  const message = messages.get(change.id)
  if (message === undefined) return
  messages.set(change.id, { ...message, text: message.text.slice(0, change.from) + change.text })
}

/** The root of a thread is part of it. */
const isInSpot = (message: WireMessage, spot: Spot): boolean =>
  message.channelId === spot.channelId &&
  (message.threadId === spot.threadId ||
    (spot.threadId !== undefined && message.id === spot.threadId))

const isSeenBy = (personId: string, message: WireMessage): boolean =>
  maySee(personId, message.channelId) &&
  (message.visibleTo === undefined || message.visibleTo === personId)

const sorted = (messages: Iterable<WireMessage>): WireMessage[] =>
  [...messages].sort((a, b) => (a.id < b.id ? -1 : 1))

function expectMessage(messages: Messages, id: string): WireMessage {
  const message = messages.get(id)
  if (message === undefined) throw new BotError('chat-gone', `no message ${id} in the playground`)
  return message
}

/** A text only ever grows; where it does not, what is common stays. */
function sharedLength(before: string, after: string): number {
  if (after.startsWith(before)) return before.length
  let shared = 0
  while (shared < before.length && before[shared] === after[shared]) shared += 1
  return shared
}

/** Milliseconds and a counter, in base 36 of fixed width: ids sort as they were made. */
function createIds(nowMs: () => number, newest: string | undefined): () => string {
  let lastMs = newest === undefined ? 0 : Number.parseInt(newest.slice(0, 9), 36)
  let count = newest === undefined ? 0 : Number.parseInt(newest.slice(9), 36)
  return () => {
    const ms = nowMs()
    count = ms > lastMs ? 0 : count + 1
    lastMs = Math.max(ms, lastMs)
    return lastMs.toString(36).padStart(9, '0') + count.toString(36).padStart(4, '0')
  }
}
