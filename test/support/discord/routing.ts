import type { IncomingMessage } from 'node:http'
import type { Upload } from './check-message.ts'
import type { Json } from './entities.ts'
import { ApiError, apiError } from './errors.ts'
import { isRecord, type World } from './world.ts'

export interface Request {
  readonly world: World
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly params: Readonly<Record<string, string>>
  readonly body: Json
  /** The body where it is a list (bulk overwrite of commands). */
  readonly list: readonly Json[]
  readonly files: readonly Upload[]
}

export interface Reply {
  readonly status: number
  readonly body?: unknown
}

type Handler = (request: Request) => Reply

/** `POST /channels/:channel/messages` and what answers it; a `*` before the path needs no token. */
export type Routes = Readonly<Record<string, Handler>>

export const ok = (body: unknown): Reply => ({ status: 200, body })
export const noContent: Reply = { status: 204 }

export interface Match {
  readonly route: string
  readonly open: boolean
  readonly handler: Handler
  readonly params: Record<string, string>
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [i, step] of wanted.entries()) {
    const value = given[i] ?? ''
    if (step.startsWith(':')) params[step.slice(1)] = decodeURIComponent(value)
    else if (step !== value) return undefined
  }
  return params
}

/** The first route that fits, so a literal path is declared before one with a parameter. */
export function findRoute(routes: Routes, method: string, path: string): Match | undefined {
  for (const [key, handler] of Object.entries(routes)) {
    const [wantedMethod = '', pattern = ''] = key.split(' ')
    const route = pattern.replace('*', '')
    const params = wantedMethod === method ? matchPath(route, path) : undefined
    if (params) return { route, open: pattern.startsWith('*'), handler, params }
  }
  return undefined
}

export interface Parsed {
  readonly json: unknown
  readonly files: readonly Upload[]
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw apiError(50109)
  }
}

async function toUpload(key: string, file: File): Promise<Upload> {
  const bytes = Buffer.from(await file.arrayBuffer())
  const contentType = file.type || 'application/octet-stream'
  return { key: /\d+/.exec(key)?.[0] ?? '0', filename: file.name, contentType, bytes }
}

async function readForm(bytes: Buffer, contentType: string): Promise<Parsed> {
  const headers = { 'content-type': contentType }
  const form = await new Response(new Uint8Array(bytes), { headers }).formData()
  const payload = form.get('payload_json')
  const files: Promise<Upload>[] = []
  form.forEach((value, key) => {
    if (typeof value !== 'string') files.push(toUpload(key, value))
  })
  const json = typeof payload === 'string' ? parseJson(payload) : {}
  return { json, files: await Promise.all(files) }
}

/** Reads JSON or multipart; a request above 25 MiB is refused (40005). */
export async function readRequest(request: IncomingMessage): Promise<Parsed> {
  const bytes = await readBytes(request)
  if (bytes.length > 25 * 1024 * 1024) throw apiError(40005)
  const contentType = request.headers['content-type'] ?? ''
  if (contentType.startsWith('multipart/form-data')) return readForm(bytes, contentType)
  return { json: bytes.length > 0 ? parseJson(bytes.toString()) : undefined, files: [] }
}

export function toBody(json: unknown): { body: Json; list: readonly Json[] } {
  return {
    body: isRecord(json) ? json : {},
    list: Array.isArray(json) ? json.filter(isRecord) : [],
  }
}

export function unauthorized(): ApiError {
  return new ApiError(401, 0, '401: Unauthorized')
}
