import type { OpenAI } from 'openai'
import type { ChatMessage, ChatRequest } from '../../src/ports/llm.ts'

type Body = OpenAI.Chat.ChatCompletionCreateParamsStreaming
type MessageParam = OpenAI.Chat.ChatCompletionMessageParam

/** What differs between the servers that speak this protocol. */
export interface Dialect {
  /** OpenAI's reasoning models take `max_completion_tokens` and no temperature. */
  readonly isStrictAboutReasoning: boolean
  /** OpenRouter reports the cost when asked. */
  readonly reportsCost: boolean
}

/** Only parameters that the model takes are sent. */
export function toBody(request: ChatRequest, dialect: Dialect): Body {
  const { model, messages, maxOutputTokens, temperature } = request
  const reasons = model.capabilities.includes('reasoning')
  const takes = (name: string): boolean =>
    model.parameters
      ? model.parameters.includes(name)
      : !(reasons && dialect.isStrictAboutReasoning)
  return {
    model: model.routeModelId,
    messages: messages.map(toMessage),
    stream: true,
    stream_options: { include_usage: true },
    ...(dialect.isStrictAboutReasoning
      ? { max_completion_tokens: maxOutputTokens }
      : { max_tokens: maxOutputTokens }),
    ...(temperature !== undefined && takes('temperature') && { temperature }),
    ...(dialect.reportsCost && { usage: { include: true } }),
  }
}

function toMessage({ role, text, images = [] }: ChatMessage): MessageParam {
  if (role !== 'user') return { role, content: text }
  if (images.length === 0) return { role, content: text }
  return {
    role,
    content: [
      ...(text ? [{ type: 'text' as const, text }] : []),
      ...images.map(({ mimeType, bytes }) => ({
        type: 'image_url' as const,
        image_url: { url: `data:${mimeType};base64,${Buffer.from(bytes).toString('base64')}` },
      })),
    ],
  }
}
