import type { Dialect } from './dialects.ts'
import type { Refusal } from './provider-error.ts'

const openAiWords: Readonly<Record<number, string>> = {
  400: 'We could not parse the JSON body of your request.',
  401: 'Incorrect API key provided: sk-emul****. You can find your API key at https://platform.openai.com/account/api-keys.',
  402: 'Payment required.',
  403: 'Country, region, or territory not supported',
  404: 'The model does not exist or you do not have access to it.',
  408: 'Request timed out.',
  409: 'The request conflicts with another one.',
  413: 'Request entity too large',
  429: 'Rate limit reached for requests per minute (RPM): Limit 3, Used 3, Requested 1. Please try again in 20s.',
  500: 'The server had an error while processing your request. Sorry about that!',
  502: 'Bad gateway.',
  503: 'The engine is currently overloaded, please try again later',
  529: 'Overloaded',
}

const openRouterWords: Readonly<Record<number, string>> = {
  401: 'User not found.',
  402: 'This request requires more credits, or fewer max_tokens. You requested up to 4096 tokens, but can only afford 12. To increase, visit https://openrouter.ai/settings/credits and upgrade to a paid account',
  403: 'openai/gpt-5 requires moderation on OpenAI. Your input was flagged for "violence". No credits were charged.',
  404: 'No endpoints found for the requested model.',
  408: 'Request timed out',
  502: 'Provider returned error',
  503: 'No instances available',
}

const codes: Readonly<Record<number, string>> = {
  401: 'invalid_api_key',
  403: 'unsupported_country_region_territory',
  404: 'model_not_found',
  429: 'rate_limit_exceeded',
}

interface Scripted {
  readonly status: number
  readonly errorMessage?: string
  readonly errorCode?: string
}

/** The words with which a provider reports a status, unless the script has its own. */
export function toScriptedRefusal(dialect: Dialect, scripted: Scripted): Refusal {
  const { status } = scripted
  const quota = scripted.errorCode === 'insufficient_quota'
  const words =
    (dialect === 'openrouter' ? openRouterWords[status] : undefined) ?? openAiWords[status]
  return {
    status,
    message: scripted.errorMessage ?? (quota ? quotaWords : (words ?? `Status ${status}`)),
    code: scripted.errorCode ?? codes[status] ?? null,
    ...(quota && { type: 'insufficient_quota' }),
    ...(dialect === 'openrouter' && upstreamMetadata(status)),
  }
}

const quotaWords =
  'You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.'

function upstreamMetadata(status: number): Pick<Refusal, 'metadata'> {
  if (status === 403) {
    return {
      metadata: {
        reasons: ['violence'],
        flagged_input: 'the flagged part of the input',
        provider_name: 'OpenAI',
        model_slug: 'openai/gpt-5',
      },
    }
  }
  if (status !== 429 && status !== 502) return {}
  const raw = status === 429 ? 'temporarily rate-limited upstream' : 'upstream connect error'
  return { metadata: { raw, provider_name: 'Upstream' } }
}
