import { z } from 'zod'
import type { Capability, Limits, OfferedModel, Prices } from '../../../src/ports/llm.ts'
import { pricing, toPrices } from './openrouter-prices.ts'
import { versionOf } from './version.ts'

const amount = z.coerce.number().int().positive().nullish().catch(null)

const row = z.object({
  id: z.string().includes('/'),
  canonical_slug: z.string().optional(),
  name: z.string(),
  context_length: z.number().nullish(),
  architecture: z
    .object({
      input_modalities: z.array(z.string()).nullish(),
      output_modalities: z.array(z.string()).nullish(),
    })
    .nullish(),
  pricing: pricing.nullish(),
  top_provider: z.object({ max_completion_tokens: z.number().nullish() }).nullish(),
  supported_parameters: z.array(z.string()).nullish(),
  expiration_date: z.string().nullish(),
  per_request_limits: z
    .object({ prompt_tokens: amount, completion_tokens: amount })
    .partial()
    .nullish(),
})

type Row = z.output<typeof row>

/** One page; `next` is the address of the following one. Rows that cannot be read are left out. */
export const openRouterPage = z.object({
  data: z.array(z.unknown()),
  links: z.object({ next: z.string().nullish() }).nullish(),
})

export function fromOpenRouter(
  data: readonly unknown[],
  lost: (entry: unknown) => void = () => undefined,
): readonly OfferedModel[] {
  return data.flatMap(entry => {
    const result = row.safeParse(entry)
    if (result.success) return [toModel(result.data)]
    lost(entry)
    return []
  })
}

function toModel(model: Row): OfferedModel {
  const inputs = model.architecture?.input_modalities ?? ['text']
  const parameters = model.supported_parameters ?? undefined
  const { prices, priceState } = toPrices(model.pricing ?? undefined)
  const slug = model.canonical_slug ?? model.id
  return {
    id: model.id,
    provider: model.id.slice(0, model.id.indexOf('/')),
    route: 'openrouter',
    routeModelId: model.id,
    name: model.name.replace(/^[^:]+: /, ''),
    inputModalities: inputs,
    outputModalities: model.architecture?.output_modalities ?? ['text'],
    capabilities: toCapabilities(inputs, parameters ?? [], prices),
    priceState,
    aliases: slug === model.id ? [] : [slug],
    ...toLimits(model),
    ...(parameters && { parameters }),
    ...(prices && { prices }),
  }
}

const toLimits = ({ context_length, top_provider, expiration_date, ...model }: Row) => ({
  ...fromLimits(model.per_request_limits),
  ...fromSlug(model.canonical_slug),
  ...(context_length && { contextWindow: context_length }),
  ...(top_provider?.max_completion_tokens && { maxOutput: top_provider.max_completion_tokens }),
  ...(expiration_date && { deprecatedOn: expiration_date }),
})

function fromLimits(limits: Row['per_request_limits']): { readonly limits?: Limits } {
  const { prompt_tokens, completion_tokens } = limits ?? {}
  if (!prompt_tokens && !completion_tokens) return {}
  return {
    limits: {
      ...(prompt_tokens && { inputTokens: prompt_tokens }),
      ...(completion_tokens && { outputTokens: completion_tokens }),
    },
  }
}

/** The permanent name ends in the day of the version: `anthropic/claude-4.5-sonnet-20250929`. */
function fromSlug(slug: string | undefined): { readonly version?: string } {
  const version = slug && versionOf(slug)
  return version ? { version } : {}
}

function toCapabilities(
  inputs: readonly string[],
  parameters: readonly string[],
  prices: Prices | undefined,
): readonly Capability[] {
  const found: readonly (readonly [Capability, boolean])[] = [
    ['vision', inputs.includes('image')],
    ['files', inputs.includes('file')],
    ['audio', inputs.includes('audio')],
    ['tools', parameters.includes('tools')],
    ['reasoning', parameters.includes('reasoning')],
    ['structured-output', parameters.includes('structured_outputs')],
    ['web', parameters.includes('web_search_options')],
    ['caching', prices?.cacheRead !== undefined],
  ]
  return found.flatMap(([capability, has]) => (has ? [capability] : []))
}
