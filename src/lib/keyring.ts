import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** Encrypts small secrets under the newest of some keys, and opens what any of them encrypted. */
export interface Keyring {
  /** Of the newest key; undefined when there is none. */
  readonly newestId: string | undefined
  readonly ids: readonly string[]
  /** Always another text for the same secret. @throws Error when there is no key */
  seal(secret: string, bound: string): string
  /** Undefined when its key is not here, when it was changed, or when it was bound to something else. */
  open(sealed: string, bound: string): string | undefined
}

const CIPHER = 'aes-256-gcm'
const VERSION = '1'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** @param keys of 32 bytes in base64, the newest first */
export function createKeyring(keys: readonly string[]): Keyring {
  const byId = new Map(keys.map(text => toKey(text)))
  const [newest] = byId
  return {
    newestId: newest?.[0],
    ids: [...byId.keys()],
    seal(secret, bound) {
      if (!newest) throw new Error('there is no key to encrypt with')
      const [id, key] = newest
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(bound))
      const parts = [nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]
      return [VERSION, id, Buffer.concat(parts).toString('base64url')].join('.')
    },
    open(sealed, bound) {
      const [version, id = '', body = ''] = sealed.split('.')
      const key = byId.get(id)
      if (version !== VERSION || !key) return undefined
      return decipher(key, Buffer.from(body, 'base64url'), bound)
    },
  }
}

function decipher(key: Buffer, bytes: Buffer, bound: string): string | undefined {
  const end = bytes.length - TAG_BYTES
  if (end < NONCE_BYTES) return undefined
  const opening = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  opening.setAAD(Buffer.from(bound)).setAuthTag(bytes.subarray(end))
  try {
    return (
      opening.update(bytes.subarray(NONCE_BYTES, end), undefined, 'utf8') + opening.final('utf8')
    )
  } catch {
    return undefined
  }
}

function toKey(text: string): readonly [string, Buffer] {
  const key = Buffer.from(text, 'base64')
  const id = createHash('sha256').update('switchboard key id').update(key).digest('hex').slice(0, 8)
  return [id, key]
}

/** The id of the key that something was encrypted with. */
export const keyIdOf = (sealed: string): string => sealed.split('.')[1] ?? ''

/** Tells two secrets apart without telling anything of them. */
export const fingerprintOf = (secret: string): string =>
  createHash('sha256').update('switchboard fingerprint').update(secret).digest('hex').slice(0, 8)
