import type { IncomingHttpHeaders } from 'node:http'
import type { Dialect } from './dialects.ts'
import type { ProviderModel } from './models.ts'
import type { Refusal } from './provider-error.ts'

/** The key as this dialect expects it. */
export function readKey(
  dialect: Dialect,
  headers: IncomingHttpHeaders,
  query: URLSearchParams,
): string | undefined {
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
  if (dialect === 'anthropic') return bearer ?? single(headers['x-api-key'])
  if (dialect === 'google') {
    return bearer ?? single(headers['x-goog-api-key']) ?? query.get('key') ?? undefined
  }
  return bearer
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

/** What the provider says to a wrong key, or to none. */
export function refuseKey(dialect: Dialect, key: string | undefined): Refusal {
  const masked = key ? `${key.slice(0, 4)}****${key.slice(-2)}` : ''
  const code = 'invalid_api_key'
  switch (dialect) {
    case 'openrouter':
      return { status: 401, message: key ? 'User not found.' : 'No auth credentials found' }
    case 'anthropic':
      return { status: 401, message: key ? 'invalid x-api-key' : 'x-api-key header is required' }
    case 'google':
      // Google answers a wrong key with 400, not with 401.
      return key
        ? { status: 400, message: 'API key not valid. Please pass a valid API key.', code }
        : { status: 400, message: 'Missing or invalid Authorization header.' }
    case 'xai': {
      // So does xAI.
      const hint = 'You can obtain an API key from https://console.x.ai.'
      if (!key) return { status: 401, message: `No API key provided. ${hint}` }
      return { status: 400, message: `Incorrect API key provided: ${masked}. ${hint}` }
    }
    case 'openai':
    case 'compatible': {
      const hint = 'You can find your API key at https://platform.openai.com/account/api-keys.'
      const words = key
        ? `Incorrect API key provided: ${masked}. ${hint}`
        : `You didn't provide an API key. ${hint}`
      return { status: 401, message: words, code: key ? code : null }
    }
    default:
      return dialect satisfies never
  }
}

/** The model that a call means, if the provider has it. */
export function findModel(
  dialect: Dialect,
  models: readonly ProviderModel[],
  asked: string,
): ProviderModel | undefined {
  const id = dialect === 'google' ? asked.replace(/^models\//, '') : asked
  return models.find(model => model.id === id || model.aliases?.includes(id))
}

/** What the provider says about a model it does not have (`wasKnown`: any more). */
export function refuseModel(dialect: Dialect, asked: string, wasKnown: boolean): Refusal {
  const code = 'model_not_found'
  switch (dialect) {
    case 'openrouter':
      return wasKnown
        ? { status: 404, message: `No endpoints found for ${asked}.` }
        : { status: 400, message: `${asked} is not a valid model ID` }
    case 'anthropic':
      return { status: 404, message: `model: ${asked}` }
    case 'google': {
      const version = 'is not found for API version v1main, or is not supported for generateContent'
      return { status: 404, message: `models/${asked.replace(/^models\//, '')} ${version}.` }
    }
    case 'xai':
      return {
        status: 404,
        message: `The model ${asked} does not exist or your team does not have access to it. Please ensure you're using the correct API key.`,
      }
    case 'openai':
    case 'compatible':
      return {
        status: 404,
        message: `The model \`${asked}\` does not exist or you do not have access to it.`,
        code,
      }
    default:
      return dialect satisfies never
  }
}
