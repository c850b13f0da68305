import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKeyring, fingerprintOf, keyIdOf } from '../../../src/lib/keyring.ts'

const newKey = () => randomBytes(32).toString('base64')
const [first, second] = [newKey(), newKey()]
const BOUND = '["slack:T1","openai"]'

describe('a keyring', () => {
  it('opens what it sealed, whatever it was', () => {
    const ring = createKeyring([first])

    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (secret, bound) => {
        expect(ring.open(ring.seal(secret, bound), bound)).toBe(secret)
      }),
    )
  })

  it('never seals the same twice, nor shows what it sealed', () => {
    const ring = createKeyring([first])
    const sealed = Array.from({ length: 100 }, () => ring.seal('sk-secret', BOUND))

    expect(new Set(sealed).size).toBe(100)
    expect(sealed.join()).not.toContain('sk-secret')
    expect(sealed.join()).not.toContain(Buffer.from('sk-secret').toString('base64url'))
  })

  it('seals with the newest key and opens with any', () => {
    const old = createKeyring([first]).seal('sk-secret', BOUND)
    const ring = createKeyring([second, first])

    expect(ring.open(old, BOUND)).toBe('sk-secret')
    expect(keyIdOf(ring.seal('sk-secret', BOUND))).toBe(ring.newestId)
    expect(keyIdOf(old)).not.toBe(ring.newestId)
  })

  it('opens nothing with another key', () => {
    const sealed = createKeyring([first]).seal('sk-secret', BOUND)

    expect(createKeyring([second]).open(sealed, BOUND)).toBeUndefined()
    expect(createKeyring([]).open(sealed, BOUND)).toBeUndefined()
  })

  it('opens nothing that was moved to another workspace or provider', () => {
    const ring = createKeyring([first])
    const sealed = ring.seal('sk-secret', BOUND)

    expect(ring.open(sealed, '["slack:T2","openai"]')).toBeUndefined()
    expect(ring.open(sealed, '["slack:T1","anthropic"]')).toBeUndefined()
  })

  it('opens nothing of which a single bit was changed', () => {
    const ring = createKeyring([first])
    const [version, id, body = ''] = ring.seal('sk-secret', BOUND).split('.')
    const bytes = Buffer.from(body, 'base64url')

    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const text = [version, id, changed.toString('base64url')].join('.')
      expect(ring.open(text, BOUND)).toBeUndefined()
    }
  })

  it.each(['', '.', '1..', `1.${createKeyring([first]).newestId}.AAAA`, '2.x.y', 'junk'])(
    'opens no junk: “%s”',
    junk => {
      expect(createKeyring([first]).open(junk, BOUND)).toBeUndefined()
    },
  )

  it('without a key seals nothing', () => {
    expect(() => createKeyring([]).seal('sk-secret', BOUND)).toThrow('no key')
  })
})

it('tells secrets apart by a fingerprint that holds none of them', () => {
  expect(fingerprintOf('sk-1')).toMatch(/^[0-9a-f]{8}$/)
  expect(fingerprintOf('sk-1')).toBe(fingerprintOf('sk-1'))
  expect(fingerprintOf('sk-1')).not.toBe(fingerprintOf('sk-2'))
})
