import type { ChatMessage } from '../ports/llm.ts'
import type { StoredMessage } from '../ports/threads.ts'

/**
 * What was said before the question, each answer after its question, and the question last. What came after it, an
 * earlier answer to it and answers whose question is gone are left out.
 */
export function linesBefore(
  history: readonly StoredMessage[],
  questionRef: string,
): readonly StoredMessage[] | undefined {
  const said = history.filter(({ role }) => role !== 'assistant')
  const index = said.findIndex(({ ref }) => ref === questionRef)
  if (index === -1) return undefined
  const answers = new Map(history.flatMap(line => (line.answers ? [[line.answers, line]] : [])))
  return said.slice(0, index + 1).flatMap(line => {
    const answer = line.ref === questionRef ? undefined : answers.get(line.ref)
    return answer ? [line, answer] : [line]
  })
}

/** Names say who spoke: a thread has several people, a model's protocol one. */
export const toChatMessage = ({ role, author, text }: StoredMessage): ChatMessage =>
  role === 'assistant' ? { role, text } : { role: 'user', text: `${author.name}: ${text}` }

/** What a command put, in nobody's words. */
export const unsigned = ({ text }: StoredMessage): ChatMessage => ({ role: 'user', text })

export interface Trimmed<T> {
  readonly kept: readonly T[]
  readonly leftOut: number
}

/** Drops the oldest lines until the rest fits; the last one, the question, always stays. */
export function trim<T extends { readonly tokens: number }>(
  lines: readonly T[],
  room: number,
): Trimmed<T> {
  let used = 0
  let first = lines.length
  for (const [index, { tokens }] of [...lines.entries()].reverse()) {
    used += tokens
    if (used > room && index < lines.length - 1) break
    first = index
  }
  return { kept: lines.slice(first), leftOut: first }
}

/** Some providers want the roles to take turns. */
export function mergeRoles(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const merged: ChatMessage[] = []
  for (const message of messages) {
    const last = merged.at(-1)
    if (last?.role === message.role && message.role === 'user') {
      merged[merged.length - 1] = join(last, message)
    } else merged.push(message)
  }
  return merged
}

const join = (a: ChatMessage, b: ChatMessage): ChatMessage => ({
  role: a.role,
  text: `${a.text}\n\n${b.text}`,
  ...((a.images || b.images) && { images: [...(a.images ?? []), ...(b.images ?? [])] }),
})
