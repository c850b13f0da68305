import type { WireMessage } from '../protocol.ts'
import { recall, remember } from './browser-memory.ts'
import { createStore } from './store.ts'

/** The newest message seen per channel or thread; `base` for those never opened. */
export interface Seen {
  readonly base: string
  readonly at: Readonly<Record<string, string>>
}

export const seen = createStore<Seen>({ base: '', at: {} })

let owner = ''

/** Each person has read other things. What was there before their first visit counts as read. */
export function loadSeen(person: string, newest: string): void {
  if (owner === person) return
  owner = person
  const saved = recall(`seen.${person}`)
  seen.set(saved === undefined ? { base: newest, at: {} } : JSON.parse(saved))
  save()
}

export function markSeen(key: string, newest: string | undefined): void {
  const { base, at } = seen.get()
  if (newest === undefined || newest <= (at[key] ?? base)) return
  seen.set({ base, at: { ...at, [key]: newest } })
  save()
}

const save = (): void => remember(`seen.${owner}`, JSON.stringify(seen.get()))

export const keyOf = (message: WireMessage): string => message.threadId ?? message.channelId

export function isUnread(message: WireMessage, { base, at }: Seen, me: string): boolean {
  return message.authorId !== me && message.id > (at[keyOf(message)] ?? base)
}
