import type { Behaviour, ToolCall } from './behaviour.ts'
import { type RequestSize, toParts } from './check-size.ts'
import type { Dialect } from './dialects.ts'
import type { ProviderModel } from './models.ts'
import { isObject } from './refuse.ts'
import { readUsage, type Usage } from './usage.ts'

/** A valid chat request. */
export interface ChatCall {
  readonly dialect: Dialect
  readonly askedModel: string
  readonly model: ProviderModel
  readonly body: Readonly<Record<string, unknown>>
  readonly size: RequestSize
  readonly streams: boolean
  readonly wantsUsage: boolean
  readonly lastUserText: string
  readonly index: number
}

/** What is to be sent for a call. */
export interface Answer {
  readonly id: string
  readonly created: number
  readonly servedModel: string
  readonly upstream: string
  readonly text: string
  readonly chunks: readonly string[]
  readonly reasoning: string
  readonly toolCalls: readonly ToolCall[]
  readonly refusal: string | undefined
  readonly finishReason: string | null
  readonly usage: Usage | undefined
}

type CountTokens = (text: string) => number

export function createAnswer(call: ChatCall, behaviour: Behaviour, count: CountTokens): Answer {
  const reasoning = behaviour.reasoning ?? ''
  const said = typeof behaviour.usage === 'object' ? behaviour.usage : undefined
  const reasoningTokens = said?.reasoningTokens ?? count(reasoning)
  const wanted = wantedText(call, behaviour)
  const room = call.size.maxTokens === undefined ? Infinity : call.size.maxTokens - reasoningTokens
  const text = cutToTokens(wanted, room, count)
  const textTokens = count(text) + count(behaviour.refusal ?? '') + countCalls(behaviour, count)
  const counted = { promptTokens: call.size.promptTokens, textTokens, reasoningTokens }
  return {
    id: createId(call),
    created: Math.floor(Date.now() / 1000),
    servedModel: behaviour.servedModel ?? servedModel(call),
    upstream: behaviour.upstream ?? 'Emulated',
    text,
    chunks: toChunks(text, behaviour),
    reasoning,
    toolCalls: behaviour.toolCalls ?? [],
    refusal: behaviour.refusal,
    finishReason: finishReason(behaviour, text.length < wanted.length),
    usage: readUsage(call.dialect, behaviour, call.model, counted),
  }
}

/** The text of the last user message, images left out. */
export function lastUserText(body: Readonly<Record<string, unknown>>): string {
  const messages = Array.isArray(body['messages']) ? body['messages'].filter(isObject) : []
  const last = messages.findLast(({ role }) => role === 'user')
  const texts = toParts(last?.['content']).map(({ text }) => text)
  return texts.filter(text => typeof text === 'string').join('\n')
}

function wantedText(call: ChatCall, behaviour: Behaviour): string {
  if (behaviour.chunks) return behaviour.chunks.join('')
  if (behaviour.text !== undefined) return behaviour.text
  if (behaviour.refusal !== undefined || behaviour.toolCalls) return ''
  return `Answer from ${call.askedModel} to: ${call.lastUserText}`
}

function cutToTokens(text: string, room: number, count: CountTokens): string {
  if (room === Infinity || count(text) <= room) return text
  let fits = 0
  let tooMany = text.length
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2)
    if (count(text.slice(0, middle)) <= room) fits = middle
    else tooMany = middle
  }
  return text.slice(0, fits)
}

function toChunks(text: string, behaviour: Behaviour): readonly string[] {
  if (behaviour.chunks?.join('') === text) return behaviour.chunks
  const size = behaviour.chunkSize ?? Math.ceil(text.length / (behaviour.chunkCount ?? 5))
  const chunks: string[] = []
  for (let at = 0; at < text.length; at += size) chunks.push(text.slice(at, at + size))
  return chunks
}

function finishReason(behaviour: Behaviour, isCut: boolean): string | null {
  if (behaviour.finishReason !== undefined) return behaviour.finishReason
  if (isCut) return 'length'
  return behaviour.toolCalls ? 'tool_calls' : 'stop'
}

function countCalls(behaviour: Behaviour, count: CountTokens): number {
  return (behaviour.toolCalls ?? []).reduce((sum, call) => sum + count(call.arguments), 0)
}

function createId({ dialect, index }: ChatCall): string {
  const serial = `${Date.now()}-${String(index).padStart(6, '0')}`
  if (dialect === 'openrouter') return `gen-${serial}`
  return dialect === 'anthropic' ? `msg_${serial}` : `chatcmpl-${serial}`
}

// OpenAI answers with the dated id, whatever name it was asked by.
function servedModel({ dialect, askedModel, model }: ChatCall): string {
  const dated = model.aliases?.find(alias => /\d{4}-\d{2}-\d{2}$/.test(alias))
  if (dialect === 'openai' && dated) return dated
  return dialect === 'openrouter' ? model.id : askedModel
}
