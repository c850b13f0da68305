import type { Dialect } from './dialects.ts'
import type { ProviderModel } from './models.ts'
import type { Refusal } from './provider-error.ts'
import { isObject, refuse } from './refuse.ts'

type Body = Readonly<Record<string, unknown>>

export interface RequestSize {
  readonly promptTokens: number
  readonly images: number
  /** What the request asks for at most, where it says so. */
  readonly maxTokens: number | undefined
}

export const defaultWindow = 128_000
const tokensPerImage = 255

/** Counts what a request is made of. */
export function readSize(body: Body, countTokens: (text: string) => number): RequestSize {
  const messages = Array.isArray(body['messages']) ? body['messages'].filter(isObject) : []
  const parts = messages.flatMap(({ content }) => toParts(content))
  const images = parts.filter(({ type }) => type === 'image_url').length
  const text = parts.map(part => (typeof part['text'] === 'string' ? part['text'] : ''))
  const counted = text.reduce((sum, one) => sum + countTokens(one), 0)
  const maxTokens = body['max_completion_tokens'] ?? body['max_tokens']
  return {
    promptTokens: counted + messages.length * 3 + images * tokensPerImage,
    images,
    maxTokens: typeof maxTokens === 'number' ? maxTokens : undefined,
  }
}

export function toParts(content: unknown): Record<string, unknown>[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }]
  return Array.isArray(content) ? content.filter(isObject) : []
}

/** Whether the model can take this much, and pictures at all. */
export function checkSize(
  dialect: Dialect,
  model: ProviderModel,
  size: RequestSize,
): Refusal | undefined {
  if (size.images > 0 && !(model.inputModalities ?? ['text']).includes('image')) {
    return noImages(dialect, model)
  }
  const { maxTokens = 0, promptTokens } = size
  if (dialect !== 'openrouter' && model.maxOutput && maxTokens > model.maxOutput) {
    const words = `max_tokens is too large: ${maxTokens}. This model supports at most ${model.maxOutput} completion tokens, whereas you provided ${maxTokens}.`
    return refuse(words, 'max_tokens', 'invalid_value')
  }
  const window = model.contextWindow ?? defaultWindow
  if (promptTokens + maxTokens <= window) return undefined
  const words = tooLong(dialect, window, promptTokens, maxTokens)
  return refuse(words, 'messages', 'context_length_exceeded')
}

function noImages(dialect: Dialect, model: ProviderModel): Refusal {
  if (dialect === 'openrouter') {
    return { status: 404, message: 'No endpoints found that support image input' }
  }
  if (dialect === 'xai') return refuse(`Image inputs are not supported by ${model.id}.`, null)
  return refuse('Invalid content type. image_url is only supported by certain models.', 'messages')
}

function tooLong(dialect: Dialect, window: number, prompt: number, output: number): string {
  switch (dialect) {
    case 'openrouter':
      return `This endpoint's maximum context length is ${window} tokens. However, you requested about ${prompt + output} tokens (${prompt} of text input, ${output} in the output). Please reduce the length of either one, or use the "middle-out" transform to compress your prompt automatically.`
    case 'anthropic':
      return prompt > window
        ? `prompt is too long: ${prompt} tokens > ${window} maximum`
        : `input length and \`max_tokens\` exceed context limit: ${prompt} + ${output} > ${window}, decrease input length or \`max_tokens\` and try again`
    case 'google':
      return `The input token count (${prompt}) exceeds the maximum number of tokens allowed (${window}).`
    case 'xai':
      return `This model's maximum prompt length is ${window} but the request contains ${prompt} tokens.`
    case 'openai':
    case 'compatible':
      return `This model's maximum context length is ${window} tokens. However, you requested ${prompt + output} tokens (${prompt} in the messages, ${output} in the completion). Please reduce the length of the messages or completion.`
    default:
      return dialect satisfies never
  }
}
