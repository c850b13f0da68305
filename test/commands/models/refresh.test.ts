import { describe, expect, it } from 'vitest'
import { toModel } from '../../../adapters/memory/index.ts'
import { BotError } from '../../../src/errors.ts'
import { succeed } from '../../../src/models/successor.ts'
import { changeCatalog } from '../../support/change-catalog.ts'
import { someModels, startBot } from '../../support/start.ts'

const general = { channelId: 'general' }
const HOUR = 3_600_000

/** A bot whose first refresh is behind it, so that what comes is news. */
async function refreshedBot() {
  const bot = await startBot()
  await bot.ada.type('/models refresh')
  const heard = () => bot.ada.sees().filter(text => text.startsWith('**The catalog changed.**'))
  const refresh = async () => {
    bot.clock.advance(HOUR)
    await bot.ada.type('/models refresh')
  }
  return { ...bot, heard, refresh }
}

const without = (id: string) => someModels.filter(model => model.id !== id)
const priced = (id: string, input: bigint, output: bigint) =>
  someModels.map(model => (model.id === id ? { ...model, prices: { input, output } } : model))

it('says that nothing is new where nothing is, and tells nobody', async () => {
  const { ada, heard, refresh } = await refreshedBot()

  await refresh()

  expect(ada.last(general)).toBe('**Refreshed:** nothing new.\n• demo: 4 models')
  expect(heard()).toEqual([])
})

it('opens no new model; the one message about it has a button that does', async () => {
  const { ada, ben, llm, heard, refresh } = await refreshedBot()
  llm.offers([...someModels, toModel('openai/gpt-6', { name: 'GPT-6' })])

  await refresh()

  expect(heard()).toHaveLength(1)
  expect(heard()[0]).toContain(
    '**New, closed to members**\n• **GPT-6** `openai/gpt-6`: $1.00/$2.00 · 128k',
  )
  await ben.type('/model gpt-6')
  expect(ben.last()).toContain('No enabled model is called “gpt-6”.')
  await ada.press('Enable GPT-6')
  await ben.type('/model gpt-6')
  expect(ben.last()).toContain('will use **GPT-6**')
})

it('cuts a long list, offers its models in a menu, and shows all of it page by page', async () => {
  const { ada, llm, heard, refresh } = await refreshedBot()
  const many = Array.from({ length: 18 }, (_, index) => toModel(`new/m${index}`))
  llm.offers([...someModels, ...many])

  await refresh()

  expect(heard()[0]).toContain('… and 12 more')
  await ada.press('See all')
  expect(ada.last()).toContain('**All 18 changes**')
  await ada.press('Next →')
  expect(ada.last()).toContain('`new/m17`')
  expect(ada.last()).toContain('Page 2 of 2')
})

it('writes nothing when it is a dry run', async () => {
  const { ada, llm, heard, rows } = await refreshedBot()
  llm.offers([...someModels, toModel('openai/gpt-6', { name: 'GPT-6' })])
  const before = rows('SELECT * FROM CatalogModel UNION ALL SELECT * FROM CatalogModel')
  const records = rows('SELECT * FROM Refresh')

  await ada.type('/models refresh dry-run')

  expect(ada.last(general)).toContain('**Dry run: nothing was written.** There would be 1 new.')
  expect(rows('SELECT * FROM CatalogModel UNION ALL SELECT * FROM CatalogModel')).toEqual(before)
  expect(rows('SELECT * FROM Refresh')).toEqual(records)
  expect(heard()).toEqual([])
})

it('shows a new price beside the old one, and counts by it', async () => {
  const { ada, llm, heard, refresh } = await refreshedBot()
  llm.offers(priced('openai/gpt-5', 3_000_000_000n, 6_000_000_000n))

  await refresh()

  expect(heard()[0]).toContain('**GPT-5** _(default)_ `openai/gpt-5`: $1.00/$2.00 → $3.00/$6.00')
  await ada.type('/models info gpt-5')
  expect(ada.last()).toContain('Price: $3.00 in · $6.00 out')
})

describe('A price that moves more than tenfold', () => {
  async function waiting() {
    const bot = await refreshedBot()
    bot.llm.offers(priced('openai/gpt-5', 30_000_000_000n, 60_000_000_000n))
    await bot.refresh()
    return bot
  }

  it('waits: the old one stays until an admin accepts it', async () => {
    const { ada, heard } = await waiting()
    expect(heard()[0]).toContain('$1.00/$2.00 → $30.00/$60.00')
    await ada.type('/models info gpt-5')
    expect(ada.last()).toContain('Price: $1.00 in')

    await ada.press('Accept the new price')

    expect(ada.last()).toContain('**GPT-5** costs $30.00/$60.00 now (it was $1.00/$2.00).')
    await ada.type('/models info gpt-5')
    expect(ada.last()).toContain('Price: $30.00 in')
    await ada.type('/models audit')
    expect(ada.last()).toContain('**Ada** accept price `openai/gpt-5`')
  })

  it('is not asked about again once it is refused', async () => {
    const { ada, heard, refresh } = await waiting()

    await ada.press('Keep the old one')
    await refresh()

    expect(heard()).toHaveLength(1)
    await ada.type('/models info gpt-5')
    expect(ada.last()).toContain('Price: $1.00 in')
  })

  it('is decided once', async () => {
    const { ada } = await waiting()
    await ada.press('Accept the new price')

    await ada.press('Accept the new price')

    expect(ada.last()).toBe('That price does not wait for a decision any more.')
  })

  it('cannot be accepted by who is no admin any more', async () => {
    const { ada, chat } = await waiting()
    chat.people.set('ada', { name: 'Ada', role: 'member' })

    await ada.press('Accept the new price')

    expect(ada.last()).toBe('Only admins can do that. Ask one of them.')
  })
})

