import { type Logger, pino } from 'pino'

export type Log = Logger

/** From `warn` up the message is a constant and the facts are fields. No text a person typed, no token, ever. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    redact: ['*.token', '*.apiKey', '*.authorization', '*.headers', 'err.request', 'err.headers'],
  })
}
