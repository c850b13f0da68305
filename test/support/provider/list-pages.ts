import type { Dialect } from './dialects.ts'
import { toGoogleEntry, toListEntry, toXaiEntry } from './list-entries.ts'
import type { ProviderModel } from './models.ts'
import type { Refusal } from './provider-error.ts'
import { refuse } from './refuse.ts'

export interface PageRequest {
  readonly dialect: Dialect
  readonly models: readonly ProviderModel[]
  readonly query: URLSearchParams
  readonly pathname: string
  /** Instead of the provider's own page size, for lists that are short. */
  readonly pageSize: number | undefined
  /** There is always one more page. */
  readonly isEndless: boolean
}

type Page = { readonly body: unknown } | { readonly refusal: Refusal }

/** OpenRouter: everything unless asked for a part, and a link without a host to the next one. */
export function openRouterPage(page: PageRequest): Page {
  const { models, query } = page
  const limit = readCount(query.get('limit'), page.pageSize ?? 500)
  const offset = readCount(query.get('offset'), 0)
  if (Number.isNaN(limit + offset) || limit > 1000 || limit < 1) {
    return { refusal: refuse('Invalid pagination parameters', null) }
  }
  const { shown, hasMore } = cut(page, offset, limit)
  const next = hasMore ? `${page.pathname}?offset=${offset + limit}&limit=${limit}` : null
  const data = shown.map(model => toListEntry('openrouter', model))
  return { body: { data, total_count: models.length, links: { next } } }
}

/** Anthropic: twenty at a time, with the last id as the cursor. */
export function anthropicPage(page: PageRequest): Page {
  const { models, query } = page
  const limit = readCount(query.get('limit'), page.pageSize ?? 20)
  if (Number.isNaN(limit) || limit < 1 || limit > 1000) {
    return { refusal: refuse('limit: Input should be between 1 and 1000', null) }
  }
  const after = query.get('after_id')
  const at = after === null ? 0 : models.findIndex(({ id }) => id === after) + 1
  if (after !== null && at === 0 && !page.isEndless) {
    return { refusal: refuse(`after_id: ${after} was not found`, null) }
  }
  const { shown, hasMore } = cut(page, at, limit)
  const data = shown.map(model => toListEntry('anthropic', model))
  const ends = { first_id: data[0]?.['id'] ?? null, last_id: data.at(-1)?.['id'] ?? null }
  return { body: { data, has_more: hasMore, ...ends } }
}

/** Google's own list: fifty at a time, with an opaque token. */
export function googlePage(page: PageRequest): Page {
  const { query } = page
  const size = readCount(query.get('pageSize'), page.pageSize ?? 50)
  const token = query.get('pageToken')
  const offset = token ? Number(Buffer.from(token, 'base64url').toString('utf8')) : 0
  if (Number.isNaN(size + offset) || size < 1) {
    return { refusal: refuse('Invalid page token or size.', null) }
  }
  const { shown, hasMore } = cut(page, offset, Math.min(size, 1000))
  const next = hasMore && Buffer.from(String(offset + shown.length)).toString('base64url')
  return { body: { models: shown.map(toGoogleEntry), ...(next && { nextPageToken: next }) } }
}

/** The lists that come in one piece. */
export function wholeList({ dialect, models }: PageRequest): Page {
  return { body: { object: 'list', data: models.map(model => toListEntry(dialect, model)) } }
}

export function xaiPrices({ models }: PageRequest): Page {
  return { body: { models: models.map(toXaiEntry) } }
}

function cut({ isEndless, models }: PageRequest, offset: number, limit: number) {
  if (isEndless) return { shown: models.slice(0, limit), hasMore: true }
  return { shown: models.slice(offset, offset + limit), hasMore: offset + limit < models.length }
}

function readCount(text: string | null, otherwise: number): number {
  if (text === null) return otherwise
  return /^\d+$/.test(text) ? Number(text) : Number.NaN
}