it('misses a model only after three complete lists, and takes it back as it was', async () => {
  const { ada, llm, heard, refresh } = await refreshedBot()
  await ada.type('/models enable grok Ask-Grok')
  llm.offers(without('x-ai/grok-4'))
  await refresh()
  llm.offers(new BotError('model-timeout', 'too slow'))
  await refresh()
  llm.offers(without('x-ai/grok-4'))
  await refresh()
  expect(heard()).toEqual([])

  await refresh()

  expect(heard()).toHaveLength(1)
  expect(heard()[0]).toContain('**Not offered any more**\n• **Ask-Grok** _(enabled)_')
  llm.offers(someModels)
  await refresh()
  expect(heard()[1]).toContain('**Offered again**\n• **Ask-Grok** _(enabled)_')
})

it.each([
  ['an empty list', [], 'the list was empty; nothing changed'],
  ['a failure', new BotError('model-bad-key', '401'), 'the provider refused our key'],
  ['a shrunken list', someModels.slice(0, 2), 'shorter than before, so none was removed'],
])('removes nothing for %s, and says what is wrong', async (_, list, words) => {
  const { ada, llm, heard, refresh } = await refreshedBot()
  llm.offers(list)

  for (let count = 0; count < 4; count++) await refresh()

  expect(ada.last(general)).toContain(words)
  expect(heard()).toEqual([])
  await ada.type('/models list')
  expect(ada.last(general)).toContain('**4 models**')
})

it('runs once at a time', async () => {
  const { ada, store, clock } = await startBot()
  const startedAt = clock.now()
  const leaseUntil = new Date(startedAt.getTime() + HOUR)
  await store.catalog.claimRefresh({ id: 'other', startedBy: 'start', startedAt, leaseUntil })

  await ada.type('/models refresh')

  expect(ada.last(general)).toContain('A refresh is running already.')
})

describe('A default that ends', () => {
  const ending = someModels.map(model =>
    model.id === 'openai/gpt-5' ? { ...model, deprecatedOn: '2027-03-01' } : model,
  )

  it('asks for its successor, which takes over on the day', async () => {
    const parts = await refreshedBot()
    const { ada, ben, llm, heard, refresh, idle, clock } = parts
    llm.offers(ending)
    await refresh()
    expect(heard()[0]).toContain('Your default **GPT-5** ends on 2027-03-01.')

    await ada.pick('GPT-4o mini')

    expect(ada.last()).toContain('**GPT-4o mini** becomes the default on 2027-03-01.')
    await succeed(parts)
    await ben.say('@switchboard hello')
    await idle()
    clock.advance(new Date('2027-03-01T00:00:01Z').getTime() - clock.now().getTime())
    await succeed(parts)
    await ben.say('@switchboard hello')
    await idle()
    expect(llm.requests.map(({ model }) => model.id)).toEqual([
      'openai/gpt-5',
      'openai/gpt-4o-mini',
    ])
    expect(ada.sees().join('\n')).toContain('**GPT-5** has ended; Ada chose what follows.')
  })

  it('stays when nobody chose, with one more warning', async () => {
    const bot = await refreshedBot()
    const { ada, ben, llm, refresh, idle, clock } = bot
    llm.offers(ending)
    await refresh()
    clock.advance(new Date('2027-03-02T00:00:00Z').getTime() - clock.now().getTime())

    await succeed(bot)
    await succeed(bot)

    const warnings = ada
      .sees()
      .filter(text => text.startsWith('**The default has reached its end.**'))
    expect(warnings).toHaveLength(1)
    await ben.say('@switchboard hello')
    await idle()
    expect(llm.requests[0]?.model.id).toBe('openai/gpt-5')
  })

  it('that is gone gives way at once to what an admin chooses', async () => {
    const { ada, ben, llm, store, clock, catalog, refresh, heard, idle } = await refreshedBot()
    await changeCatalog(store, clock.now(), model => ({ ...model, missed: 2 }))
    await catalog.reload()
    llm.offers(without('openai/gpt-5'))
    await refresh()
    expect(heard()[0]).toContain('Your default **GPT-5** is not offered any more.')

    await ada.pick('GPT-4o mini')

    expect(ada.last()).toContain('**GPT-4o mini** is the default now.')
    await ben.say('@switchboard hello')
    await idle()
    expect(llm.requests[0]?.model.id).toBe('openai/gpt-4o-mini')
  })
})

it('is refused to members', async () => {
  const { ben } = await startBot()

  await ben.type('/models refresh')

  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
})
