import type { Json } from './entities.ts'

/** An answer that Discord gives instead of doing what was asked. */
export class ApiError extends Error {
  readonly status: number
  readonly code: number
  readonly errors: Json | undefined
  constructor(status: number, code: number, message: string, errors?: Json) {
    super(message)
    this.status = status
    this.code = code
    this.errors = errors
  }
}

const known: Readonly<Record<number, readonly [status: number, message: string]>> = {
  0: [404, '404: Not Found'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10014: [400, 'Unknown Emoji'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  10066: [404, 'Unknown application command permissions'],
  30032: [400, 'Maximum number of application commands reached (100)'],
  30034: [
    400,
    'Max number of daily application command creates has been reached (200). Please wait a while.',
  ],
  30046: [429, 'Maximum number of edits to messages older than 1 hour reached. Try again later'],
  40005: [413, 'Request entity too large'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50003: [403, 'Cannot execute action on a DM channel'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50008: [400, 'Cannot send messages in a non-text channel'],
  50013: [403, 'Missing Permissions'],
  50024: [400, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token'],
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  160002: [400, 'Cannot reply without permission to read message history'],
  160004: [400, 'A thread has already been created for this message'],
}

export function apiError(code: number): ApiError {
  const [status, message] = known[code] ?? [400, `Error ${code}`]
  return new ApiError(status, code, message)
}

const outsideCauses = new Set([
  10003, 10004, 10007, 10008, 10013, 10062, 10066, 30046, 50001, 50007, 50013, 50083, 160002,
  160004,
])

/** Whether the bot alone is to blame; a deleted channel or a lost permission is the test's doing. */
export function isViolation(error: ApiError): boolean {
  return error.status !== 429 && error.status < 500 && !outsideCauses.has(error.code)
}
