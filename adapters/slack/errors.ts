import { webApi } from '@slack/bolt'
import { BotError, type ChatErrorCode } from '../../src/errors.ts'

const { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } = webApi

/** The connection broke where Slack may or may not have done what it was asked. */
export class UnclearError extends Error {
  override readonly name = 'UnclearError'
}

/** Slack's own word for what went wrong, '' where the call did not get that far. */
export const slackCode = (error: unknown): string =>
  error instanceof WebAPIPlatformError ? error.data.error : ''

export const retryAfterMs = (error: unknown): number | undefined =>
  error instanceof WebAPIRateLimitedError ? error.retryAfter * 1000 : undefined

const lasting = new Set([
  'unknown_method',
  'method_deprecated',
  'feature_disabled',
  'feature_not_enabled',
  'missing_scope',
  'not_allowed_token_type',
  'team_access_not_granted',
  'access_denied',
])

/** This app in this workspace cannot do it, and will not be able to next time. */
export const isLastingRefusal = (code: string): boolean => lasting.has(code)

const passing = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'accesslimited',
])

/** Whether the same call may well work in a moment. */
export function isPassing(error: unknown): boolean {
  if (error instanceof WebAPIRequestError) return true
  if (error instanceof WebAPIHTTPError) return error.statusCode >= 500
  return passing.has(slackCode(error))
}

const neverSent = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ECONNABORTED/

/** Whether Slack certainly has not done what it was asked. */
export function neverArrived(error: unknown): boolean {
  if (!(error instanceof WebAPIRequestError)) return slackCode(error) !== ''
  const cause = error.original.cause
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return neverSent.test(code)
}

const codes: Readonly<Record<string, ChatErrorCode>> = {
  not_in_channel: 'chat-forbidden',
  restricted_action: 'chat-forbidden',
  restricted_action_thread_locked: 'chat-forbidden',
  missing_scope: 'chat-forbidden',
  no_permission: 'chat-forbidden',
  cannot_dm_bot: 'chat-forbidden',
  user_not_in_channel: 'chat-forbidden',
  access_denied: 'chat-forbidden',
  channel_not_found: 'chat-gone',
  is_archived: 'chat-gone',
  message_not_found: 'chat-gone',
  thread_not_found: 'chat-gone',
  user_not_found: 'chat-gone',
  user_disabled: 'chat-gone',
  invalid_auth: 'chat-unavailable',
  account_inactive: 'chat-unavailable',
  token_revoked: 'chat-unavailable',
  not_authed: 'chat-unavailable',
  ratelimited: 'chat-rate-limited',
  rate_limited: 'chat-rate-limited',
}

/** No error of the SDK leaves this folder. */
export function toBotError(error: unknown): BotError {
  if (error instanceof BotError) return error
  const waitMs = retryAfterMs(error)
  if (waitMs !== undefined) {
    const options = { cause: error, retryAfterMs: waitMs }
    return new BotError('chat-rate-limited', 'Slack asks us to wait', options)
  }
  const slack = slackCode(error)
  if (slack !== '' && !isPassing(error)) {
    return new BotError(codes[slack] ?? 'chat-rejected', `Slack: ${slack}`, { cause: error })
  }
  return new BotError('chat-unavailable', 'Slack cannot be reached', { cause: error })
}
