import type { Dialect } from './dialects.ts'
import type { RequestRecord } from './journal.ts'
import { type Refusal, toErrorBody, toNativeErrorBody } from './provider-error.ts'
import { toScriptedRefusal } from './scripted-failure.ts'
import type { Wire } from './wire.ts'

export interface Failing {
  readonly status?: number
  readonly retryAfter?: number | Date
  readonly headers?: Readonly<Record<string, string>>
  readonly errorMessage?: string
  readonly errorCode?: string
  readonly errorBody?: unknown
  readonly reset?: boolean
  readonly hang?: boolean
  readonly html?: boolean
  readonly emptyBody?: boolean
  readonly truncatedJson?: boolean
  readonly errorInBody?: boolean
}

interface Asked {
  readonly dialect: Dialect
  readonly wire: Wire
  readonly record: RequestRecord
  readonly native?: boolean
}

const html = `<!DOCTYPE html>
<html><head><title>Just a moment...</title></head>
<body><h1>502 Bad Gateway</h1><hr><center>cloudflare</center></body></html>
`

/** Fails instead of answering. False when the script has no such failure. */
export async function fail(asked: Asked, failing: Failing): Promise<boolean> {
  const { record, wire } = asked
  if (failing.hang) await wire.closed
  else if (failing.reset) wire.destroy()
  else if (failing.html) sendHtml(asked, failing)
  else if (failing.emptyBody) sendRaw(asked, failing, '')
  else if (failing.truncatedJson) sendRaw(asked, failing, '{"id":"1","object":"list","data":[{"id')
  else if (failing.errorInBody) sendErrorWithStatusOk(asked, failing)
  else if (failing.status) sendStatus(asked, { ...failing, status: failing.status })
  else return false
  record.problem ??= 'scripted'
  return true
}

/** Sends what is wrong with the request, in the dialect's words. */
export function sendRefusal(asked: Asked, refusal: Refusal): void {
  sendBody(asked, refusal, toBody(asked, refusal), {})
}

function toBody({ dialect, native }: Asked, refusal: Refusal): unknown {
  return native ? toNativeErrorBody(dialect, refusal) : toErrorBody(dialect, refusal)
}

function sendBody(
  { record, wire }: Asked,
  { status, message }: Refusal,
  body: unknown,
  headers: Record<string, string>,
): void {
  record.status = status
  record.problem = message
  wire.json(status, body, headers)
}

function sendStatus(asked: Asked, failing: Failing & { readonly status: number }): void {
  const refusal = toScriptedRefusal(asked.dialect, failing)
  const headers = { ...retryHeader(failing.retryAfter), ...failing.headers }
  const own = failing.errorBody
  sendBody(asked, refusal, own === undefined ? toBody(asked, refusal) : own, headers)
}

function sendErrorWithStatusOk(asked: Asked, failing: Failing): void {
  const refusal = toScriptedRefusal(asked.dialect, { ...failing, status: failing.status ?? 502 })
  asked.record.status = 200
  asked.wire.json(200, failing.errorBody ?? toErrorBody(asked.dialect, refusal))
}

function sendHtml(asked: Asked, failing: Failing): void {
  asked.record.status = failing.status ?? 200
  asked.wire.json(asked.record.status, html, { 'content-type': 'text/html', ...failing.headers })
}

function sendRaw(asked: Asked, failing: Failing, text: string): void {
  asked.record.status = failing.status ?? 200
  asked.wire.json(asked.record.status, text, { ...failing.headers })
}

function retryHeader(retryAfter: number | Date | undefined): Record<string, string> {
  if (retryAfter === undefined) return {}
  const value = retryAfter instanceof Date ? retryAfter.toUTCString() : String(retryAfter)
  return { 'retry-after': value }
}
