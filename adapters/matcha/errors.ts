import { BotError, type ModelErrorCode } from '../../src/errors.ts'

const statuses: Readonly<Record<number, ModelErrorCode>> = {
  400: 'model-bad-request',
  401: 'model-bad-key',
  402: 'model-no-credit',
  403: 'model-forbidden',
  404: 'model-unknown',
  408: 'model-timeout',
  413: 'model-too-long',
  422: 'model-bad-request',
  429: 'model-rate-limited',
  503: 'model-overloaded',
  504: 'model-timeout',
}

/** The platform passes its makers' reasons on in words. */
const signs: readonly (readonly [ModelErrorCode, RegExp])[] = [
  ['model-too-long', /context.?length|context window|maximum context|too many tokens|too long/i],
  ['model-refused', /content.?policy|content.?filter|moderation/i],
  ['model-no-credit', /insufficient.?(quota|credits?)|credit balance/i],
]

const FACTS = 200

export function fromStatus(status: number, text: string, headers: Headers): BotError {
  const byWords = status === 401 ? undefined : signs.find(([, sign]) => sign.test(text))?.[0]
  const code = byWords ?? statuses[status] ?? byRange(status)
  const retryAfterMs = retryAfter(headers.get('retry-after'))
  const words = code === 'model-bad-key' ? 'the key was refused' : text.slice(0, FACTS)
  return new BotError(code, `MatchaAI: ${status} ${words}`, {
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  })
}

/** A failure that comes with status 200. */
export function fromWords(words: string): BotError {
  const code = signs.find(([, sign]) => sign.test(words))?.[0] ?? 'model-unavailable'
  return new BotError(code, `MatchaAI: ${words.slice(0, FACTS)}`)
}

const byRange = (status: number): ModelErrorCode =>
  status >= 500 ? 'model-unavailable' : 'model-bad-request'

/** Seconds or an HTTP date. */
function retryAfter(value: string | null): number | undefined {
  if (!value) return undefined
  const seconds = Number(value)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}
