import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiError, apiError, isViolation } from './errors.ts'
import { createBuckets, createGlobalLimit, type Faults, limited } from './faults.ts'
import {
  findRoute,
  type Match,
  type Parsed,
  type Reply,
  type Routes,
  readRequest,
  toBody,
  unauthorized,
} from './routing.ts'
import { addViolation, type Call, type World } from './world.ts'

interface Parts {
  readonly world: World
  readonly routes: Routes
  readonly faults: Faults
}

interface Answer extends Reply {
  readonly headers?: Readonly<Record<string, string>>
}

const apiPrefix = '/api/v10'

/** 204 goes without a content type: discord.js would parse the empty body as JSON. */
function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  if (status === 0) return void response.destroy()
  if (body === undefined) return void response.writeHead(status, headers).end()
  response.writeHead(status, { ...headers, 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

function toAnswer({ world, call }: { world: World; call: Call }, error: unknown): Answer {
  if (!(error instanceof ApiError)) {
    const detail = error instanceof Error ? error.stack : String(error)
    addViolation(world, { kind: 'emulator', what: 'The emulator broke', route: call.route, detail })
    return { status: 500, body: { message: String(error), code: 0 } }
  }
  const { status, code, message, errors } = error
  call.error = code
  if (isViolation(error)) {
    const kind = code === 50035 ? 'form' : String(code)
    const detail = { errors, body: call.body }
    addViolation(world, { kind, what: message, route: `${call.method} ${call.route}`, detail })
  }
  return { status, body: { message, code, ...(errors ? { errors } : {}) } }
}

function recordCall(
  world: World,
  given: { request: IncomingMessage; url: URL; route: string; parsed: Parsed },
): Call {
  const { request, url, route, parsed } = given
  const call: Call = {
    at: Date.now(),
    method: request.method ?? '',
    route,
    path: url.pathname.replace(apiPrefix, ''),
    query: Object.fromEntries(url.searchParams),
    body: parsed.json,
    files: parsed.files.map(({ filename }) => filename),
    status: 0,
  }
  world.calls.push(call)
  return call
}

function handle(
  { world }: Parts,
  match: Match | undefined,
  given: { call: Call; parsed: Parsed; authorization: string },
): Reply {
  const { call, parsed, authorization } = given
  if (!match) throw apiError(0)
  if (!match.open && authorization !== `Bot ${world.options.token}`) throw unauthorized()
  const { method, path, query } = call
  const { params } = match
  return match.handler({
    world,
    method,
    path,
    query,
    params,
    files: parsed.files,
    ...toBody(parsed.json),
  })
}

function serveAttachment(world: World, path: string, response: ServerResponse): void {
  const [, , channelId, id] = path.split('/')
  const posted = [...world.messages.values()]
    .filter(message => message.channelId === channelId)
    .flatMap(({ attachments }) => attachments)
  const found = [...posted, ...world.uploads.values()].find(attachment => attachment.id === id)
  if (!found) return void response.writeHead(404).end()
  response.writeHead(200, {
    'content-type': found.contentType,
    'content-length': found.bytes.length,
  })
  response.end(found.bytes)
}

function bucketKey(match: Match | undefined, call: Call): string {
  const { params = {}, route = call.path } = match ?? {}
  const major = params['channel'] ?? params['guild'] ?? params['token'] ?? ''
  return `${call.method} ${route} ${major}`
}

interface Asked {
  readonly call: Call
  readonly match: Match | undefined
  readonly parsed: Parsed
  readonly failure: unknown
  readonly authorization: string
}

function perform(parts: Parts, asked: Asked): Answer {
  const { call, match, failure } = asked
  try {
    if (failure) throw failure
    return handle(parts, match, asked)
  } catch (error) {
    return toAnswer({ world: parts.world, call }, error)
  }
}

async function read(request: IncomingMessage) {
  return readRequest(request).then(
    parsed => ({ parsed, failure: undefined }),
    (failure: unknown) => ({ parsed: { json: undefined, files: [] }, failure }),
  )
}

export function createApi(parts: Parts): Server {
  const { world, routes, faults } = parts
  const useBucket = createBuckets(world)
  const underGlobalLimit = createGlobalLimit()

  async function respond(asked: Asked): Promise<Answer> {
    const { call, match } = asked
    const fault = faults.take(call.method, call.route)
    if (fault && fault.delayMs > 0) await sleep(fault.delayMs)
    else if (fault && !fault.afterwards) return fault
    if (!match?.open && !underGlobalLimit(Date.now())) return limited(1000, true)
    const bucket = useBucket(bucketKey(match, call))
    if (!bucket.allowed) return limited(bucket.retryAfterMs)
    const answer = { ...perform(parts, asked), headers: bucket.headers }
    return fault?.afterwards ? fault : answer
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request
    const url = new URL(request.url ?? '', 'http://localhost')
    if (url.pathname.startsWith('/attachments/'))
      return serveAttachment(world, url.pathname, response)
    const path = url.pathname.replace(apiPrefix, '')
    const inApi = url.pathname.startsWith(apiPrefix)
    const match = inApi ? findRoute(routes, method, path) : undefined
    const { parsed, failure } = await read(request)
    const call = recordCall(world, { request, url, route: match?.route ?? path, parsed })
    const authorization = headers.authorization ?? ''
    const result = await respond({ call, match, parsed, failure, authorization })
    call.status = result.status
    send(response, result)
  }

  return createServer((request, response) => void answer(request, response))
}
