import type { Behaviour, UsageFigures } from './behaviour.ts'
import type { Dialect } from './dialects.ts'
import type { ProviderModel } from './models.ts'
import { isObject } from './refuse.ts'

export interface Counted {
  readonly promptTokens: number
  readonly textTokens: number
  readonly reasoningTokens: number
}

export interface Usage {
  readonly prompt: number
  readonly completion: number
  readonly total: number
  readonly cached: number
  readonly cacheWrite: number
  readonly reasoning: number
  readonly audio: number
  readonly cost: number | null
}

/** What the provider says was used; undefined where it says nothing. */
export function readUsage(
  dialect: Dialect,
  behaviour: Behaviour,
  model: ProviderModel,
  counted: Counted,
): Usage | undefined {
  if (behaviour.usage === 'none') return undefined
  if (behaviour.usage === 'zeros') return { ...zeros, cost: 0 }
  const said: UsageFigures = behaviour.usage ?? {}
  const prompt = said.promptTokens ?? counted.promptTokens
  const reasoning = said.reasoningTokens ?? counted.reasoningTokens
  // Google and xAI count the thoughts beside the answer, the others within it.
  const isAdditive = behaviour.reasoningIsAdditive ?? (dialect === 'google' || dialect === 'xai')
  const completion = said.completionTokens ?? counted.textTokens + (isAdditive ? 0 : reasoning)
  const usage = {
    prompt,
    completion,
    reasoning,
    total: said.totalTokens ?? prompt + completion + (isAdditive ? reasoning : 0),
    cached: said.cachedTokens ?? 0,
    cacheWrite: said.cacheWriteTokens ?? 0,
    audio: said.audioTokens ?? 0,
  }
  const cost = said.cost === undefined ? costOf(model, usage) : said.cost
  return { ...usage, cost }
}

const zeros = {
  prompt: 0,
  completion: 0,
  total: 0,
  cached: 0,
  cacheWrite: 0,
  reasoning: 0,
  audio: 0,
}

/** The usage object as the dialect writes it. */
export function toUsageBody(dialect: Dialect, usage: Usage): Record<string, unknown> {
  const totals = {
    prompt_tokens: usage.prompt,
    completion_tokens: usage.completion,
    total_tokens: usage.total,
  }
  // Neither Anthropic's nor Google's compatible API tells more than the totals.
  if (dialect === 'anthropic' || dialect === 'google') return totals
  const details = {
    prompt_tokens_details: { cached_tokens: usage.cached, audio_tokens: usage.audio },
    completion_tokens_details: { reasoning_tokens: usage.reasoning, audio_tokens: 0 },
  }
  if (dialect === 'xai') return { ...totals, ...details, num_sources_used: 0 }
  return dialect === 'openrouter' ? withCost(totals, details, usage) : { ...totals, ...details }
}

function withCost(totals: object, details: object, usage: Usage): Record<string, unknown> {
  return {
    ...totals,
    ...details,
    prompt_tokens_details: {
      cached_tokens: usage.cached,
      cache_write_tokens: usage.cacheWrite,
      audio_tokens: usage.audio,
    },
    ...(usage.cost !== null && {
      cost: usage.cost,
      is_byok: false,
      cost_details: { upstream_inference_cost: null },
    }),
  }
}

// What OpenRouter charges where it does not publish a price (its routers).
const unpublishedCost = 0.0001234

function costOf(model: ProviderModel, usage: Omit<Usage, 'cost'>): number {
  const pricing = pricesAt(model.pricing ?? {}, usage.prompt)
  const rate = (name: string, otherwise: number) => {
    const price = Number(pricing[name] ?? otherwise)
    return Number.isFinite(price) ? price : otherwise
  }
  const input = rate('prompt', 0)
  const output = rate('completion', 0)
  if (input < 0 || output < 0) return unpublishedCost
  const cost =
    (usage.prompt - usage.cached - usage.cacheWrite) * input +
    usage.cached * rate('input_cache_read', input) +
    usage.cacheWrite * rate('input_cache_write', input) +
    (usage.completion - usage.reasoning) * output +
    usage.reasoning * rate('internal_reasoning', output) +
    rate('request', 0)
  return Number(cost.toFixed(12))
}

function pricesAt(pricing: Readonly<Record<string, unknown>>, promptTokens: number) {
  const overrides = Array.isArray(pricing['overrides']) ? pricing['overrides'] : []
  const applying = overrides
    .filter(isObject)
    .filter(({ min_prompt_tokens: min }) => typeof min === 'number' && promptTokens > min)
  return Object.assign({}, pricing, ...applying) as Record<string, unknown>
}
