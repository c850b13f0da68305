import type { Json } from './json.ts'
import { textAt } from './json.ts'

const holdMs = 300
const rememberMs = 60_000

/**
 * A mention arrives twice, as `message` and as `app_mention`, in any order and with the same `ts`. Only the first knows
 * the files, so it goes through at once and the other one is dropped; an `app_mention` that comes first waits a moment
 * for its twin and goes through alone where there is none (no `message.…` subscription for that kind of channel).
 * What Slack delivers again goes through again: the bot tells by the id.
 */
export function createTwins(deliver: (event: Json) => void) {
  const held = new Map<string, NodeJS.Timeout>()
  const seen = new Set<string>()
  const keyOf = (event: Json) => `${textAt(event, 'channel')} ${textAt(event, 'ts')}`

  function remember(key: string): void {
    seen.add(key)
    setTimeout(() => seen.delete(key), rememberMs).unref()
  }

  return {
    message(event: Json): void {
      const key = keyOf(event)
      clearTimeout(held.get(key))
      held.delete(key)
      if (textAt(event, 'text').includes('<@')) remember(key)
      deliver(event)
    },
    mention(event: Json): void {
      const key = keyOf(event)
      if (seen.has(key) || held.has(key)) return
      const release = () => {
        held.delete(key)
        deliver(event)
      }
      held.set(key, setTimeout(release, holdMs))
    },
  }
}
