import type { IncomingMessage, ServerResponse } from 'node:http'
import { receiveUpload } from './file-methods.ts'
import { asText } from './json.ts'
import { readMultipart } from './multipart.ts'
import { readBody, typeOf } from './read-request.ts'
import { Refusal } from './refusal.ts'
import { answerResponseUrl } from './responses.ts'
import { sendJson } from './web-api.ts'
import { recordViolation, type World } from './world.ts'

const failed = (world: World, what: string, error: unknown, response: ServerResponse) => {
  const code = error instanceof Refusal ? error.code : 'emulator_bug'
  recordViolation(world, what, code, error instanceof Error ? error.message : String(error))
  const status = code.endsWith('_url') ? 404 : 400
  sendJson(response, status, { ok: false, error: code })
}

const parseLoosely = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

export const takeResponse = async (
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => {
  const body = parseLoosely((await readBody(request)).toString())
  try {
    answerResponseUrl(world, url.pathname, body)
    sendJson(response, 200, { ok: true })
  } catch (error) {
    failed(world, 'response_url', error, response)
  }
}

const uploadedBytes = async (body: Buffer, type: string): Promise<Buffer> => {
  if (!type.startsWith('multipart/form-data')) return body
  for (const [, value] of await readMultipart(body, type))
    if (typeof value !== 'string') return value
  return Buffer.alloc(0)
}

export const takeUpload = async (
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => {
  const body = await readBody(request)
  try {
    receiveUpload(
      world,
      url.pathname.split('/').at(-1) ?? '',
      await uploadedBytes(body, typeOf(request)),
    )
    response.writeHead(200).end(`OK - ${body.length}`)
  } catch (error) {
    failed(world, 'upload', error, response)
  }
}

// Without the bot's token Slack answers 200 with its login page.
export const giveFile = (
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) => {
  const id = /-(F[A-Z0-9]+)\//.exec(url.pathname)?.[1] ?? ''
  const file = world.files.get(id)
  if (asText(request.headers.authorization) !== `Bearer ${world.options.botToken}`) {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end('<!DOCTYPE html><html><body>Sign in to your workspace</body></html>')
  } else if (!file) response.writeHead(404).end()
  else response.writeHead(200, { 'content-type': file.mimetype }).end(file.content)
}
