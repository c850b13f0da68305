import type { z } from 'zod'
import { BotError } from '../../src/errors.ts'
import type { OfferedModel } from '../../src/ports/llm.ts'
import { fetchJson } from './fetch-json.ts'
import { fromOpenRouter, openRouterPage } from './lists/openrouter.ts'
import { fromPlain, plainPage } from './lists/plain.ts'

export interface ListOptions {
  readonly baseUrl: string
  readonly apiKey: string
  readonly provider: string
  readonly route: string
}

// far above any real list: a server whose pages never end must not keep us
const MAX_PAGES = 100
const MAX_MODELS = 20_000
const MAX_BYTES = 30_000_000

/** Every page of a provider's list. @throws BotError with a `model-…` code */
export async function listModels(
  options: ListOptions,
  signal: AbortSignal,
  lost: (entry: unknown) => void = () => undefined,
): Promise<readonly OfferedModel[]> {
  const models: OfferedModel[] = []
  let url: string | undefined = `${options.baseUrl.replace(/\/$/, '')}/models${firstQuery(options)}`
  const asked = new Set<string>()
  let bytes = 0
  while (url !== undefined) {
    asked.add(url)
    const { json, size } = await fetchJson(url, headersOf(options), signal)
    const { models: found, next } = readPage(json, url, options, lost)
    models.push(...found)
    bytes += size
    const isEndless = asked.size > MAX_PAGES || (next !== undefined && asked.has(next))
    if (isEndless || models.length > MAX_MODELS || bytes > MAX_BYTES) {
      throw new BotError('model-garbled', 'a model list without an end')
    }
    url = next
  }
  return models
}

const firstQuery = ({ provider }: ListOptions): string =>
  provider === 'anthropic' ? '?limit=100' : ''

const headersOf = ({ apiKey, provider }: ListOptions): Record<string, string> => ({
  authorization: `Bearer ${apiKey}`,
  ...(provider === 'anthropic' && { 'x-api-key': apiKey, 'anthropic-version': '2023-06-01' }),
})

interface Page {
  readonly models: readonly OfferedModel[]
  readonly next: string | undefined
}

function readPage(
  body: unknown,
  url: string,
  { route, provider }: ListOptions,
  lost: (entry: unknown) => void,
): Page {
  if (route === 'openrouter') {
    const { data, links } = parse(openRouterPage, body)
    return {
      models: fromOpenRouter(data, lost),
      next: links?.next ? following(links.next, url) : undefined,
    }
  }
  const { data, has_more, last_id } = parse(plainPage, body)
  const next = new URL(url)
  next.searchParams.set('after_id', last_id ?? '')
  return {
    models: fromPlain(data, provider, route, lost),
    next: has_more && last_id ? next.href : undefined,
  }
}

/** The key goes to the provider and to nobody else. */
function following(link: string, url: string): string {
  const next = new URL(link, url)
  if (next.origin !== new URL(url).origin) {
    throw new BotError('model-garbled', 'a model list that goes on elsewhere')
  }
  return next.href
}

function parse<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw new BotError('model-garbled', 'not a list of models', { cause: result.error })
}
