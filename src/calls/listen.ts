import { BotError } from '../errors.ts'
import type { ChatEvent, Usage } from '../ports/llm.ts'

/** What came out of one call. */
export interface Heard {
  text: string
  usage?: Usage
  reportedNano?: bigint
  rawUsage?: unknown
  served?: string
  firstTokenMs?: number
  end: 'stop' | 'length' | 'refused' | 'failed'
  error?: BotError
}

/** Reads a stream to its end. A failure becomes part of what was heard: what came before it counts. */
export async function listen(
  events: AsyncIterable<ChatEvent>,
  elapsedMs: () => number,
  onText: (textSoFar: string) => void,
): Promise<Heard> {
  const heard: Heard = { text: '', end: 'failed' }
  try {
    for await (const event of events) {
      take(heard, event)
      // what cannot be seen is not shown either: it may still have to be taken back
      if (event.type !== 'text' || heard.text.trim() === '') continue
      heard.firstTokenMs ??= elapsedMs()
      onText(heard.text)
    }
  } catch (error) {
    return { ...heard, end: 'failed', error: toBotError(error) }
  }
  // an answer without a visible character is a failure, not an answer
  if (heard.text.trim() !== '') return heard
  return { ...heard, error: silence(heard) }
}

function take(heard: Heard, event: ChatEvent): void {
  switch (event.type) {
    case 'text':
      heard.text += event.text
      return
    case 'usage':
      heard.usage = event.usage
      heard.rawUsage = event.raw
      if (event.reportedNano !== undefined) heard.reportedNano = event.reportedNano
      return
    case 'served':
      heard.served = event.routeModelId
      return
    case 'end':
      heard.end = event.reason
      return
    case 'thinking':
      return
    default:
      event satisfies never
  }
}

const silence = ({ end }: Heard): BotError =>
  end === 'refused'
    ? new BotError('model-refused', 'the content policy refused')
    : new BotError('model-empty', 'no visible text')

const toBotError = (error: unknown): BotError =>
  error instanceof BotError ? error : new BotError('model-cut', String(error), { cause: error })
