import { BotError } from '../../src/errors.ts'
import type { ChatEvent } from '../../src/ports/llm.ts'
import { fromUsage } from './usage.ts'
import type { UsageBody } from './usage-body.ts'

/** The part of a streamed chunk that is read, whoever sent it. */
export interface Chunk {
  readonly model?: string
  readonly usage?: UsageBody | null
  readonly choices?: readonly {
    readonly delta?: {
      readonly content?: string | null
      readonly refusal?: string | null
      readonly reasoning?: unknown
      readonly reasoning_content?: unknown
    } | null
    readonly finish_reason?: string | null
  }[]
}

const endings: Readonly<Record<string, 'stop' | 'length' | 'refused'>> = {
  length: 'length',
  max_tokens: 'length',
  content_filter: 'refused',
  refusal: 'refused',
}

/** @throws BotError `model-garbled` when it is no chunk at all */
export function readChunk(chunk: Chunk): readonly ChatEvent[] {
  if (typeof chunk !== 'object' || chunk === null || !Array.isArray(chunk.choices ?? [])) {
    throw new BotError('model-garbled', 'not a chunk of a chat completion')
  }
  const usage = fromUsage(chunk.usage)
  const served: ChatEvent[] = chunk.model ? [{ type: 'served', routeModelId: chunk.model }] : []
  return [...served, ...(chunk.choices ?? []).flatMap(readChoice), ...(usage ? [usage] : [])]
}

function readChoice({
  delta,
  finish_reason: reason,
}: NonNullable<Chunk['choices']>[number]): ChatEvent[] {
  const events: ChatEvent[] = []
  const text = delta?.content ?? delta?.refusal
  if (text) events.push({ type: 'text', text })
  else if (delta?.reasoning || delta?.reasoning_content) events.push({ type: 'thinking' })
  if (reason) events.push({ type: 'end', reason: endings[reason] ?? 'stop' })
  return events
}
