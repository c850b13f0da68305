import { expect, it } from 'vitest'
import { startBot } from '../../support/start.ts'

it('closes a model and offers to take it back', async () => {
  const { ada, ben } = await startBot()

  await ada.type('/models disable 4o')
  await ben.type('/model 4o')

  expect(ada.last({ channelId: 'general' })).toMatchInlineSnapshot(`
    "**GPT-4o mini** is closed to members now.
    Threads that chose it go on with the next choice that applies, and say so.
    [Undo]"
  `)
  expect(ben.last()).toContain('No enabled model is called “4o”.')
  await ada.press('Undo')
  await ben.type('/model 4o')
  expect(ben.last()).toContain('will use **GPT-4o mini**')
})

it('takes it back under the name it had', async () => {
  const { ada, ben } = await startBot()
  await ada.type('/models enable grok label:Rocket')
  await ada.type('/models disable grok')

  await ada.press('Undo')

  await ben.type('/model rocket')
  expect(ben.last()).toContain('will use **Rocket**')
})

it('asks for a replacement of the default, and puts it in', async () => {
  const { ada, ben, idle, llm } = await startBot()

  await ada.type('/models disable gpt-5')
  expect(ada.last({ channelId: 'general' })).toContain(
    '**GPT-5** is the default. Which model replaces it?',
  )
  await ada.pick('GPT-4o mini')

  await ben.say('@switchboard hello')
  await idle()
  expect(llm.requests[0]?.model.id).toBe('openai/gpt-4o-mini')
})

it('takes the replacement with the command', async () => {
  const { ada } = await startBot()

  await ada.type('/models disable gpt-5 4o')

  expect(ada.last({ channelId: 'general' })).toContain(
    '**GPT-5** is closed to members now. **GPT-4o mini** takes its place.',
  )
})

it.each([
  ['/models disable gpt-5 gpt-5', 'A model cannot replace itself. Name another one.'],
  ['/models disable grok', 'No enabled model is called “grok”.'],
])('%s', async (typed, seen) => {
  const { ada } = await startBot()

  await ada.type(typed)

  expect(ada.last({ channelId: 'general' })).toContain(seen)
})

it('keeps the only model', async () => {
  const { ada } = await startBot()
  await ada.type('/models disable 4o')

  await ada.type('/models disable gpt-5')

  expect(ada.last({ channelId: 'general' })).toBe(
    '**GPT-5** is the default and the only model. Enable another one first.',
  )
})

it('is refused to members', async () => {
  const { ben } = await startBot()

  await ben.type('/models disable gpt-5 4o')

  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
})
