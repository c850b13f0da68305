import { ConfigError } from './config.ts'
import { type Keyring, keyIdOf } from './lib/keyring.ts'
import type { Log } from './log.ts'
import { boundTo } from './models/bound-to.ts'
import type { StoredKey } from './ports/keys.ts'
import type { Store } from './ports/store.ts'

/**
 * Looks whether the stored keys can be opened, and encrypts with the newest key what an older one encrypted. Nothing is
 * ever thrown away.
 *
 * @throws ConfigError about `ENCRYPTION_KEY`
 */
export async function prepareKeys(store: Store, keyring: Keyring, log: Log): Promise<void> {
  const stored = await store.keys.all()
  if (stored.length === 0) return
  const foreign = stored.filter(({ sealed }) => !keyring.ids.includes(keyIdOf(sealed)))
  if (foreign.length > 0) {
    await store.close()
    throw new ConfigError(complaint(foreign, keyring))
  }
  for (const key of stored) await renew(store, keyring, log, key)
}

async function renew(store: Store, keyring: Keyring, log: Log, key: StoredKey): Promise<void> {
  const secret = keyring.open(key.sealed, boundTo(key))
  if (secret === undefined) {
    log.error({ workspace: key.workspaceId, route: key.route }, 'stored provider key was changed')
    return
  }
  if (keyIdOf(key.sealed) === keyring.newestId) return
  await store.keys.reseal(key, keyring.seal(secret, boundTo(key)))
}

function complaint(foreign: readonly StoredKey[], { newestId }: Keyring): string {
  const ids = [...new Set(foreign.map(({ sealed }) => keyIdOf(sealed)))].join(', ')
  const stored = `Stored provider keys (${foreign.length}) were encrypted with the key that has the id ${ids}.`
  const why = newestId === undefined ? 'must be set.' : 'is not the right one.'
  return `ENCRYPTION_KEY: ${why} ${stored} Put it into the list, the newest first. Nothing was changed.`
}
