import { type Logger, pino } from 'pino'

export type Log = Logger

/**
 * From `warn` up the message is a constant and the facts are fields. No text a person typed, no token, ever: `secrets`
 * are blotted out wherever they stand, since providers quote keys in their refusals.
 */
export function createLog(level: string, secrets: readonly string[] = []): Log {
  return pino({
    level,
    base: null,
    redact: ['*.token', '*.apiKey', '*.authorization', '*.headers', 'err.request', 'err.headers'],
    hooks: {
      streamWrite: line => secrets.reduce((text, secret) => text.replaceAll(secret, '***'), line),
    },
  })
}
