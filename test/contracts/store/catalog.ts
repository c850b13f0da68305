import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../src/lib/new-id.ts'
import { type Feed, planRefresh } from '../../../src/models/plan-refresh.ts'
import type { CatalogModel, RouteFetch } from '../../../src/ports/catalog.ts'
import type { OfferedModel } from '../../../src/ports/llm.ts'
import type { Store } from '../../../src/ports/store.ts'
import { at, change, createWorkspace, model, type OpenStore, times } from './samples.ts'

export function describeCatalog(opened: () => OpenStore): void {
  const catalog = () => opened().store.catalog

  /** The catalog is shared by all workspaces: each test looks at its own provider. */
  let provider = ''
  let counter = 0
  const own = async () => (await catalog().all()).filter(found => found.provider === provider)
  const ids = async () => (await own()).map(({ id }) => id)
  const find = async (id: string) => (await catalog().all()).find(found => found.id === id)

  beforeEach(() => {
    provider = `maker-${counter++}`
  })

  describe('the catalog', () => {
    it('gives back all that was said of a model', async () => {
      const offered = model(`${provider}/full`, {
        route: provider,
        family: 'fam',
        version: '2026-01-01',
        contextWindow: 200_000,
        maxOutput: 64_000,
        inputModalities: ['text', 'image'],
        capabilities: ['vision', 'reasoning', 'code'],
        parameters: ['temperature', 'tools'],
        limits: { requestsPerMinute: 60, images: 4 },
        regions: ['eu'],
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
        successorId: `${provider}/next`,
        aliases: [`${provider}/full-2026-01-01`],
      })

      await refresh(catalog(), [offered], 0)

      expect(await find(offered.id)).toMatchObject({
        ...offered,
        status: 'deprecated',
        firstSeenAt: at(0),
        lastSeenAt: at(0),
      })
    })

    it('leaves out what was not said', async () => {
      await refresh(catalog(), [model(`${provider}/bare`)], 0)

      const found = await find(`${provider}/bare`)
      for (const name of ['prices', 'parameters', 'contextWindow', 'family', 'limits', 'regions']) {
        expect(found).not.toHaveProperty(name)
      }
    })

    it('updates a model and remembers since when it is known', async () => {
      await refresh(catalog(), [model(`${provider}/x`, { contextWindow: 1 })], 0)

      await refresh(catalog(), [model(`${provider}/x`, { name: 'New' })], 60)

      const found = await find(`${provider}/x`)
      expect(found).toMatchObject({ name: 'New', firstSeenAt: at(0), lastSeenAt: at(60) })
      expect(found).not.toHaveProperty('contextWindow')
    })

    it('keeps the order of the list', async () => {
      const wanted = times(20, index => `${provider}/${(index * 7) % 20}`)

      await refresh(
        catalog(),
        wanted.map(id => model(id)),
        0,
      )

      expect(await ids()).toEqual(wanted)
    })

    it('is filled by two processes at once, each model once', async () => {
      const rows = times(200, index => rowOf(model(`${provider}/${index}`)))

      await Promise.all(times(4, () => catalog().fill(rows)))

      expect(await ids()).toHaveLength(200)
    })

    it('says since when a model has cost what, newest first', async () => {
      const id = `${provider}/x`
      const priced = (input: bigint) => [
        model(id, { priceState: 'known', prices: { input, output: 2n } }),
      ]
      await refresh(catalog(), priced(2n), 0)
      await refresh(catalog(), priced(3n), 60)
      await refresh(catalog(), priced(3n), 120)

      expect(await catalog().priceVersions(id, 5)).toEqual([
        {
          modelId: id,
          validFrom: at(60),
          priceState: 'known',
          prices: { input: 3n, output: 2n },
        },
        { modelId: id, validFrom: at(0), priceState: 'known', prices: { input: 2n, output: 2n } },
      ])
    })

    it('has been seen whenever its route’s list was complete', async () => {
      const route = provider
      const models = [model(`${provider}/x`, { route })]
      await refresh(catalog(), models, 0)
      const stamp = await catalog().stamp()

      await refresh(catalog(), models, 60)
      await refresh(catalog(), models, 120, { isComplete: false })

      expect(await find(`${provider}/x`)).toMatchObject({ lastSeenAt: at(60) })
      expect(await catalog().stamp()).toBe(stamp)
      expect((await catalog().lastComplete()).get(route)).toBe(1)
    })
  })

  describe('a price that waits', () => {
    const waiting = async () => {
      const id = `${provider}/x`
      const priced = (input: bigint) => [
        model(id, { priceState: 'known', prices: { input, output: 2n } }),
      ]
      await refresh(catalog(), priced(1n), 0)
      await refresh(catalog(), priced(100n), 60)
      const found = await find(id)
      return { id, found, proposalId: found?.proposal?.id ?? '' }
    }

    it('leaves the old one in force until it is accepted', async () => {
      const { id, found, proposalId } = await waiting()
      const workspaceId = await createWorkspace(opened().store)
      expect(found).toMatchObject({
        prices: { input: 1n },
        proposal: { prices: { input: 100n, output: 2n }, reason: 'over-10x', isRefused: false },
      })

      await catalog().decidePrice(proposalId, true, workspaceId, change('accept price', id), at(90))

      const decided = await find(id)
      expect(decided).toMatchObject({ prices: { input: 100n, output: 2n } })
      expect(decided).not.toHaveProperty('proposal')
      expect((await catalog().priceVersions(id, 1))[0]).toMatchObject({ validFrom: at(90) })
      expect(await opened().store.workspaces.changes(workspaceId, 9)).toMatchObject([
        { action: 'accept price', target: id },
      ])
    })

    it('is decided once', async () => {
      const { id, proposalId } = await waiting()
      const workspaceId = await createWorkspace(opened().store)
      const decide = (isAccepted: boolean) =>
        catalog().decidePrice(proposalId, isAccepted, workspaceId, change('x', id), at(90))
      await decide(false)
      expect(await find(id)).toMatchObject({ prices: { input: 1n }, proposal: { isRefused: true } })
      await decide(true)

      await expect(decide(true)).rejects.toMatchObject({ code: 'conflict' })
    })
  })

  describe('a refresh', () => {
    const claim = (over: { startedAt: Date; occurrence?: string }, store: Store) =>
      store.catalog.claimRefresh({
        id: newId(),
        startedBy: 'test',
        leaseUntil: new Date(over.startedAt.getTime() + 60_000),
        ...over,
      })

    it('runs alone, among any number that start at once', async () => {
      const { store, another } = opened()
      const other = (await another?.()) ?? store
      const claims = await Promise.all(
        times(8, index => claim({ startedAt: at(0) }, index % 2 ? store : other)),
      )
      if (other !== store) await other.close()

      expect(claims.filter(outcome => outcome === 'claimed')).toHaveLength(1)
      expect(claims.filter(outcome => outcome === 'running')).toHaveLength(7)
    })

    it('that died is followed by another when its lease is over', async () => {
      const { store } = opened()
      await claim({ startedAt: at(1000) }, store)
      expect(await claim({ startedAt: at(1059) }, store)).toBe('running')

      expect(await claim({ startedAt: at(1061) }, store)).toBe('claimed')
    })

    it('loses its right to write with its lease', async () => {
      const { store } = opened()
      const id = newId()
      const late = at(5000)
      await store.catalog.claimRefresh({
        ...{ id, startedBy: 'test', startedAt: late, leaseUntil: late },
      })
      await store.catalog.dropRefresh(id, late)

      const writing = store.catalog.applyRefresh(id, late, [], known =>
        planRefresh({ known, feeds: [feedOf([model(`${provider}/late`)])], now: late }),
      )

      await expect(writing).rejects.toMatchObject({ code: 'conflict' })
      expect(await ids()).toEqual([])
    })

    it('of a timetable happens once, however late the second process is', async () => {
      const { store } = opened()
      const first = newId()
      const occurrence = '2031-01-01T00:00:00.000Z'
      const startedAt = new Date(occurrence)
      await store.catalog.claimRefresh({
        ...{ id: first, startedBy: 'timetable', startedAt, leaseUntil: startedAt, occurrence },
      })
      expect(await claim({ startedAt, occurrence }, store)).toBe('done')
      await store.catalog.dropRefresh(first, startedAt)

      expect(await claim({ startedAt, occurrence }, store)).toBe('done')
    })
  })

  it('knows when a list was last read without an error', async () => {
    const year2032 = new Date('2032-01-01T00:00:00.000Z')
    await refreshAt(catalog(), year2032, [], [{ route: 'openai', models: 3, isComplete: true }])
    await refreshAt(
      catalog(),
      new Date('2032-01-02T00:00:00.000Z'),
      [],
      [{ route: 'xai', models: 0, isComplete: false, error: 'model-bad-key' }],
    )

    expect(await catalog().lastSyncedAt()).toEqual(year2032)
  })
}

