import { expect, it } from 'vitest'
import { startBot } from '../../support/start.ts'

it('opens a model to members under the name it is given', async () => {
  const { ada, ben } = await startBot()

  await ada.type('/models enable sonnet label:“Our best”')

  expect(ada.last({ channelId: 'general' })).toMatchInlineSnapshot(`
    "**Our best** is open to members now.
    \`anthropic/claude-sonnet-4.5\` · $1.00 in · $2.00 out · $1.50 average per 1M tokens
    [Make it the default] [Undo]"
  `)
  await ben.type('/model our best')
  expect(ben.last()).toBe('The threads you start in this channel will use **Our best**.')
})

it('tells the admin channel', async () => {
  const { ada, ben, chat, store, workspaces } = await startBot()
  const change = { actor: ada, action: 'set', target: '', details: {} }
  await store.workspaces.update(chat.workspaceId, { adminChannelId: 'admins' }, change)
  workspaces.changed(chat.workspaceId)

  await ada.type('/models enable grok')

  expect(ben.last({ channelId: 'admins' })).toBe('Ada enabled **Grok 4** (`x-ai/grok-4`).')
})

it('makes it the default by its button', async () => {
  const { ada, ben, idle, llm } = await startBot()
  await ada.type('/models enable grok')

  await ada.press('Make it the default')

  await ben.say('@switchboard hello')
  await idle()
  expect(llm.requests[0]?.model.id).toBe('x-ai/grok-4')
})

it('takes it back by its button', async () => {
  const { ada, ben } = await startBot()
  await ada.type('/models enable grok')

  await ada.press('Undo')

  await ben.type('/model grok')
  expect(ben.last()).toContain('No enabled model is called “grok”.')
})

it.each([
  ['/models enable', '`model` is missing: Any model of the catalog.'],
  ['/models enable gpt', '“gpt” fits several models'],
  ['/models enable llama', 'No model is called “llama”.'],
  [`/models enable grok ${'x'.repeat(41)}`, '`label`: '],
])('%s', async (typed, seen) => {
  const { ada } = await startBot()

  await ada.type(typed)

  expect(ada.last()).toContain(seen)
})

it('is refused to members', async () => {
  const { ben, rows } = await startBot()

  await ben.type('/models enable grok')

  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
  expect(rows(`SELECT modelId FROM Enabled WHERE modelId = 'x-ai/grok-4'`)).toEqual([])
})
