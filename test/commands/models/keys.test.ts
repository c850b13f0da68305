import { describe, expect, it } from 'vitest'
import { toModel } from '../../../adapters/memory/index.ts'
import { someModels, startBot } from '../../support/start.ts'

const KEY = 'sk-ada-secret-4711'
const OTHER = 'sk-ada-secret-0815'

const gpt5 = {
  ...toModel('openai/gpt-5', { name: 'GPT-5' }),
  makerModelId: 'gpt-5-from-the-maker',
}
const opus = {
  ...toModel('anthropic/claude-opus-4.8', { name: 'Claude Opus 4.8' }),
  makerModelId: 'claude-opus-4-8',
}
const haiku = {
  ...toModel('anthropic/claude-haiku-5', { name: 'Claude Haiku 5' }),
  makerModelId: 'claude-haiku-5',
}

const start = (over: Parameters<typeof startBot>[0] = {}) =>
  startBot({ snapshot: [gpt5, opus, haiku], ...over })

type Bot = Awaited<ReturnType<typeof startBot>>

async function setKey({ ada }: Bot, provider: string, key: string): Promise<void> {
  await ada.type(`/models keys ${provider}`)
  await ada.press(ada.last().includes('[Replace]') ? 'Replace' : 'Set a key')
  await ada.fill({ key: [key] })
}

const shown = ({ ada }: Bot): string => ada.sees().join('\n')

