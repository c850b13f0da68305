import type { Answer, ChatCall } from './answer.ts'
import type { Behaviour } from './behaviour.ts'
import { toUsageBody } from './usage.ts'

/** The chunks and the completion of one answer, as the dialect writes them. */
export interface Bodies {
  readonly first: object
  readonly finish: object
  readonly usage: object | undefined
  text(piece: string): object
  reasoning(piece: string): object
  toolCalls(): object
  refusal(text: string): object
  error(message: string, code: string): object
  completion(): object
}

export function createBodies(call: ChatCall, behaviour: Behaviour, answer: Answer): Bodies {
  const usage = answer.usage && toUsageBody(call.dialect, answer.usage)
  const placement = behaviour.usagePlacement ?? 'own-chunk'
  const shown = call.wantsUsage ? usage : undefined
  const head = chunkHead(call, answer)
  // With usage wanted, every chunk has the field; it is null until the end.
  const tail = (isLast: boolean) => {
    if (!call.wantsUsage || call.dialect === 'openrouter')
      return isLast && shown ? { usage: shown } : {}
    return { usage: (isLast || placement === 'every-chunk' ? shown : null) ?? null }
  }
  const chunk = (delta: object, finish: string | null = null, isLast = false) => ({
    ...head,
    choices: [choice(call, delta, finish)],
    ...tail(isLast),
  })
  const reasoningField = behaviour.reasoningField ?? defaultReasoningField(call)

  return {
    first: chunk({
      role: 'assistant',
      content: '',
      ...(call.dialect === 'openai' && { refusal: null }),
    }),
    finish: chunk(lastDelta(call), answer.finishReason, placement === 'finish-chunk'),
    usage: placement === 'own-chunk' && shown ? { ...head, choices: [], usage: shown } : undefined,
    text: piece => chunk({ ...roleOf(call), content: piece }),
    reasoning: piece => chunk({ ...roleOf(call), content: '', [reasoningField]: piece }),
    toolCalls: () =>
      chunk({ tool_calls: toToolCalls(answer).map((one, index) => ({ index, ...one })) }),
    refusal: text => chunk({ refusal: text }),
    error: (message, code) => ({
      ...head,
      error: { code, message },
      choices: [choice(call, { content: '' }, 'error')],
    }),
    completion: () => completion(call, answer, reasoningField, usage),
  }
}

function chunkHead(call: ChatCall, answer: Answer) {
  return {
    id: answer.id,
    object: 'chat.completion.chunk',
    created: answer.created,
    model: answer.servedModel,
    ...vendorFields(call, answer),
  }
}

function vendorFields({ dialect }: ChatCall, answer: Answer) {
  if (dialect === 'openrouter') return { provider: answer.upstream }
  if (dialect === 'openai') return { service_tier: 'default', system_fingerprint: 'fp_emulated' }
  return dialect === 'xai' ? { system_fingerprint: 'fp_emulated' } : {}
}

function choice({ dialect }: ChatCall, delta: object, finish: string | null) {
  const native = dialect === 'openrouter' && { native_finish_reason: nativeReason(finish) }
  return { index: 0, delta, logprobs: null, finish_reason: finish, ...native }
}

function nativeReason(finish: string | null): string | null {
  return finish === 'stop' ? 'completed' : finish
}

function roleOf({ dialect }: ChatCall) {
  return dialect === 'openrouter' ? { role: 'assistant' } : {}
}

function lastDelta(call: ChatCall) {
  return call.dialect === 'openrouter' ? { role: 'assistant', content: '' } : {}
}

function defaultReasoningField({ dialect }: ChatCall): 'reasoning' | 'reasoning_content' {
  return dialect === 'openrouter' ? 'reasoning' : 'reasoning_content'
}

function toToolCalls(answer: Answer) {
  return answer.toolCalls.map((call, index) => ({
    id: `call_${answer.id}_${index}`,
    type: 'function',
    function: call,
  }))
}

function completion(
  call: ChatCall,
  answer: Answer,
  reasoningField: string,
  usage: object | undefined,
) {
  const hasCalls = answer.toolCalls.length > 0
  const message = {
    role: 'assistant',
    content: hasCalls || answer.refusal !== undefined ? null : answer.text,
    refusal: answer.refusal ?? null,
    ...(answer.reasoning && { [reasoningField]: answer.reasoning }),
    ...(hasCalls && { tool_calls: toToolCalls(answer) }),
  }
  const native = call.dialect === 'openrouter' && {
    native_finish_reason: nativeReason(answer.finishReason),
  }
  return {
    ...chunkHead(call, answer),
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: answer.finishReason, ...native }],
    ...(usage && { usage }),
  }
}
