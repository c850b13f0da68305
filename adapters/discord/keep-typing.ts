import type { DiscordApi } from './api.ts'

export type TypingApi = Pick<DiscordApi, 'type'>

/** Discord shows it for ten seconds. */
const againMs = 8000

/** Shows that the bot is writing until the returned function is called. It is decoration: it never fails. */
export function keepTyping(api: TypingApi, channelId: string): () => void {
  const type = () => void api.type(channelId).catch(() => undefined)
  const timer = setInterval(type, againMs)
  timer.unref()
  type()
  return () => clearInterval(timer)
}
