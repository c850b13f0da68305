import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'
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
  529: 'model-overloaded',
}

/** Providers say the precise reason in words or in `code`, under statuses that mean several things. */
const signs: readonly (readonly [ModelErrorCode, RegExp])[] = [
  [
    'model-too-long',
    /context_length|context length|context limit|maximum context|maximum prompt length|maximum number of tokens|too many tokens|prompt is too long/i,
  ],
  ['model-no-credit', /insufficient_quota|insufficient credits|billing_|credit balance/i],
  ['model-refused', /content_policy|content policy|content_filter|moderation|safety/i],
  ['model-overloaded', /overloaded|capacity/i],
  ['model-unknown', /not a valid model id|model_not_found|does not exist/i],
  ['model-bad-key', /invalid_api_key|incorrect api key|api key not valid/i],
]

/** Any failure of the SDK, the network or the provider as one of the typed ones. */
export function toBotError(error: unknown): BotError {
  if (error instanceof BotError) return error
  if (error instanceof APIUserAbortError) return failure('stopped', error)
  if (error instanceof APIConnectionTimeoutError) return failure('model-timeout', error)
  if (error instanceof APIConnectionError) return failure('model-unavailable', error)
  if (error instanceof APIError) return fromApi(error)
  if (error instanceof SyntaxError) return failure('model-garbled', error)
  return failure('model-cut', error)
}

function fromApi(error: APIError): BotError {
  const facts = `${error.code ?? ''} ${error.type ?? ''} ${error.message}`
  const status = error.status ?? Number(error.code ?? Number.NaN)
  const byWords = status === 401 ? undefined : signs.find(([, pattern]) => pattern.test(facts))?.[0]
  return failure(byWords ?? byStatus(status), error, retryAfter(error.headers))
}

function byStatus(status: number): ModelErrorCode {
  const known = statuses[status]
  if (known) return known
  if (status >= 500) return 'model-unavailable'
  // in the middle of a stream there is none
  return status >= 400 ? 'model-bad-request' : 'model-cut'
}

function failure(
  code: ModelErrorCode | 'stopped',
  error: unknown,
  retryAfterMs?: number,
): BotError {
  // providers repeat parts of a key that they refuse
  if (code === 'model-bad-key') return new BotError(code, 'the key was refused')
  const message = error instanceof Error ? error.message : String(error)
  return new BotError(code, message, {
    cause: error,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  })
}

/** Seconds or an HTTP date. */
function retryAfter(headers: Headers | undefined): number | undefined {
  const value = headers?.get('retry-after')
  if (!value) return undefined
  const seconds = Number(value)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now()
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}
