import { defaultWindow } from './check-size.ts'
import type { Dialect } from './dialects.ts'
import type { ProviderModel } from './models.ts'

const firstCreated = 1_754_000_000

/** A model as the provider's list of models writes it. */
export function toListEntry(dialect: Dialect, model: ProviderModel): Record<string, unknown> {
  return { ...plainEntry(dialect, model), ...model.extra }
}

function plainEntry(dialect: Dialect, model: ProviderModel): Record<string, unknown> {
  switch (dialect) {
    case 'openrouter':
      return openRouterEntry(model)
    case 'anthropic':
      return {
        type: 'model',
        id: model.id,
        display_name: nameOf(model),
        created_at: new Date(createdOf(model) * 1000).toISOString(),
      }
    case 'google':
      return {
        id: `models/${model.id}`,
        object: 'model',
        owned_by: 'google',
        display_name: nameOf(model),
      }
    case 'openai':
    case 'xai':
    case 'compatible':
      return {
        id: model.id,
        object: 'model',
        created: createdOf(model),
        owned_by: { openai: 'system', xai: 'xai', compatible: 'library' }[dialect],
      }
    default:
      return dialect satisfies never
  }
}

function openRouterEntry(model: ProviderModel): Record<string, unknown> {
  const input = model.inputModalities ?? ['text']
  const output = model.outputModalities ?? ['text']
  return {
    id: model.id,
    canonical_slug: `${model.id}-${new Date(createdOf(model) * 1000).toISOString().slice(0, 10)}`,
    hugging_face_id: '',
    name: nameOf(model),
    created: createdOf(model),
    description: `${nameOf(model)}, as the emulator lists it.`,
    context_length: model.contextWindow ?? defaultWindow,
    architecture: {
      modality: `${input.join('+')}->${output.join('+')}`,
      input_modalities: input,
      output_modalities: output,
      tokenizer: 'Other',
      instruct_type: null,
    },
    pricing: model.pricing ?? { prompt: '0', completion: '0' },
    top_provider: {
      context_length: model.contextWindow ?? defaultWindow,
      max_completion_tokens: model.maxOutput ?? null,
      is_moderated: false,
    },
    per_request_limits: null,
    supported_parameters: model.supportedParameters ?? parametersOf(model),
    default_parameters: { temperature: null, top_p: null, frequency_penalty: null },
    ...(model.reasoning && { reasoning: { mandatory: false, default_enabled: true } }),
    expiration_date: model.expirationDate ?? null,
    links: { details: `/api/v1/models/${model.id}/endpoints` },
  }
}

function parametersOf(model: ProviderModel): string[] {
  const always = ['max_tokens', 'response_format', 'structured_outputs', 'tool_choice', 'tools']
  return model.reasoning
    ? ['include_reasoning', 'reasoning', ...always]
    : [...always, 'temperature']
}

/** Google's own list says how much a model takes. */
export function toGoogleEntry(model: ProviderModel): Record<string, unknown> {
  return {
    name: `models/${model.id}`,
    version: '001',
    displayName: nameOf(model),
    description: `${nameOf(model)}, as the emulator lists it.`,
    inputTokenLimit: model.contextWindow ?? defaultWindow,
    outputTokenLimit: model.maxOutput ?? 8_192,
    supportedGenerationMethods: ['generateContent', 'countTokens'],
    temperature: 1,
    topP: 0.95,
    topK: 64,
    maxTemperature: 2,
    ...(model.reasoning && { thinking: true }),
    ...model.extra,
  }
}

/** xAI's list with prices: whole numbers, in US cents per 100 million tokens. */
export function toXaiEntry(model: ProviderModel): Record<string, unknown> {
  const pricing = model.pricing ?? {}
  const price = (name: string) => Math.round(Number(pricing[name] ?? 0) * 1e10)
  return {
    id: model.id,
    fingerprint: 'fp_emulated',
    created: createdOf(model),
    object: 'model',
    owned_by: 'xai',
    version: '1.0.0',
    input_modalities: model.inputModalities ?? ['text'],
    output_modalities: model.outputModalities ?? ['text'],
    prompt_text_token_price: price('prompt'),
    cached_prompt_text_token_price: price('input_cache_read'),
    prompt_image_token_price: price('prompt'),
    completion_text_token_price: price('completion'),
    search_price: 250_000_000,
    aliases: model.aliases ?? [],
    ...model.extra,
  }
}

function nameOf(model: ProviderModel): string {
  return model.name ?? model.id
}

function createdOf(model: ProviderModel): number {
  return model.created ?? firstCreated
}
