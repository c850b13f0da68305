import { APIConnectionError, APIError } from 'openai'
import { BotError } from '../../src/errors.ts'
import { toBotError } from './errors.ts'

const MAX_BYTES = 20_000_000
const TIMEOUT_MS = 20_000

/** @throws BotError with a `model-…` code, also for a page that is not JSON or larger than 20 MB */
export async function fetchJson(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<unknown> {
  const response = await fetch(url, {
    headers,
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  }).catch(cause => {
    throw toBotError(new APIConnectionError({ cause }))
  })
  const text = await readText(response)
  if (!response.ok) {
    throw toBotError(
      APIError.generate(response.status, undefined, text.slice(0, 200), response.headers),
    )
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new BotError('model-garbled', `${url} did not send JSON`, { cause })
  }
}

async function readText(response: Response): Promise<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    text += read.value
    if (text.length > MAX_BYTES) throw new BotError('model-garbled', 'a model list of over 20 MB')
  }
  return text
}
