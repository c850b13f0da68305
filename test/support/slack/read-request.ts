import type { IncomingMessage } from 'node:http'
import { asText, type Json } from './json.ts'
import { readMultipart } from './multipart.ts'
import { violate } from './refusal.ts'

export const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}

export const typeOf = (request: IncomingMessage) => asText(request.headers['content-type'])

// Arguments that a form carries as JSON.
const nested = new Set([
  'blocks',
  'attachments',
  'view',
  'chunks',
  'metadata',
  'prompts',
  'files',
  'loading_messages',
])

const readNested = (key: string, value: string): unknown => {
  if (!nested.has(key)) return value
  try {
    return JSON.parse(value)
  } catch {
    return violate(
      key === 'blocks' ? 'invalid_blocks_format' : 'invalid_arguments',
      `${key} is not JSON`,
    )
  }
}

const fromForm = (entries: Iterable<[string, unknown]>): Json => {
  const args: Json = {}
  for (const [key, value] of entries)
    args[key] = typeof value === 'string' ? readNested(key, value) : value
  return args
}

export const readArgs = async (request: IncomingMessage, url: URL): Promise<Json> => {
  const body = await readBody(request)
  const type = typeOf(request)
  const query = fromForm(url.searchParams)
  if (body.length === 0) return query
  if (type.includes('json')) return { ...query, ...readJson(body) }
  if (type.startsWith('multipart/form-data'))
    return { ...query, ...fromForm(await readMultipart(body, type)) }
  return { ...query, ...fromForm(new URLSearchParams(body.toString())) }
}

const readJson = (body: Buffer): Json => {
  try {
    return JSON.parse(body.toString())
  } catch {
    return violate('invalid_json', 'the body is not JSON')
  }
}
