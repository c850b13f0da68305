import { APIConnectionError, APIError } from 'openai'
import { BotError } from '../../src/errors.ts'
import { toBotError } from './errors.ts'

const MAX_BYTES = 8_000_000
const TIMEOUT_MS = 20_000

export interface Page {
  readonly json: unknown
  /** In characters. */
  readonly size: number
}

/** @throws BotError with a `model-…` code, also for a page that is not JSON or larger than 8 MB */
export async function fetchJson(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Page> {
  const { response, text } = await load(url, headers, signal).catch(error => {
    throw reasonOf(error, signal)
  })
  if (!response.ok) {
    throw toBotError(
      APIError.generate(response.status, undefined, text.slice(0, 200), response.headers),
    )
  }
  try {
    return { json: JSON.parse(text), size: text.length }
  } catch (cause) {
    throw new BotError('model-garbled', `${url} did not send JSON`, { cause })
  }
}

async function load(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal) {
  const response = await fetch(url, {
    headers,
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  })
  return { response, text: await readText(response) }
}

function reasonOf(error: unknown, asked: AbortSignal): BotError {
  if (error instanceof BotError) return error
  if (asked.aborted) return new BotError('stopped', 'aborted', { cause: error })
  const { name, message } = error as Error
  return name === 'TimeoutError'
    ? new BotError('model-timeout', message, { cause: error })
    : toBotError(new APIConnectionError({ cause: error as Error }))
}

async function readText({ body }: Response): Promise<string> {
  if (!body) return ''
  let text = ''
  const pieces = body.pipeThrough(new TextDecoderStream())
  for await (const piece of pieces as unknown as AsyncIterable<string>) {
    text += piece
    if (text.length > MAX_BYTES) throw new BotError('model-garbled', 'a model list of over 8 MB')
  }
  return text
}
