import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { assistantMethods } from './assistant-methods.ts'
import { chatMethods, type Method } from './chat-methods.ts'
import { conversationMethods } from './conversation-methods.ts'
import type { Fault, Faults } from './faults.ts'
import { fileMethods } from './file-methods.ts'
import { asText, type Json } from './json.ts'
import { peopleMethods } from './people-methods.ts'
import { readArgs } from './read-request.ts'
import { Refusal, refuse, violate } from './refusal.ts'
import { streamMethods } from './stream-methods.ts'
import { viewMethods } from './view-methods.ts'
import { type Call, recordViolation, type World } from './world.ts'

export const sendJson = (
  response: ServerResponse,
  status: number,
  body: Json,
  headers: Record<string, string> = {},
) => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}

const methods: Record<string, Method> = {
  ...chatMethods,
  ...streamMethods,
  ...viewMethods,
  ...peopleMethods,
  ...conversationMethods,
  ...fileMethods,
  ...assistantMethods,
}

const tokenOf = (request: IncomingMessage, args: Json) =>
  asText(request.headers.authorization).replace(/^Bearer\s*/, '') || asText(args['token'])

const checkToken = (world: World, method: string, token: string) => {
  const { appToken, botToken } = world.options
  if (token === '') refuse('not_authed')
  const wanted = method === 'apps.connections.open' ? appToken : botToken
  if (token === wanted) return
  if (token === appToken || token === botToken) violate('not_allowed_token_type')
  refuse('invalid_auth')
}

const scopes: Readonly<Record<string, string>> = {
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
  'files.info': 'files:read',
}

const checkScope = (world: World, method: string) => {
  const needed = scopes[method]
  if (needed !== undefined && !world.options.scopes.includes(needed))
    refuse('missing_scope', needed)
}

const toAnswer = (world: World, method: string, error: unknown): Json => {
  if (!(error instanceof Refusal)) {
    recordViolation(
      world,
      method,
      'emulator_bug',
      error instanceof Error ? (error.stack ?? '') : String(error),
    )
    return { ok: false, error: 'fatal_error' }
  }
  if (error.isViolation) recordViolation(world, method, error.code, error.message)
  return { ok: false, error: error.code, ...error.extra }
}

// Returns true when the fault has answered the call.
const applyFault = (fault: Fault | undefined, response: ServerResponse, call: Call): boolean => {
  if (fault?.kind === 'drop') response.destroy()
  else if (fault?.kind === 'status') sendJson(response, fault.status, { ok: false })
  else if (fault?.kind === 'fail') sendJson(response, 200, { ok: false, error: fault.error })
  else if (fault?.kind === 'limit') {
    const headers = { 'retry-after': String(fault.retryAfter) }
    sendJson(response, 429, { ok: false, error: 'ratelimited' }, headers)
  } else return false
  call.response = { ok: false, fault }
  return true
}

export const createWebApi = (world: World, faults: Faults, newSocketUrl: () => string) => {
  const table: Record<string, Method> = {
    ...methods,
    'apps.connections.open': () => ({ url: newSocketUrl() }),
  }

  const answer = async (method: string, args: Json, token: string): Promise<Json> => {
    try {
      checkToken(world, method, token)
      checkScope(world, method)
      const run = Object.hasOwn(table, method) ? table[method] : undefined
      if (!run) return violate('unknown_method', method)
      return { ok: true, ...(await run(args, world)) }
    } catch (error) {
      return toAnswer(world, method, error)
    }
  }

  const readCall = async (request: IncomingMessage, url: URL, method: string) => {
    try {
      const { token: _token, ...args } = await readArgs(request, url)
      return { args, token: tokenOf(request, { token: _token }), failure: undefined }
    } catch (error) {
      return { args: {}, token: '', failure: toAnswer(world, method, error) }
    }
  }

  return async (request: IncomingMessage, response: ServerResponse, url: URL) => {
    const method = url.pathname.replace('/api/', '')
    const { args, token, failure } = await readCall(request, url, method)
    const call: Call = { method, args, at: Date.now(), response: failure }
    world.calls.push(call)
    await sleep(faults.nextDelay(method))
    const fault = faults.nextFault(method)
    if (applyFault(fault, response, call)) return
    call.response ??= await answer(method, args, token)
    if (fault?.kind === 'late') await sleep(fault.ms)
    if (fault?.kind === 'lose') response.destroy()
    else sendJson(response, 200, call.response)
  }
}
