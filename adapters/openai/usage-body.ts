type Count = number | null

interface InputDetails {
  readonly cached_tokens?: Count
  readonly audio_tokens?: Count
  /** OpenRouter. */
  readonly cache_write_tokens?: Count
  /** LiteLLM. */
  readonly cache_creation_tokens?: Count
  readonly cache_creation_token_details?: HowLong | null
}

interface OutputDetails {
  readonly reasoning_tokens?: Count
  readonly audio_tokens?: Count
}

interface HowLong {
  readonly ephemeral_1h_input_tokens?: Count
}

/**
 * As OpenAI, OpenRouter, xAI, Google and Anthropic send it in the protocol of chat completions, and as gateways pass on
 * what OpenAI's Responses and Anthropic's Messages say. Everything may be missing or null.
 */
export interface UsageBody {
  readonly prompt_tokens?: Count
  readonly completion_tokens?: Count
  readonly total_tokens?: Count
  readonly prompt_tokens_details?: InputDetails | null
  readonly completion_tokens_details?: OutputDetails | null

  readonly input_tokens?: Count
  readonly output_tokens?: Count
  readonly input_tokens_details?: InputDetails | null
  readonly output_tokens_details?: OutputDetails | null

  readonly cache_read_input_tokens?: Count
  readonly cache_creation_input_tokens?: Count
  readonly cache_creation?: HowLong | null

  /** OpenRouter, in USD. */
  readonly cost?: number | string | null
  readonly is_byok?: boolean | null
  readonly cost_details?: { readonly upstream_inference_cost?: number | string | null } | null
  /** xAI: ten thousand million of them are a dollar. */
  readonly cost_in_usd_ticks?: number | string | null
}

/** What a body says, with one name for each thing; nothing is checked yet. */
export interface Said {
  readonly input: number
  readonly cacheRead: number
  readonly cacheWrite: number
  readonly cacheWriteHour: number
  readonly audioInput: number
  readonly output: number
  readonly reasoning: number
  readonly audioOutput: number
  readonly total: number
}

/** Undefined when nothing was reported, which is not the same as zero. */
export function readUsageBody(body: UsageBody): Said | undefined {
  if (typeof body.prompt_tokens === 'number') return fromChat(body)
  if (typeof body.input_tokens !== 'number') return undefined
  const isAnthropics = 'cache_read_input_tokens' in body || 'cache_creation_input_tokens' in body
  return isAnthropics ? fromMessages(body) : fromResponses(body)
}

const fromChat = (body: UsageBody): Said => ({
  ...details(body, body.prompt_tokens_details, body.completion_tokens_details),
  input: count(body.prompt_tokens),
  output: count(body.completion_tokens),
})

const fromResponses = (body: UsageBody): Said => ({
  ...details(body, body.input_tokens_details, body.output_tokens_details),
  input: count(body.input_tokens),
  output: count(body.output_tokens),
})

/** Here what was cached comes on top of the input. */
function fromMessages(body: UsageBody): Said {
  const said = fromResponses(body)
  return { ...said, input: said.input + said.cacheRead + said.cacheWrite }
}

const details = (
  body: UsageBody,
  input: InputDetails | null | undefined,
  output: OutputDetails | null | undefined,
) => ({
  cacheRead: count(input?.cached_tokens ?? body.cache_read_input_tokens),
  cacheWrite: count(
    input?.cache_write_tokens ?? input?.cache_creation_tokens ?? body.cache_creation_input_tokens,
  ),
  cacheWriteHour: count(
    (input?.cache_creation_token_details ?? body.cache_creation)?.ephemeral_1h_input_tokens,
  ),
  audioInput: count(input?.audio_tokens),
  reasoning: count(output?.reasoning_tokens),
  audioOutput: count(output?.audio_tokens),
  total: count(body.total_tokens),
})

const count = (value: Count | undefined): number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.round(value) : 0
