import type { Dialect } from './dialects.ts'

/** A model as this provider writes it. */
export interface ProviderModel {
  readonly id: string
  readonly name?: string
  /** Other ids that are accepted, such as a dated one. */
  readonly aliases?: readonly string[]
  readonly created?: number
  readonly contextWindow?: number
  readonly maxOutput?: number | null
  readonly inputModalities?: readonly string[]
  readonly outputModalities?: readonly string[]
  readonly supportedParameters?: readonly string[]
  /** USD per token in strings, with OpenRouter's field names; xAI's list derives its integers. */
  readonly pricing?: Readonly<Record<string, unknown>>
  readonly reasoning?: boolean
  readonly expirationDate?: string | null
  /** Laid over the entry in the list, for whatever else a list may say. */
  readonly extra?: Readonly<Record<string, unknown>>
}

const vision = ['text', 'image'] as const

const gpt5: ProviderModel = {
  id: 'gpt-5',
  name: 'GPT-5',
  aliases: ['gpt-5-2025-08-07'],
  contextWindow: 400_000,
  maxOutput: 128_000,
  inputModalities: vision,
  reasoning: true,
  pricing: { prompt: '0.00000125', completion: '0.00001', input_cache_read: '0.000000125' },
}

const gpt4oMini: ProviderModel = {
  id: 'gpt-4o-mini',
  name: 'GPT-4o-mini',
  aliases: ['gpt-4o-mini-2024-07-18'],
  contextWindow: 128_000,
  maxOutput: 16_384,
  inputModalities: vision,
  pricing: {
    prompt: '0.00000015',
    completion: '0.0000006000000000000001',
    input_cache_read: '0.000000075',
  },
}

const sonnet: ProviderModel = {
  id: 'claude-sonnet-4-5-20250929',
  name: 'Claude Sonnet 4.5',
  aliases: ['claude-sonnet-4-5'],
  contextWindow: 200_000,
  maxOutput: 64_000,
  inputModalities: vision,
  reasoning: true,
  pricing: {
    prompt: '0.000003',
    completion: '0.000015',
    input_cache_read: '0.0000003',
    input_cache_write: '0.00000375',
  },
}

const geminiPro: ProviderModel = {
  id: 'gemini-2.5-pro',
  name: 'Gemini 2.5 Pro',
  contextWindow: 1_048_576,
  maxOutput: 65_536,
  inputModalities: ['text', 'image', 'file', 'audio', 'video'],
  reasoning: true,
  pricing: {
    prompt: '0.00000125',
    completion: '0.00001',
    input_cache_read: '0.00000031',
    overrides: [{ min_prompt_tokens: 200_000, prompt: '0.0000025', completion: '0.000015' }],
  },
}

const grok4: ProviderModel = {
  id: 'grok-4-0709',
  name: 'Grok 4',
  aliases: ['grok-4', 'grok-4-latest'],
  contextWindow: 256_000,
  maxOutput: null,
  inputModalities: vision,
  reasoning: true,
  pricing: { prompt: '0.000003', completion: '0.000015', input_cache_read: '0.00000075' },
}

const textOnly: ProviderModel = {
  id: 'llama3.2:3b',
  name: 'Llama 3.2 3B',
  contextWindow: 8_192,
  maxOutput: 4_096,
}

const autoRouter: ProviderModel = {
  id: 'openrouter/auto',
  name: 'Auto Router',
  contextWindow: 2_000_000,
  maxOutput: null,
  pricing: { prompt: '-1', completion: '-1' },
}

function routed(maker: string, model: ProviderModel, slug = model.id): ProviderModel {
  return { ...model, id: `${maker}/${slug}`, aliases: [] }
}

export const defaultModels: Readonly<Record<Dialect, readonly ProviderModel[]>> = {
  openrouter: [
    routed('openai', gpt5),
    routed('openai', gpt4oMini),
    routed('anthropic', sonnet, 'claude-sonnet-4.5'),
    routed('google', geminiPro),
    routed('x-ai', grok4, 'grok-4'),
    autoRouter,
  ],
  openai: [gpt5, gpt4oMini],
  anthropic: [sonnet],
  google: [geminiPro],
  xai: [grok4],
  compatible: [textOnly],
}
