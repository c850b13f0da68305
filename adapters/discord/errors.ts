import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { BotError, type ChatErrorCode } from '../../src/errors.ts'

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export const codes = {
  unknownChannel: 10003,
  unknownMember: 10007,
  unknownMessage: 10008,
  unknownUser: 10013,
  unknownWebhook: 10015,
  unknownInteraction: 10062,
  oldEdits: 30046,
  alreadyAcknowledged: 40060,
  missingAccess: 50001,
  cannotSendToUser: 50007,
  missingPermissions: 50013,
  wrongChannelType: 50024,
  invalidToken: 50027,
  archivedThread: 50083,
  cannotReplyWithoutHistory: 160002,
  threadExists: 160004,
} as const

const byCode: Readonly<Record<number, ChatErrorCode>> = {
  10003: 'chat-gone',
  10004: 'chat-gone',
  10007: 'chat-gone',
  10008: 'chat-gone',
  10013: 'chat-gone',
  10015: 'chat-gone',
  10062: 'chat-gone',
  50027: 'chat-gone',
  30046: 'chat-rate-limited',
  50001: 'chat-forbidden',
  50007: 'chat-forbidden',
  50013: 'chat-forbidden',
  50083: 'chat-forbidden',
}

/** What is kept of an SDK's error: its body and URL hold people's text and interaction tokens. */
class DiscordFailure extends Error {
  override readonly name = 'DiscordFailure'
  readonly status: number
  readonly code: number

  constructor(message: string, given: { status: number; code: number }) {
    super(message)
    this.status = given.status
    this.code = given.code
  }
}

export function toBotError(error: unknown): BotError {
  if (error instanceof BotError) return error
  if (error instanceof RateLimitError) {
    return new BotError('chat-rate-limited', 'Discord is slowing us down', {
      retryAfterMs: error.retryAfter,
    })
  }
  const cause = toFailure(error)
  return new BotError(codeFor(cause), cause.message, { cause })
}

/** Discord's own code of what went wrong, 0 where there is none. */
export function codeOf(error: unknown): number {
  const cause = error instanceof BotError ? error.cause : undefined
  return cause instanceof DiscordFailure ? cause.code : 0
}

function toFailure(error: unknown): DiscordFailure {
  if (error instanceof DiscordAPIError) {
    return new DiscordFailure(error.message, { status: error.status, code: Number(error.code) })
  }
  if (error instanceof HTTPError) {
    return new DiscordFailure(error.message, { status: error.status, code: 0 })
  }
  const message = error instanceof Error ? error.message : String(error)
  return new DiscordFailure(message, { status: 0, code: 0 })
}

function codeFor({ status, code }: DiscordFailure): ChatErrorCode {
  const known = byCode[code]
  if (known) return known
  if (status === 403) return 'chat-forbidden'
  if (status === 404) return 'chat-gone'
  if (status === 429) return 'chat-rate-limited'
  return status >= 400 && status < 500 && status !== 401 ? 'chat-rejected' : 'chat-unavailable'
}