/** Everything that is kept, logged or shown. */
const everything = ({ rows, log, ada, ben }: Bot): string =>
  [
    ...['ProviderKey', 'AuditEntry', 'Message', 'LedgerEntry', 'Hold', 'Receipt'].map(table =>
      JSON.stringify(rows(`SELECT * FROM "${table}"`), (_name, value) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
    ),
    JSON.stringify(log),
    ...ada.sees(),
    ...ben.sees(),
  ].join('\n')

describe('/models keys', () => {
  it('shows which provider has which key', async () => {
    const { ada } = await start()

    await ada.type('/models keys')

    expect(ada.last()).toMatchInlineSnapshot(`
      "**0 of 3 providers have a key.**
      **OpenAI** · no key: its models are unavailable [Manage]
      **Anthropic** · no key: its models are unavailable [Manage]
      **OpenRouter** · no key: its models are unavailable [Manage]
      A key of this workspace comes before the environment’s. It is asked for in a form only, stored encrypted, and never shown again."
    `)
  })

  it('takes a key in a form, and its models can be enabled', async () => {
    const bot = await start()
    const { ada } = bot
    await ada.type('/models enable claude-opus')
    expect(ada.last()).not.toContain('is open to members')

    await setKey(bot, 'anthropic', KEY)

    expect(shown(bot)).toContain('The key is stored; it works.')
    expect(shown(bot)).toMatch(/this workspace’s key, set by Ada, .*, fingerprint `[0-9a-f]{8}`/)
    await ada.type('/models enable claude-opus')
    expect(shown(bot)).toContain('**Claude Opus 4.8** is open to members now.')
    await ada.type('/models info claude-opus')
    expect(ada.last()).toContain('Served by: anthropic (this workspace’s key)')
  })

  it('carries the key and the maker’s own name with each call', async () => {
    const bot = await start()
    const { ada, ben, llm, rows, idle } = bot
    await setKey(bot, 'anthropic', KEY)
    await ada.type('/models enable claude-opus')
    await ada.type('/models default claude-opus')
    await ben.say('@switchboard hello')
    await idle()

    expect(llm.keyedRequests).toMatchObject([
      { route: 'anthropic', apiKey: KEY, request: { model: { routeModelId: 'claude-opus-4-8' } } },
    ])
    expect(rows('SELECT route, modelServed FROM LedgerEntry')).toEqual([
      { route: 'anthropic', modelServed: 'anthropic/claude-opus-4.8' },
    ])
  })

  it('prefers the maker to OpenRouter, where the workspace has both', async () => {
    const bot = await start({
      models: [
        ...someModels.slice(1),
        toModel('openai/gpt-5', {
          name: 'GPT-5',
          route: 'openrouter',
          routeModelId: 'openai/gpt-5',
        }),
      ],
    })
    const { ada, ben, llm, idle } = bot
    await setKey(bot, 'openrouter', OTHER)
    await ada.type('/models enable gpt-5')
    await ada.type('/models default gpt-5')
    await ben.say('@switchboard one')
    await idle()
    await setKey(bot, 'openai', KEY)
    await ben.say('@switchboard two')
    await idle()

    const seen = llm.keyedRequests.map(({ route, apiKey, request }) => [
      route,
      apiKey,
      request.model.routeModelId,
    ])
    expect(seen).toEqual([
      ['openrouter', OTHER, 'openai/gpt-5'],
      ['openai', KEY, 'gpt-5-from-the-maker'],
    ])
  })

  it('replaces, tests and removes it; then the model is unavailable, and says so', async () => {
    const bot = await start()
    const { ada, ben, llm, idle } = bot
    await setKey(bot, 'anthropic', KEY)
    await ada.type('/models enable claude-opus')
    await setKey(bot, 'anthropic', OTHER)
    await ada.press('Test')
    expect(shown(bot)).toContain('This workspace’s key works.')
    await ada.type('/models default claude-opus')
    await ben.say('@switchboard one')
    await idle()
    expect(llm.keyedRequests.map(({ apiKey }) => apiKey)).toEqual([OTHER])

    await ada.type('/models keys anthropic')
    await ada.press('Remove')

    expect(shown(bot)).toContain('The key is gone. Its models are unavailable now.')
    await ada.type('/models list claude-opus')
    expect(ada.last()).toContain('unavailable')
    await ben.say('@switchboard two')
    await idle()
    expect(ben.last()).toContain('has no provider key')
    expect(llm.keyedRequests).toHaveLength(1)
  })

  it('stores none that the provider refuses', async () => {
    const bot = await start()
    await setKey(bot, 'anthropic', 'wrong-key-4711')

    expect(bot.ada.last()).toContain('Anthropic does not take this key. Nothing was changed.')
    expect(bot.rows('SELECT * FROM ProviderKey')).toEqual([])
    expect(everything(bot)).not.toContain('wrong-key-4711')
  })

  it('says what is wrong with one that is none, without repeating it', async () => {
    const bot = await start()
    await setKey(bot, 'anthropic', 'my secret 4711')

    const { ada } = bot
    expect(JSON.stringify(ada.dialog()?.errors)).toContain('That is no API key')
    expect(everything(bot)).not.toContain('my secret 4711')
  })

  it('shows, keeps and logs the key nowhere', async () => {
    const bot = await start()
    const { ada, ben, idle } = bot
    await setKey(bot, 'anthropic', KEY)
    await setKey(bot, 'anthropic', OTHER)
    await ada.press('Test')
    await ada.type('/models enable claude-opus')
    await ada.type('/models default claude-opus')
    await ben.say('@switchboard hello')
    await idle()
    await ada.type('/models audit')
    expect(ada.last()).toMatch(/\*\*Ada\*\* replace key `anthropic` \(fingerprint [0-9a-f]{8}\)/)

    const kept = everything(bot)
    for (const secret of [KEY, OTHER, '4711', '0815', 'sk-ada']) expect(kept).not.toContain(secret)
  })

  it.each([
    '/models keys sk-proj-abcdefghijklmnop',
    '/models keys openai sk-proj-abcdefghijklmnop',
    '/models keys provider:openai key:sk-proj-abcdefghijklmnop',
    '/models keys AIzaSyA1234567890',
  ])('refuses a key that was typed: %s', async typed => {
    const bot = await start()
    await bot.ada.type(typed)

    expect(bot.ada.last()).toContain('Revoke it at the provider now')
    expect(bot.ada.last()).not.toContain('abcdefghijklmnop')
    expect(JSON.stringify(bot.log)).not.toMatch(/abcdefghijklmnop|AIzaSy/)
    expect(bot.rows('SELECT * FROM ProviderKey')).toEqual([])
  })

  it('tells a misspelt provider from a key', async () => {
    const { ada } = await start()
    await ada.type('/models keys opanai')

    expect(ada.last()).toContain('There is no such provider. These can have a key: OpenAI,')
  })

  it('asks for ENCRYPTION_KEY before it takes one', async () => {
    const { ada } = await start({ encryptionKeys: [] })
    await ada.type('/models keys openai')
    await ada.press('Set a key')

    expect(ada.last()).toContain('has to set ENCRYPTION_KEY first')
    expect(ada.dialog()).toBeUndefined()
  })

  it('serves nothing with a key that was tampered with, nor with the environment’s instead', async () => {
    const bot = await start()
    const { ada, ben, llm, store, workspaces, chat, idle } = bot
    await setKey(bot, 'anthropic', KEY)
    await ada.type('/models enable claude-opus')
    await ada.type('/models default claude-opus')
    const [key] = await store.keys.all()
    if (!key) throw new Error('not stored')
    const middle = key.sealed.length - 10
    const letter = key.sealed[middle] === 'A' ? 'B' : 'A'
    const tampered = key.sealed.slice(0, middle) + letter + key.sealed.slice(middle + 1)
    await store.keys.reseal(key, tampered)
    workspaces.changed(chat.workspaceId)

    await ben.say('@switchboard hello')
    await idle()

    expect(llm.keyedRequests).toEqual([])
    expect(ben.last()).toContain('has no provider key')
    await ada.type('/models keys anthropic')
    expect(ada.last()).toContain('It cannot be decrypted: set it again.')
  })

  it('is noticed by another process within a second', async () => {
    const bot = await start()
    const { ada, clock } = bot
    const other = await bot.another({ isAlone: false })
    const { workspaceId } = bot.chat
    const before = await other.workspaces.get(workspaceId)
    await setKey(bot, 'anthropic', KEY)
    await ada.type('/models enable claude-opus')
    clock.advance(1001)

    const after = await other.workspaces.get(workspaceId)

    expect(before.keys).toEqual([])
    expect(after.keys.map(({ route }) => route)).toEqual(['anthropic'])
    const entry = other.workspaces.enabledModels(after).find(({ model }) => model.id === opus.id)
    expect(entry?.isAvailable).toBe(true)
  })

  it('is refused to members', async () => {
    const { ben } = await start()
    await ben.type('/models keys')

    expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
  })
})
