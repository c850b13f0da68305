import type { Dialect } from './dialects.ts'

/** What is wrong with a request, in words that every dialect then puts into its own body. */
export interface Refusal {
  readonly status: number
  readonly message: string
  readonly code?: string | null
  readonly param?: string | null
  readonly type?: string
  /** OpenRouter: what the upstream said. */
  readonly metadata?: Readonly<Record<string, unknown>>
}

export function toErrorBody(dialect: Dialect, refusal: Refusal): unknown {
  switch (dialect) {
    case 'openrouter':
      return openRouterBody(refusal)
    case 'anthropic':
      return { error: { ...openAiError(refusal), type: anthropicType(refusal.status) } }
    case 'google':
      // Google's compatible API wraps its error in an array, where SDKs do not look for it.
      return [googleBody(refusal)]
    case 'xai':
      return { code: xaiCode(refusal.status), error: refusal.message }
    case 'openai':
    case 'compatible':
      return { error: openAiError(refusal) }
    default:
      return dialect satisfies never
  }
}

/** The body of the lists that only the makers' own APIs have. */
export function toNativeErrorBody(dialect: Dialect, refusal: Refusal): unknown {
  if (dialect === 'google') return googleBody(refusal)
  if (dialect !== 'anthropic') return toErrorBody(dialect, refusal)
  return {
    type: 'error',
    error: { type: anthropicType(refusal.status), message: refusal.message },
    request_id: 'req_011CEmulated',
  }
}

function openAiError(refusal: Refusal) {
  return {
    message: refusal.message,
    type: refusal.type ?? openAiType(refusal.status),
    param: refusal.param ?? null,
    code: refusal.code ?? null,
  }
}

function openAiType(status: number): string {
  if (status === 429) return 'requests'
  return status >= 500 ? 'server_error' : 'invalid_request_error'
}

function openRouterBody(refusal: Refusal) {
  const { message, status, metadata } = refusal
  const error = metadata ? { message, code: status, metadata } : { message, code: status }
  return status === 401 ? { error } : { error, user_id: 'user_emulated' }
}

function googleBody({ status, message, code }: Refusal) {
  const details =
    code === 'invalid_api_key'
      ? [
          {
            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
            reason: 'API_KEY_INVALID',
            domain: 'googleapis.com',
            metadata: { service: 'generativelanguage.googleapis.com' },
          },
        ]
      : undefined
  return { error: { code: status, message, status: googleStatus(status), details } }
}

function googleStatus(status: number): string {
  const names: Readonly<Record<number, string>> = {
    401: 'UNAUTHENTICATED',
    403: 'PERMISSION_DENIED',
    404: 'NOT_FOUND',
    409: 'ABORTED',
    429: 'RESOURCE_EXHAUSTED',
    500: 'INTERNAL',
    503: 'UNAVAILABLE',
    504: 'DEADLINE_EXCEEDED',
  }
  return names[status] ?? (status < 500 ? 'INVALID_ARGUMENT' : 'INTERNAL')
}

function anthropicType(status: number): string {
  const names: Readonly<Record<number, string>> = {
    401: 'authentication_error',
    402: 'billing_error',
    403: 'permission_error',
    404: 'not_found_error',
    413: 'request_too_large',
    429: 'rate_limit_error',
    504: 'timeout_error',
    529: 'overloaded_error',
  }
  return names[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error')
}

function xaiCode(status: number): string {
  const names: Readonly<Record<number, string>> = {
    401: 'Unauthenticated',
    403: 'The caller does not have permission to execute the specified operation',
    404: 'Some requested entity was not found',
    408: 'The deadline expired before the operation could complete',
    429: 'Some resource has been exhausted',
    503: 'The service is currently unavailable',
  }
  return names[status] ?? (status < 500 ? 'Client specified an invalid argument' : 'Internal error')
}
