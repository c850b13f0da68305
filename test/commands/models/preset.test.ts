import { expect, it } from 'vitest'
import { toModel } from '../../../adapters/memory/index.ts'
import type { OfferedModel } from '../../../src/ports/llm.ts'
import { type Bot, type StartOptions, someModels, startBot } from '../../support/start.ts'

const price = (input: bigint, output: bigint) => ({
  prices: { input: input * 10_000_000n, output: output * 10_000_000n },
})
const thinking: Partial<OfferedModel> = { capabilities: ['tools', 'reasoning'] }

const offered: readonly OfferedModel[] = [
  toModel('openai/gpt-5', { name: 'GPT-5' }),
  toModel('openai/gpt-4o-mini', { name: 'GPT-4o mini', ...price(15n, 60n) }),
  toModel('openai/gpt-5.2', { name: 'GPT-5.2', ...price(175n, 1400n), ...thinking }),
  toModel('openai/gpt-5.2-pro', { name: 'GPT-5.2 Pro', ...price(2100n, 16_800n), ...thinking }),
  toModel('anthropic/claude-sonnet-4.5', { name: 'Claude Sonnet 4.5' }),
  toModel('anthropic/claude-sonnet-4', { name: 'Claude Sonnet 4' }),
  toModel('anthropic/claude-opus-4-5', {
    name: 'Claude Opus 4.5',
    ...price(500n, 2500n),
    ...thinking,
  }),
  toModel('anthropic/claude-opus-4.1', {
    name: 'Claude Opus 4.1',
    ...price(1500n, 7500n),
    ...thinking,
  }),
  toModel('x-ai/grok-4.20', { name: 'Grok 4.20', ...thinking }),
  toModel('x-ai/grok-4.3', { name: 'Grok 4.3', ...price(125n, 250n), ...thinking }),
  toModel('google/gemini-3-pro', { name: 'Gemini 3 Pro', route: 'google', ...thinking }),
]

const start = (options: StartOptions = {}): Promise<Bot> =>
  startBot({ models: offered, ...options })

const general = { channelId: 'general' }

const enabledIn = ({ rows }: Bot) =>
  rows('SELECT modelId FROM Enabled ORDER BY position').map(({ modelId }) => modelId)

it('lists the presets there are', async () => {
  const { ada } = await start()

  await ada.type('/models preset')

  expect(ada.last(general)).toMatchInlineSnapshot(`
    "**Presets** open a set of models to members in one go.
    **coding** From each maker the newest of the family it has for code, with tools [Look]
    **writing** From each maker the newest of its large models for prose [Look]
    **analysis** From each maker the newest of its large models that reason [Look]
    **cheap** The cheapest text models with tools, one of each maker, at most five [Look]
    \`/models preset save:<name>\` keeps the models that are enabled now as one of your own."
  `)
})

it('shows what it would enable and at which price, and enables nothing yet', async () => {
  const bot = await start()

  await bot.ada.type('/models preset analysis')

  expect(bot.ada.last(general)).toMatchInlineSnapshot(`
    "**analysis** would enable 3 models.
    • **GPT-5.2** \`openai/gpt-5.2\`
       $1.75 in · $14.00 out · $7.88 average per 1M tokens
    • **Claude Opus 4.5** \`anthropic/claude-opus-4-5\`
       $5.00 in · $25.00 out · $15.00 average per 1M tokens
    • **Grok 4.3** \`x-ai/grok-4.3\`
       $1.25 in · $2.50 out · $1.88 average per 1M tokens
    From each maker the newest of its large models that reason.
    [Enable these 3]"
  `)
  expect(enabledIn(bot)).toEqual(['openai/gpt-5', 'openai/gpt-4o-mini'])
})

it('enables what it showed in one go, and says so to the admin channel and the audit', async () => {
  const bot = await start()
  const { ada, ben, chat, store, workspaces } = bot
  const change = { actor: ada, action: 'set', target: '', details: {} }
  await store.workspaces.update(chat.workspaceId, { adminChannelId: 'admins' }, change)
  workspaces.changed(chat.workspaceId)
  await ada.type('/models preset analysis')

  await ada.press('Enable these 3')

  expect(ada.last(general)).toMatchInlineSnapshot(`
    "**3 models** of **analysis** are open to members now: **GPT-5.2**, **Claude Opus 4.5**, **Grok 4.3**.
    [Undo]"
  `)
  expect(ben.last({ channelId: 'admins' })).toBe(
    'Ada enabled 3 models with the preset **analysis**: **GPT-5.2**, **Claude Opus 4.5**, **Grok 4.3**.',
  )
  expect(enabledIn(bot)).toEqual([
    'openai/gpt-5',
    'openai/gpt-4o-mini',
    'openai/gpt-5.2',
    'anthropic/claude-opus-4-5',
    'x-ai/grok-4.3',
  ])
  await ben.type('/model grok 4.3')
  expect(ben.last()).toBe('The threads you start in this channel will use **Grok 4.3**.')
  await ada.type('/models audit')
  expect(ada.last(general)).toContain(
    '**Ada** enable preset `analysis` (models openai/gpt-5.2, anthropic/claude-opus-4-5, x-ai/grok-4.3)',
  )
})

