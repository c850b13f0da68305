import { beforeEach, describe, expect, it } from 'vitest'
import { at, model, type OpenStore, times } from './samples.ts'

export function describeCatalog(opened: () => OpenStore): void {
  const catalog = () => opened().store.catalog

  /** The catalog is shared by all workspaces: each test looks at its own provider. */
  let provider = ''
  let counter = 0
  const own = async () =>
    (await catalog().all()).filter(found => found.provider === provider).map(({ id }) => id)

  beforeEach(() => {
    provider = `maker-${counter++}`
  })

  describe('the catalog', () => {
    it('gives back all that was said of a model', async () => {
      const offered = model(`${provider}/full`, {
        family: 'fam',
        contextWindow: 200_000,
        maxOutput: 64_000,
        inputModalities: ['text', 'image'],
        capabilities: ['vision', 'reasoning'],
        parameters: ['temperature', 'tools'],
        priceState: 'known',
        prices: {
          input: 2n ** 53n + 1n,
          output: 10_000_000_000n,
          cacheRead: 0n,
          cacheWriteHour: 1n,
          audioInput: 2n,
          audioOutput: 3n,
          image: 1_238_400n,
          request: 5_000_000n,
          exceptions: [
            { aboveInputTokens: 200_000, input: 2n ** 53n + 3n, output: 0n },
            { fromUtc: '22:00', untilUtc: '08:00', cacheRead: 1n },
          ],
        },
        deprecatedOn: '2027-01-01',
        aliases: [`${provider}/full-2026-01-01`],
      })

      await catalog().save([offered], at(0))

      const found = (await catalog().all()).find(({ id }) => id === offered.id)
      expect(found).toMatchObject({
        ...offered,
        status: 'active',
        firstSeenAt: at(0),
        lastSeenAt: at(0),
      })
    })

    it('leaves out what was not said', async () => {
      await catalog().save([model(`${provider}/bare`)], at(0))

      const found = (await catalog().all()).find(({ id }) => id === `${provider}/bare`)
      for (const name of ['prices', 'parameters', 'contextWindow', 'family', 'deprecatedOn']) {
        expect(found).not.toHaveProperty(name)
      }
    })

    it('updates a model and remembers since when it is known', async () => {
      await catalog().save([model(`${provider}/x`, { contextWindow: 1 })], at(0))

      await catalog().save([model(`${provider}/x`, { name: 'New' })], at(60))

      const found = (await catalog().all()).find(({ id }) => id === `${provider}/x`)
      expect(found).toMatchObject({ name: 'New', firstSeenAt: at(0), lastSeenAt: at(60) })
      expect(found).not.toHaveProperty('contextWindow')
    })

    it('removes nothing', async () => {
      await catalog().save([model(`${provider}/a`), model(`${provider}/b`)], at(0))

      await catalog().save([model(`${provider}/b`)], at(60))
      await catalog().save([], at(90))

      expect((await own()).sort()).toEqual([`${provider}/a`, `${provider}/b`])
    })

    it('keeps the order of the list', async () => {
      const ids = times(20, index => `${provider}/${(index * 7) % 20}`)

      await catalog().save(
        ids.map(id => model(id)),
        at(0),
      )

      expect(await own()).toEqual(ids)
    })

    it('takes two thousand models at once', async () => {
      const models = times(2000, index => model(`${provider}/${index}`, { aliases: ['x/y'] }))

      await catalog().save(models, at(0))
      await catalog().save(models, at(1))

      expect(await own()).toHaveLength(2000)
    })

    it('takes several lists at the same time', async () => {
      const models = times(30, index => model(`${provider}/${index}`))

      await Promise.all(
        times(6, index => catalog().save(index % 2 ? models : [...models].reverse(), at(index))),
      )

      expect(await own()).toHaveLength(30)
    })
  })

  it('knows when a list was last read without an error', async () => {
    const year2030 = new Date('2030-01-01T00:00:00.000Z')
    const later = new Date('2030-01-02T00:00:00.000Z')

    await catalog().noteSync({ route: 'openai', at: year2030, models: 3 })
    await catalog().noteSync({ route: 'xai', at: later, models: 0, error: 'model-bad-key' })

    expect(await catalog().lastSyncedAt()).toEqual(year2030)
  })
}
