import { fail, sendRefusal } from './failure.ts'
import type { Request } from './request.ts'
import type { State } from './state.ts'
import type { Exchange } from './stream-answer.ts'

/** Keeps what OpenRouter would bill for a call, also for one that was broken off. */
export function rememberGeneration(state: State, exchange: Exchange): void {
  const { answer, call, record } = exchange
  if (call.dialect !== 'openrouter') return
  const cancelled = exchange.wire.isClosed() && !exchange.wire.response.writableFinished
  const share = cancelled ? sentShare(exchange) : 1
  const prompt = answer.usage?.prompt ?? call.size.promptTokens
  const completion = Math.round((answer.usage?.completion ?? answer.chunks.length) * share)
  const cost = Number(((answer.usage?.cost ?? 0) * share).toFixed(12))
  state.generations.set(answer.id, {
    id: answer.id,
    body: {
      id: answer.id,
      model: answer.servedModel,
      provider_name: answer.upstream,
      created_at: new Date(record.at).toISOString(),
      origin: '',
      streamed: call.streams,
      cancelled,
      is_byok: false,
      total_cost: cost,
      usage: cost,
      cache_discount: null,
      upstream_inference_cost: null,
      tokens_prompt: prompt,
      tokens_completion: completion,
      native_tokens_prompt: prompt,
      native_tokens_completion: completion,
      native_tokens_reasoning: answer.usage?.reasoning ?? 0,
      native_tokens_cached: answer.usage?.cached ?? 0,
      finish_reason: cancelled ? null : answer.finishReason,
      native_finish_reason: cancelled ? null : answer.finishReason,
      latency: 1,
      generation_time: Date.now() - record.at,
      api_type: 'completions',
    },
  })
}

function sentShare({ answer, record }: Exchange): number {
  return Math.min(1, record.chunksSent / Math.max(1, answer.chunks.length))
}

/** `GET generation?id=`. */
export async function answerGeneration(request: Request): Promise<void> {
  const { dialect, record, state, url, wire } = request
  const behaviour = state.script.forList(dialect, 'generation')
  await wire.sleep(behaviour.delayMs ?? 0)
  if (await fail(request, behaviour)) return
  const id = url.searchParams.get('id') ?? ''
  const generation = state.generations.get(id)
  if (!generation) {
    return sendRefusal(request, { status: 404, message: `Generation ${id} not found` })
  }
  record.status = 200
  wire.json(200, { data: generation.body })
}