it('takes back exactly what it enabled, but for the default', async () => {
  const bot = await start({ enabled: ['x-ai/grok-4.3'] })
  const { ada } = bot
  await ada.type('/models preset analysis')
  await ada.press('Enable these 2')
  const opened = ada.seen(general).at(-1)
  await ada.type('/models default gpt-5.2')
  await ada.press('Undo', opened)

  expect(enabledIn(bot)).toEqual([
    'openai/gpt-5',
    'openai/gpt-4o-mini',
    'x-ai/grok-4.3',
    'openai/gpt-5.2',
  ])
})

it('cheap is the cheapest with tools of each maker', async () => {
  const { ada } = await start()

  await ada.type('/models preset cheap')

  const seen = ada.last(general)
  expect(seen).toContain('**cheap** would enable 2 models.')
  expect(seen).toContain('Enabled already: **GPT-4o mini**')
  expect(seen.match(/`[a-z-]+\/[^`]+`/g)).toEqual([
    '`anthropic/claude-sonnet-4`',
    '`x-ai/grok-4.20`',
  ])
})

it('says what is enabled already', async () => {
  const { ada } = await start({
    enabled: ['openai/gpt-5.2', 'anthropic/claude-opus-4-5', 'x-ai/grok-4.3'],
  })

  await ada.type('/models preset analysis')

  expect(ada.last(general)).toContain('All models of **analysis** are open to members already.')
  expect(ada.last(general)).not.toContain('[Enable')
})

it('shows the models again when they are not those that were shown', async () => {
  const bot = await start()
  await bot.ada.type('/models preset analysis')
  const shown = bot.ada.seen(general).at(-1)
  await bot.ada.type('/models enable grok-4.3')

  await bot.ada.press('Enable these 3', shown)

  expect(bot.ada.sees(general).join('\n')).toContain(
    'The models changed since this was shown. **analysis** would enable 2 models.',
  )
  expect(enabledIn(bot)).not.toContain('openai/gpt-5.2')
})

it('keeps the enabled models as one of one’s own, to enable again later', async () => {
  const bot = await start({ enabled: ['x-ai/grok-4.3'] })
  const { ada } = bot

  await ada.type('/models preset save:Night')
  expect(ada.last(general)).toContain('**night** keeps 3 models.')
  expect(ada.last(general)).toContain('**night** Your own, 3 models [Look]')

  await ada.type('/models disable grok-4.3')
  await ada.type('/models preset night')
  expect(ada.last(general)).toContain('**night** would enable 1 model.')
  await ada.press('Enable this one')
  expect(enabledIn(bot)).toContain('x-ai/grok-4.3')
})

it('leaves out what no key serves', async () => {
  const { ada, chat, store } = await start()
  const preset = {
    ...{ workspaceId: chat.workspaceId, name: 'night', savedBy: 'ada', savedAt: new Date() },
    modelIds: ['google/gemini-3-pro', 'gone/model', 'x-ai/grok-4.3'],
  }
  const change = { actor: ada, action: 'save preset', target: 'night', details: {} }
  await ada.type('/models preset')
  await store.presets.save(preset, change)

  await ada.type('/models preset night')

  expect(ada.last(general)).toContain('**night** would enable 1 model.')
  expect(ada.last(general)).toContain('Unavailable, left out: `google/gemini-3-pro`, `gone/model`')
})

it('deletes one’s own, and brings it back', async () => {
  const bot = await start()
  const { ada, rows } = bot
  await ada.type('/models preset save:night')
  await ada.type('/models preset night')

  await ada.press('Delete')
  expect(ada.last(general)).toContain(
    'The preset **night** is deleted; its models stay as they are.',
  )
  expect(rows('SELECT name FROM Preset')).toEqual([])

  await ada.press('Undo')
  expect(ada.last(general)).toContain('**night** keeps 2 models.')
  expect(enabledIn(bot)).toEqual(['openai/gpt-5', 'openai/gpt-4o-mini'])
})

it.each([
  [
    '/models preset vibes',
    'No preset is called “vibes”. There are `coding`, `writing`, `analysis`, `cheap`, `night`.',
  ],
  ['/models preset save:cheap', '`cheap` comes with Switchboard: choose another name.'],
  ['/models preset save:night', 'There is a preset `night` already.'],
  ['/models preset save:a/b', '“a/b” is no name for a preset'],
  ['/models preset cheap save:mine', 'Name a preset to look at, or one to save, not both.'],
])('%s', async (typed, seen) => {
  const { ada } = await start()
  await ada.type('/models preset save:night')

  await ada.type(typed)

  expect(ada.last(general)).toContain(seen)
})

it('has no preset where nothing fits', async () => {
  const { ada } = await startBot({ models: someModels.slice(0, 2) })

  await ada.type('/models preset analysis')

  expect(ada.last(general)).toContain('**analysis** fits no model that a key serves.')
})

it('is refused to members', async () => {
  const { ben } = await start()

  await ben.type('/models preset coding')

  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
})
