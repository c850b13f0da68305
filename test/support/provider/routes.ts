import type { IncomingMessage, ServerResponse } from 'node:http'
import { readKey, refuseKey } from './access.ts'
import { answerChat } from './chat.ts'
import { readTarget, type Target } from './dialects.ts'
import { sendRefusal } from './failure.ts'
import { answerGeneration } from './generation.ts'
import type { RequestKind, RequestRecord } from './journal.ts'
import { answerKey, answerList, answerModel } from './lists.ts'
import { refuse } from './refuse.ts'
import { parseJson, type Request, readBody } from './request.ts'
import { isRightKey, type State } from './state.ts'
import { createWire, type Wire } from './wire.ts'

const secretHeaders = ['authorization', 'x-api-key', 'x-goog-api-key']

/** Everything that arrives. */
export async function handle(
  state: State,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(message.url ?? '/', 'http://127.0.0.1')
  const target = readTarget(url.pathname)
  const wire = createWire(response)
  const key = target && readKey(target.dialect, message.headers, url.searchParams)
  const record = state.journal.add(toEntry(message, url, target, key))
  response.once('close', () => {
    state.journal.finish(record, !response.writableFinished && !wire.wasDestroyed())
  })
  state.journal.changed()
  const text = await readBody(message, state.maxBodyBytes).catch(() => '')
  if (!target) return sendNotFound(record, wire)
  const { dialect } = target
  const request: Request = {
    ...target,
    method: message.method ?? 'GET',
    url,
    headers: message.headers,
    record,
    state,
    wire,
    parseBody: () => parseJson(text ?? ''),
  }
  if (text === undefined) {
    return sendRefusal(request, { status: 413, message: 'Request entity too large' })
  }
  if (needsKey(request) && !isRightKey(state, dialect, key)) {
    return sendRefusal(request, refuseKey(dialect, key))
  }
  await route(request)
}

// OpenRouter's list is open to everybody.
function needsKey({ dialect, path }: Request): boolean {
  return !(dialect === 'openrouter' && path.startsWith('models'))
}

async function route(request: Request): Promise<void> {
  const { dialect, method, native, path } = request
  const isGet = method === 'GET'
  if (path === 'chat/completions' && !native) return routeChat(request)
  if (path === 'models' && isGet) return routeModels(request)
  if (path.startsWith('models/') && isGet) return answerModel(request, path.slice('models/'.length))
  if (dialect === 'xai' && path === 'language-models' && isGet) {
    return answerList(request, 'language-models')
  }
  if (dialect === 'openrouter' && path === 'generation' && isGet) return answerGeneration(request)
  if (dialect === 'openrouter' && path === 'key' && isGet) return answerKey(request)
  sendNotFound(request.record, request.wire)
}

async function routeChat(request: Request): Promise<void> {
  if (request.method !== 'POST') {
    const message = `Not allowed to ${request.method} on /v1/chat/completions`
    return sendRefusal(request, { status: 405, message })
  }
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    return sendRefusal(request, refuse('Unsupported content type', null))
  }
  await answerChat(request)
}

async function routeModels(request: Request): Promise<void> {
  const { dialect, headers, native } = request
  const isNative = native || dialect === 'anthropic'
  if (dialect === 'anthropic' && headers['x-api-key'] && !headers['anthropic-version']) {
    const refusal = refuse('anthropic-version: header is required', null)
    return sendRefusal({ ...request, native: true }, refusal)
  }
  await answerList({ ...request, native: isNative }, native ? 'native' : 'models')
}

function sendNotFound(record: RequestRecord, wire: Wire): void {
  record.status = 404
  record.problem = 'no such path'
  wire.json(404, '<html><body><h1>404 Not Found</h1></body></html>', {
    'content-type': 'text/html',
  })
}

function toEntry(message: IncomingMessage, url: URL, target: Target | undefined, key?: string) {
  const headers = Object.entries(message.headers).flatMap(([name, value]) =>
    secretHeaders.includes(name) ? [] : [[name, String(value)] as const],
  )
  const query = [...url.searchParams].filter(([name]) => name !== 'key')
  return {
    dialect: target?.dialect,
    kind: kindOf(target?.path ?? ''),
    method: message.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(query),
    headers: Object.fromEntries(headers),
    keyEnd: key?.slice(-4),
  }
}

function kindOf(path: string): RequestKind {
  if (path === 'chat/completions') return 'chat'
  if (path === 'generation' || path === 'key') return path
  return /^(language-)?models/.test(path) ? 'models' : 'unknown'
}
