import { scaleDecimal } from '../../src/lib/decimal.ts'
import type { ChatEvent, Usage } from '../../src/ports/llm.ts'

/** As OpenAI, OpenRouter, xAI, Google and Anthropic send it in this protocol; all fields may be missing or null. */
export interface UsageBody {
  readonly prompt_tokens?: number | null
  readonly completion_tokens?: number | null
  readonly total_tokens?: number | null
  readonly cost?: number | string | null
  readonly prompt_tokens_details?: {
    readonly cached_tokens?: number | null
    readonly cache_write_tokens?: number | null
  } | null
  readonly completion_tokens_details?: { readonly reasoning_tokens?: number | null } | null
}

const NANO_DIGITS = 9

/** Undefined when the provider reported nothing, which is not the same as zero. */
export function fromUsage(body: UsageBody | null | undefined): ChatEvent | undefined {
  if (!body || typeof body.prompt_tokens !== 'number') return undefined
  const reported =
    body.cost === null || body.cost === undefined
      ? undefined
      : scaleDecimal(String(body.cost), NANO_DIGITS)
  return {
    type: 'usage',
    usage: toUsage(body),
    raw: body,
    ...(reported !== undefined && reported >= 0n && { reportedNano: reported }),
  }
}

function toUsage(body: UsageBody): Usage {
  const inputTokens = count(body.prompt_tokens)
  const completion = count(body.completion_tokens)
  const reasoning = count(body.completion_tokens_details?.reasoning_tokens)
  // some servers count reasoning beside the completion, and not all of them name it: their total gives them away
  const gap = count(body.total_tokens) - inputTokens - completion
  const beside = gap > 0 && (reasoning === 0 || reasoning === gap) ? gap : 0
  const outputTokens = completion + beside
  const cacheReadTokens = Math.min(count(body.prompt_tokens_details?.cached_tokens), inputTokens)
  return {
    inputTokens,
    cacheReadTokens,
    cacheWriteTokens: Math.min(
      count(body.prompt_tokens_details?.cache_write_tokens),
      inputTokens - cacheReadTokens,
    ),
    outputTokens,
    reasoningTokens: Math.min(reasoning || beside, outputTokens),
  }
}

const count = (value: number | null | undefined): number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.round(value) : 0
