import { expect, it } from 'vitest'
import { toModel } from '../../../adapters/memory/index.ts'
import { tasks } from '../../../src/prompts/tasks.ts'
import { type Bot, someModels, startBot } from '../../support/start.ts'

const enabled = ['anthropic/claude-sonnet-4.5', 'x-ai/grok-4']

async function runs(bot: Bot, thread: { channelId: string }, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    bot.clock.advance(20_000)
    await bot.ben.type('/task run task_analysis', thread)
    await bot.idle()
  }
}

it('shows ten tasks, each with its model, why that one, what it is like, and a menu', async () => {
  const { ben } = await startBot({ enabled })

  await ben.type('/task models')

  const [lines, menus] = [ben.last(), ben.seen().at(-1)?.card?.blocks ?? []]
  for (const { name } of tasks) expect(lines).toContain(`**${name}** · GPT-5 · the default`)
  expect(lines).toContain('$1.00/$2.00 · 128k · tools\nNot run in 30 days')
  expect(menus.filter(({ kind }) => kind === 'menu')).toHaveLength(10)
})

it('saves one task, for whoever chose and for nobody else', async () => {
  const { ada, ben, idle, store, llm } = await startBot({ enabled })
  const { thread } = await ada.say('We need exports')
  await ben.type('/task models', thread)
  const card = ben.seen(thread).at(-1)
  if (!card) throw new Error('no card')

  await ben.act(card, 'card', 'task.model', 'prd_analysis|0', ['x-ai/grok-4'])

  expect(ben.last(thread)).toContain('Saved: **PRD analysis** uses **Grok 4** when you ask.')
  expect(ben.last(thread)).toContain('**PRD analysis** · Grok 4 · the asker’s choice for this task')
  expect(ben.last(thread)).toContain('**PRD** · GPT-5 · the default')
  expect(await store.choices.ofMember('memory:team', 'ada')).toEqual({})
  for (const person of [ben, ada]) {
    await person.type('/task run prd_analysis', thread)
    await idle()
  }
  expect(llm.requests.map(({ model }) => model.id)).toEqual(['x-ai/grok-4', 'openai/gpt-5'])

  await ben.act(card, 'card', 'task.model', 'prd_analysis|0', ['…default'])
  expect(ben.sees(thread).join('\n')).toContain('Saved: **PRD analysis** follows the default again')
  expect(await store.choices.ofMember('memory:team', 'ben')).toEqual({})
})

it('shows cost and success, and suggests the cheapest model that is good enough', async () => {
  const bot = await startBot({ enabled })
  const { thread } = await bot.ada.say('Rewrite the billing')
  await runs(bot, thread, 5)
  const now = bot.clock.now()
  await bot.store.choices.setMember('memory:team', 'ben', { task_analysis: 'x-ai/grok-4' }, now)
  await runs(bot, thread, 1)
  await bot.store.choices.setMember(
    'memory:team',
    'ben',
    { task_analysis: 'openai/gpt-4o-mini' },
    now,
  )
  await runs(bot, thread, 4)

  await bot.ben.type('/task models')
  expect(bot.ben.last()).toMatch(
    /\*\*Task analysis\*\* · GPT-4o mini · .*\n.*\n<\$0.0001 a run, 100 % of 4 fine\n/,
  )
  expect(bot.ben.last()).not.toContain('suggested')

  await runs(bot, thread, 1)
  await bot.store.choices.setMember('memory:team', 'ben', { task_analysis: undefined }, now)
  await bot.ben.type('/task models')
  expect(bot.ben.last()).toContain(
    '100 % of 5 fine · suggested: GPT-4o mini (<$0.0001 a run, 100 % of 5 fine)',
  )
})

it('offers more than a menu holds page by page, and names what no key serves', async () => {
  const many = Array.from({ length: 30 }, (_, index) => toModel(`many/m${index}`))
  const models = [...someModels, ...many, toModel('lost/one', { name: 'Lost', route: 'nowhere' })]
  const bot = await startBot({
    models,
    enabled: [...many.map(({ id }) => id), 'lost/one'],
  })
  await bot.ben.type('/task models')
  expect(bot.ben.last()).toContain('Not to be chosen, because no key serves them: Lost.')
  const card = bot.ben.seen().at(-1)
  if (!card) throw new Error('no card')

  await bot.ben.act(card, 'card', 'task.model', 'chat|0', ['…more'])
  expect(bot.ben.last()).toContain('**More models for Chat**')
  await bot.ben.pick('m29')

  expect(bot.ben.last()).toContain('Saved: **Chat** uses **m29** when you ask.')
  await bot.ben.act(card, 'card', 'task.model', 'chat|0', ['lost/one'])
  expect(bot.ben.last()).toContain('**Lost** has no provider key.')
})

it('the workspace has its own model for a task, which admins set and take back', async () => {
  const bot = await startBot({ enabled })
  const { ada, ben } = bot
  await ada.type('/models default grok task:spec_generation')
  expect(ada.sees().join('\n')).toContain('**Specification** uses **Grok 4** now')

  await ben.type('/task models')
  expect(ben.last()).toContain('**Specification** · Grok 4 · the default for this task')
  await ada.type('/models default reset task:spec_generation')
  await ben.type('/task models')
  expect(ben.last()).toContain('**Specification** · GPT-5 · the default')

  await ada.type('/models default grok task:spec_generation channel:<#general>')
  expect(ada.sees().at(-1)).toBe('Name a channel or a task, not both.')
  await ben.type('/models default grok task:spec_generation')
  expect(ben.last()).toContain('Only admins can do that')
})
