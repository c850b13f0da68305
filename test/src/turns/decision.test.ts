import { expect, it } from 'vitest'
import { toModel } from '../../../adapters/memory/index.ts'
import { type Bot, someModels, startBot } from '../../support/start.ts'

const places = { workspaceId: 'memory:team', channelId: 'general', isDirect: false }
const enabled = ['anthropic/claude-sonnet-4.5', 'x-ai/grok-4']
const ben = { id: 'ben', name: 'Ben' }
const task = { kind: 'task', id: 'prd_analysis', name: 'PRD analysis' } as const
const prompt = { kind: 'prompt', id: 'p1', name: 'Standup', modelId: 'x-ai/grok-4' } as const

const choose = ({ store, clock }: Bot, choices: Record<string, string>) =>
  store.choices.setMember('memory:team', 'ben', choices, clock.now())

async function put(bot: Bot, spec: typeof task | typeof prompt, key = 'k1') {
  const place = await bot.turns.ask({
    ...{ key, spec, by: ben, place: places },
    announcement: { blocks: [{ kind: 'text', markdown: `Ben runs ${spec.name}` }] },
    text: spec.name,
    purpose: spec.kind === 'task' ? spec.id : 'prompt',
  })
  await bot.idle()
  return { channelId: 'general', threadId: place?.threadId ?? '' }
}

it('a question follows the asker’s own choice, and another’s is not touched by it', async () => {
  const bot = await startBot({ enabled })
  await choose(bot, { chat: 'anthropic/claude-sonnet-4.5' })

  const { thread } = await bot.ben.say('@switchboard hello')
  const { thread: hers } = await bot.ada.say('@switchboard hello')
  await bot.idle()

  expect(bot.ben.last(thread)).toContain('**Claude Sonnet 4.5** · the asker’s own choice')
  expect(bot.ada.last(hers)).toContain('**GPT-5** · the default')
})

it('the thread’s own choice is stronger than the asker’s, a task’s stronger than both', async () => {
  const bot = await startBot({ enabled })
  await choose(bot, { chat: 'anthropic/claude-sonnet-4.5', prd_analysis: 'x-ai/grok-4' })
  const { thread } = await bot.ben.say('@switchboard hello')
  await bot.idle()
  await bot.ben.type('/model gpt-4o-mini', thread)

  await bot.ben.say('and now?', thread)
  await bot.idle()
  expect(bot.ben.last(thread)).toContain('**GPT-4o mini** · this thread’s choice')

  expect(bot.ben.last(await put(bot, task))).toContain(
    '**Grok 4** · the asker’s choice for this task',
  )
})

it('a task takes the workspace’s model where the asker has chosen none', async () => {
  const bot = await startBot({ enabled })
  const change = { actor: ben, action: 'task default', target: 'x-ai/grok-4', details: {} }
  await bot.store.choices.setTask('memory:team', 'prd_analysis', 'x-ai/grok-4', change)
  bot.workspaces.changed('memory:team')

  expect(bot.ben.last(await put(bot, task))).toContain('**Grok 4** · the default for this task')
})

it('a prompt’s own model is the strongest; one that is gone is told, not replaced in silence', async () => {
  const bot = await startBot({ enabled })
  expect(bot.ben.last(await put(bot, prompt))).toContain('**Grok 4** · the prompt’s own model')

  const change = { actor: ben, action: 'disable', target: 'x-ai/grok-4', details: {} }
  await bot.store.workspaces.disable('memory:team', 'x-ai/grok-4', undefined, change)
  bot.workspaces.changed('memory:team')

  for (const key of ['k2', 'k3']) {
    const seen = bot.ben.last(await put(bot, prompt, key))
    expect(seen).toContain('**GPT-5** · the default')
    expect(seen).toContain('`x-ai/grok-4` is not enabled any more, so GPT-5 answered.')
  }
})

it('passes over a model whose window is too small for the question, and says so', async () => {
  const models = [toModel('tiny/one', { name: 'Tiny', contextWindow: 500 }), ...someModels]
  const bot = await startBot({ models, enabled: ['tiny/one'] })
  await choose(bot, { chat: 'tiny/one' })

  const { thread } = await bot.ben.say(`@switchboard ${'many words '.repeat(300)}`)
  await bot.idle()
  const { thread: short } = await bot.ben.say('@switchboard few words')
  await bot.idle()

  expect(bot.ben.last(thread)).toContain('**GPT-5** · the default')
  expect(bot.ben.last(thread)).toContain('`tiny/one` cannot read so much text, so GPT-5 answered.')
  expect(bot.ben.last(short)).toContain('**Tiny** · the asker’s own choice')
})

it('the picker says whose choice it is', async () => {
  const bot = await startBot({ enabled })
  const { thread } = await bot.ben.say('@switchboard hello')
  await bot.idle()
  await choose(bot, { chat: 'x-ai/grok-4' })

  await bot.ben.type('/model', thread)

  expect(bot.ben.last(thread)).toContain(
    '**Grok 4** answers in this thread (the asker’s own choice).',
  )
})
