import type { WireMessage } from '../protocol.ts'

export type Messages = ReadonlyMap<string, WireMessage>

export interface ThreadSummary {
  readonly root: WireMessage
  readonly replies: readonly WireMessage[]
  readonly newest: string
}

const byId = (a: WireMessage, b: WireMessage): number => (a.id < b.id ? -1 : 1)

export const topLevel = (messages: Messages, channelId: string): WireMessage[] =>
  [...messages.values()]
    .filter(message => message.channelId === channelId && message.threadId === undefined)
    .sort(byId)

export const inThread = (messages: Messages, threadId: string): WireMessage[] =>
  [...messages.values()]
    .filter(message => message.threadId === threadId || message.id === threadId)
    .sort(byId)

/** Every thread that has replies, by the id of its first message. */
export function summarise(messages: Messages): Map<string, ThreadSummary> {
  const threads = new Map<string, WireMessage[]>()
  for (const message of [...messages.values()].sort(byId)) {
    if (message.threadId === undefined) continue
    const replies = threads.get(message.threadId)
    if (replies === undefined) threads.set(message.threadId, [message])
    else replies.push(message)
  }
  const summaries = new Map<string, ThreadSummary>()
  for (const [id, replies] of threads) {
    const root = messages.get(id)
    if (root !== undefined) summaries.set(id, { root, replies, newest: replies.at(-1)?.id ?? id })
  }
  return summaries
}

/** What a list calls a thread. */
export const titleOf = ({ root, replies }: ThreadSummary): string =>
  replies.find(reply => reply.answer !== undefined)?.answer?.title ||
  root.text.replace(/@switchboard\b[,:]?\s*/i, '').slice(0, 80) ||
  'Thread'
