import { LogLevel, type Logger as SdkLogger } from '@slack/bolt'
import type { Logger } from 'pino'

const say = (parts: readonly unknown[]): string =>
  parts.map(part => (part instanceof Error ? part.message : String(part))).join(' ')

/**
 * The SDK's lines in our log. Its `debug` lines hold what people wrote, and socket addresses with tickets, so they
 * are left out; from `warn` up the message is a constant.
 */
export function toSdkLog(log: Logger): SdkLogger {
  return {
    debug: () => {},
    info: (...parts) => log.debug(say(parts)),
    warn: (...parts) => log.warn({ detail: say(parts) }, 'Slack SDK warns'),
    error: (...parts) => log.error({ detail: say(parts) }, 'Slack SDK failed'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  }
}
