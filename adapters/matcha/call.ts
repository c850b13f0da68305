import { BotError } from '../../src/errors.ts'
import { fromStatus } from './errors.ts'

export interface Endpoint {
  readonly baseUrl: string
  readonly apiKey: string
}

export interface CallOptions {
  /** Sent as JSON; without one it is a GET. */
  readonly body?: unknown
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

const MAX_BYTES = 20_000_000

/** @throws BotError with a `model-…` code, `stopped` when the signal was aborted */
export async function call(
  { baseUrl, apiKey }: Endpoint,
  path: string,
  { body, timeoutMs, signal }: CallOptions,
): Promise<unknown> {
  const limit = AbortSignal.timeout(timeoutMs)
  const init = {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'MATCHA-API-KEY': apiKey, 'Content-Type': 'application/json' },
    // the key goes where it was meant to and nowhere else
    redirect: 'error',
    signal: AbortSignal.any([signal, limit]),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  } as const
  try {
    const response = await fetch(`${baseUrl.replace(/\/$/, '')}${path}`, init)
    const text = await readText(response)
    if (!response.ok) throw fromStatus(response.status, text, response.headers)
    return parse(text)
  } catch (error) {
    if (error instanceof BotError) throw error
    throw fromFetch(error, signal, limit)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new BotError('model-garbled', 'MatchaAI did not send JSON', { cause })
  }
}

function fromFetch(cause: unknown, asked: AbortSignal, limit: AbortSignal): BotError {
  if (asked.aborted) return new BotError('stopped', 'aborted', { cause })
  if (limit.aborted) return new BotError('model-timeout', 'MatchaAI did not answer', { cause })
  return new BotError('model-unavailable', 'MatchaAI cannot be reached', { cause })
}

async function readText({ body }: Response): Promise<string> {
  if (!body) return ''
  let text = ''
  const pieces = body.pipeThrough(new TextDecoderStream())
  for await (const piece of pieces as unknown as AsyncIterable<string>) {
    text += piece
    if (text.length > MAX_BYTES) throw new BotError('model-garbled', 'over 20 MB from MatchaAI')
  }
  return text
}
