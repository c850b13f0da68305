import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { beforeEach, describe, expect, it } from 'vitest'
import { createMemoryClock } from '../../adapters/memory/index.ts'
import { createKeyring, fingerprintOf, keyIdOf } from '../../src/lib/keyring.ts'
import { boundTo } from '../../src/models/bound-to.ts'
import { prepareKeys } from '../../src/prepare-keys.ts'
import { openTestStore, type TestStore } from '../support/open-test-store.ts'

const newKey = () => randomBytes(32).toString('base64')
const [old, young] = [newKey(), newKey()]
const actor = { id: 'ada', name: 'Ada' }
const places = [
  { workspaceId: 'slack:T1', route: 'openai' },
  { workspaceId: 'slack:T1', route: 'xai' },
  { workspaceId: 'discord:7', route: 'openai' },
]

let test: TestStore
const lines: string[] = []
const log = pino({}, { write: line => void lines.push(line) })
const sealed = () => test.rows('SELECT * FROM ProviderKey ORDER BY workspaceId, route')

beforeEach(async () => {
  test = await openTestStore(createMemoryClock())
  lines.length = 0
  for (const place of places) {
    const secret = `sk-${place.workspaceId}-${place.route}`
    await test.store.keys.set(
      {
        ...place,
        sealed: createKeyring([old]).seal(secret, boundTo(place)),
        fingerprint: fingerprintOf(secret),
        setBy: actor,
        setAt: new Date('2026-11-24T12:00:00Z'),
      },
      { actor, action: 'set key', target: place.route, details: {} },
    )
  }
})

/** The store stays open for the tests that follow. */
const prepare = (...keys: readonly string[]) =>
  prepareKeys({ ...test.store, close: async () => undefined }, createKeyring(keys), log)

describe('a start', () => {
  it('changes nothing with the key that everything is encrypted with', async () => {
    const before = sealed()
    await prepare(old)

    expect(sealed()).toEqual(before)
  })

  it('encrypts everything with a newer key, so that the old one can go', async () => {
    await prepare(young, old)

    const stored = await test.store.keys.all()
    const ring = createKeyring([young])
    expect(stored.map(key => keyIdOf(key.sealed))).toEqual(places.map(() => ring.newestId))
    expect(stored.map(key => ring.open(key.sealed, boundTo(key))).sort()).toEqual(
      places.map(({ workspaceId, route }) => `sk-${workspaceId}-${route}`).sort(),
    )
    expect(stored.map(({ setBy }) => setBy)).toEqual(places.map(() => actor))
    await expect(prepare(young)).resolves.toBeUndefined()
  })

  it('with another key ends with one clear line and changes nothing', async () => {
    const before = sealed()

    await expect(prepare(young)).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringMatching(
        /^ENCRYPTION_KEY: is not the right one\. Stored provider keys \(3\) .*Nothing was changed\.$/,
      ),
    })
    expect(sealed()).toEqual(before)
    await expect(prepare(old)).resolves.toBeUndefined()
  })

  it('without any key says that it is needed', async () => {
    await expect(prepare()).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringMatching(/^ENCRYPTION_KEY: must be set\. Stored provider keys \(3\)/),
    })
  })

  it('is not stopped by one key that was tampered with, and leaves it as it is', async () => {
    const [key] = await test.store.keys.all()
    if (!key) throw new Error('nothing stored')
    const tampered = `${key.sealed.slice(0, -1)}${key.sealed.endsWith('A') ? 'Q' : 'A'}`
    await test.store.keys.reseal(key, tampered)

    await prepare(young, old)

    const after = await test.store.keys.all()
    expect(after.filter(({ sealed: text }) => text === tampered)).toHaveLength(1)
    expect(lines.join()).toContain('stored provider key was changed')
  })
})
