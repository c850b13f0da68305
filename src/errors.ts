import { type Card, say } from './ui/card.ts'

/** Everything that goes wrong on purpose. A new code does not compile until it has a policy below. */
export type ErrorCode =
  | 'unknown-command'
  | 'bad-option'
  | 'unknown-model'
  | 'not-allowed'
  | 'unauthenticated'
  | 'not-found'
  | 'too-fast'
  | 'conflict'
  | 'no-model'
  | 'no-price'
  | 'over-budget'
  | 'paused'
  | 'stopped'
  | 'shutting-down'
  | ModelErrorCode
  | ChatErrorCode
  | StoreErrorCode

/** Why a model call failed. Every provider's failures become one of these. */
export type ModelErrorCode =
  | 'model-bad-key'
  | 'model-no-credit'
  | 'model-forbidden'
  | 'model-unknown'
  | 'model-rate-limited'
  | 'model-overloaded'
  | 'model-unavailable'
  | 'model-timeout'
  | 'model-too-long'
  | 'model-refused'
  | 'model-bad-request'
  | 'model-garbled'
  | 'model-cut'
  | 'model-empty'
  | 'model-unfit'

export type ChatErrorCode =
  | 'chat-unavailable'
  | 'chat-forbidden'
  | 'chat-gone'
  | 'chat-rate-limited'
  | 'chat-rejected'

export type StoreErrorCode = 'store-unavailable' | 'store-read-only' | 'store-full' | 'store-busy'

export interface BotErrorOptions extends ErrorOptions {
  /** How long the other side asked to be left alone. */
  readonly retryAfterMs?: number
  /** What is wrong with which field of a form. */
  readonly fields?: Readonly<Record<string, string>>
}

/** The only error thrown on purpose. `message` is for the log, and for the person where the policy says so. */
export class BotError extends Error {
  override readonly name = 'BotError'
  readonly code: ErrorCode
  readonly retryAfterMs: number | undefined
  readonly fields: Readonly<Record<string, string>> | undefined

  constructor(code: ErrorCode, message: string, options: BotErrorOptions = {}) {
    super(message, options)
    this.code = code
    this.retryAfterMs = options.retryAfterMs
    this.fields = options.fields
  }
}

type Level = 'info' | 'warn' | 'error'

interface Policy {
  readonly level: Level
  readonly tell: (error: BotError) => string
}

const itself = (error: BotError): string => error.message
const always = (sentence: string) => (): string => sentence

const policies: Readonly<Record<ErrorCode, Policy>> = {
  'unknown-command': { level: 'info', tell: itself },
  'bad-option': { level: 'info', tell: itself },
  'unknown-model': { level: 'info', tell: itself },
  'not-allowed': { level: 'info', tell: itself },
  unauthenticated: { level: 'info', tell: itself },
  'not-found': { level: 'info', tell: itself },
  'too-fast': { level: 'info', tell: itself },
  conflict: { level: 'info', tell: itself },
  'no-model': { level: 'warn', tell: itself },
  'no-price': { level: 'info', tell: itself },
  'over-budget': { level: 'info', tell: always('A budget has no room for this.') },
  paused: { level: 'info', tell: itself },
  stopped: { level: 'info', tell: always('Stopped.') },
  'shutting-down': {
    level: 'info',
    tell: always('Switchboard is restarting. Ask again in a minute.'),
  },
  'model-bad-key': {
    level: 'error',
    tell: always('The provider refused our key. An admin has to check it.'),
  },
  'model-no-credit': {
    level: 'error',
    tell: always('The account at the provider is out of credit. An admin has to top it up.'),
  },
  'model-forbidden': {
    level: 'error',
    tell: always('The provider does not let us use this model. Pick another one with /model.'),
  },
  'model-unknown': {
    level: 'error',
    tell: always('The provider does not know this model any more. Pick another one with /model.'),
  },
  'model-rate-limited': {
    level: 'warn',
    tell: always('The provider is getting too many questions from us. Try again in a minute.'),
  },
  'model-overloaded': {
    level: 'warn',
    tell: always(
      'The model is overloaded. Try again in a minute, or pick another one with /model.',
    ),
  },
  'model-unavailable': {
    level: 'error',
    tell: always('The provider cannot be reached. Try again in a minute.'),
  },
  'model-timeout': {
    level: 'warn',
    tell: always('The model did not answer in time. Try again, or pick another one with /model.'),
  },
  'model-too-long': {
    level: 'info',
    tell: always(
      'This is more text than the model can read. Shorten it, or pick one with a larger window.',
    ),
  },
  'model-refused': {
    level: 'info',
    tell: always('The provider’s content policy refused this question.'),
  },
  'model-bad-request': {
    level: 'error',
    tell: always('The provider did not accept the request. Tell an admin.'),
  },
  'model-garbled': {
    level: 'error',
    tell: always('The provider sent something that is not an answer. Try again.'),
  },
  'model-cut': {
    level: 'warn',
    tell: always('The connection to the provider broke before the answer was complete.'),
  },
  'model-empty': { level: 'warn', tell: always('The model sent an empty answer. Try again.') },
  'model-unfit': {
    level: 'warn',
    tell: always(
      'The model’s output did not have the form that was asked for, even after a repair. Try again, or pick another one with /model.',
    ),
  },
  'chat-unavailable': { level: 'error', tell: always('That could not be posted. Try again.') },
  'chat-forbidden': {
    level: 'warn',
    tell: always('The bot is not allowed to write there. Invite it to the channel first.'),
  },
  'chat-gone': { level: 'info', tell: always('That channel or message is gone.') },
  'chat-rate-limited': {
    level: 'warn',
    tell: always('The chat is slowing us down. Try again soon.'),
  },
  'chat-rejected': { level: 'error', tell: always('That could not be shown. Tell an admin.') },
  'store-unavailable': {
    level: 'error',
    tell: always('The database cannot be reached. Nothing was changed; try again in a minute.'),
  },
  'store-read-only': {
    level: 'error',
    tell: always('The database cannot be written. Nothing was changed; tell an admin.'),
  },
  'store-full': {
    level: 'error',
    tell: always('The disk of the database is full. Nothing was changed; tell an admin.'),
  },
  'store-busy': { level: 'warn', tell: always('The database is busy. Try again in a moment.') },
}

export interface Explanation {
  readonly level: Level
  readonly sentence: string
  readonly fields?: Readonly<Record<string, string>>
}

/** What the log and the person learn from anything thrown. `reference` finds the log line. */
export function explain(error: unknown, reference: string): Explanation {
  if (!(error instanceof BotError)) {
    return { level: 'error', sentence: `Something broke. Tell an admin: \`${reference}\`` }
  }
  const { level, tell } = policies[error.code]
  const sentence = tell(error)
  return {
    level,
    sentence: level === 'info' ? sentence : `${sentence} (\`${reference}\`)`,
    ...(error.fields && { fields: error.fields }),
  }
}

export const explainAsCard = (error: unknown, reference: string): Card =>
  say(explain(error, reference).sentence)
