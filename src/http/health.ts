import type { ChatPlatform } from '../ports/chat.ts'
import type { Store } from '../ports/store.ts'

export interface Health {
  readonly isReady: boolean
  /** `ok` or what is missing, by part. */
  readonly parts: Readonly<Record<string, string>>
}

/** Ready once the database answers and every configured platform is connected. */
export async function readHealth(store: Store, chats: readonly ChatPlatform[]): Promise<Health> {
  const database = await store.ping().then(
    () => 'ok',
    () => 'does not answer',
  )
  const connected = chats.map(chat => [chat.name, chat.isConnected() ? 'ok' : 'not connected'])
  const parts = { database, ...Object.fromEntries(connected) }
  return { isReady: Object.values(parts).every(state => state === 'ok'), parts }
}