const feedOf = (models: readonly OfferedModel[], isComplete = true): Feed => ({
  route: models[0]?.route ?? '',
  models,
  names: models.map(({ id }) => id),
  isComplete,
  isFirst: false,
})

const rowOf = (offered: OfferedModel): CatalogModel => ({
  ...offered,
  ...{ status: 'active', displayOrder: 0, missed: 0, firstSeenAt: at(0), lastSeenAt: at(0) },
})

/** The list of one route, as a refresh takes it in. */
async function refresh(
  catalog: Store['catalog'],
  models: readonly OfferedModel[],
  seconds: number,
  { isComplete = true } = {},
): Promise<void> {
  const feed = feedOf(models, isComplete)
  const fetch = { route: feed.route, models: models.length, isComplete }
  await refreshAt(catalog, at(seconds), [feed], [fetch])
}

async function refreshAt(
  catalog: Store['catalog'],
  now: Date,
  feeds: readonly Feed[],
  fetches: readonly RouteFetch[],
): Promise<void> {
  const id = newId()
  const year3000 = new Date('3000-01-01T00:00:00.000Z')
  // whatever another test left running is dead by then
  await catalog.claimRefresh({ ...{ id, startedBy: 'test', startedAt: year3000, leaseUntil: now } })
  await catalog.applyRefresh(id, now, fetches, known => {
    const concerned = new Set(feeds.flatMap(({ models }) => models.map(model => model.provider)))
    const own = known.filter(({ provider }) => concerned.has(provider))
    return planRefresh({ known: own, feeds, now })
  })
}
