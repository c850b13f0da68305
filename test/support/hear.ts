import type { BotError } from '../../src/errors.ts'
import type { ChatEvent } from '../../src/ports/llm.ts'

/** Everything that came, and how it ended. */
export interface Heard {
  readonly text: string
  readonly events: readonly ChatEvent[]
  readonly usage: Extract<ChatEvent, { type: 'usage' }> | undefined
  readonly end: string | undefined
  readonly error: BotError | undefined
}

export async function hear(chat: AsyncIterable<ChatEvent>): Promise<Heard> {
  const events: ChatEvent[] = []
  let error: BotError | undefined
  try {
    for await (const event of chat) events.push(event)
  } catch (thrown) {
    error = thrown as BotError
  }
  const last = events.at(-1)
  return {
    text: events.map(event => (event.type === 'text' ? event.text : '')).join(''),
    events,
    usage: events.findLast(event => event.type === 'usage'),
    end: last?.type === 'end' ? last.reason : undefined,
    error,
  }
}
