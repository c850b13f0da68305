import { expect, it } from 'vitest'
import { toModel } from '../../adapters/memory/index.ts'
import { someModels, startBot } from '../support/start.ts'

it('shows the thread’s model, where the choice comes from, and every enabled model', async () => {
  const { ben, idle } = await startBot()
  const { thread } = await ben.say('@switchboard hello')
  await idle()

  await ben.type('/model', thread)

  expect(ben.last(thread)).toMatchInlineSnapshot(`
    "**GPT-5** answers in this thread (the default).
    **GPT-5** _(current, default)_
    $1.00 in · $2.00 out · $1.50 average per 1M tokens · 128k context · tools
    **GPT-4o mini**
    $0.15 in · $0.60 out · $0.38 average per 1M tokens · 128k context · tools
    <Switch to…: *GPT-5 (default), GPT-4o mini, Auto>"
  `)
})

it('switches the thread, tells the caller privately and the thread in one line', async () => {
  const { ada, ben, idle, llm } = await startBot()
  const { thread } = await ben.say('@switchboard hello')
  await idle()

  await ben.type('/model 4o', thread)

  expect(ben.sees(thread)).toContain('This thread now answers with **GPT-4o mini**.')
  expect(ada.sees(thread)).not.toContain('This thread now answers with **GPT-4o mini**.')
  expect(ada.last(thread)).toBe('Ben switched: this thread now answers with **GPT-4o mini**.')
  await ben.say('and now?', thread)
  await idle()
  expect(llm.requests.at(-1)?.model.id).toBe('openai/gpt-4o-mini')
  expect(ben.last(thread)).toContain('**GPT-4o mini** · this thread’s choice')
})

it('goes back to the default with reset', async () => {
  const { ben, idle } = await startBot()
  const { thread } = await ben.say('@switchboard hello')
  await idle()
  await ben.type('/model gpt-4o-mini', thread)

  await ben.type('/model Reset', thread)

  expect(ben.sees(thread)).toContain('This thread is back to the default model.')
  await ben.say('and now?', thread)
  await idle()
  expect(ben.last(thread)).toContain('**GPT-5** · the default')
})

it('switches by the menu of the picker and redraws it', async () => {
  const { ben, idle } = await startBot()
  const { thread } = await ben.say('@switchboard hello')
  await idle()
  await ben.type('/model', thread)
  const before = ben.sees(thread).length

  await ben.pick('GPT-4o mini')

  // one line for all; the picker itself became the answer
  expect(ben.sees(thread)).toHaveLength(before + 1)
  expect(ben.sees(thread)).toContain('This thread now answers with **GPT-4o mini**.')
})

it('goes back by the button of the picker', async () => {
  const { ben, idle } = await startBot()
  const { thread } = await ben.say('@switchboard hello')
  await idle()
  await ben.type('/model gpt-4o-mini', thread)
  await ben.type('/model', thread)

  await ben.press('Back to the default')

  expect(ben.sees(thread)).toContain('This thread is back to the default model.')
})

it('switches by the menu under an answer, which stays', async () => {
  const { ben, idle } = await startBot()
  const { thread } = await ben.say('@switchboard hello')
  await idle()
  const [, answer] = ben.sees(thread)

  await ben.pick('GPT-4o mini')

  expect(ben.sees(thread)[1]).toBe(answer)
  expect(ben.sees(thread)).toContain('This thread now answers with **GPT-4o mini**.')
})

it('sets in a channel what the member’s next threads there will use', async () => {
  const { ada, ben, idle, llm } = await startBot()

  await ben.type('/model gpt-4o-mini')
  expect(ben.last()).toBe('The threads you start in this channel will use **GPT-4o mini**.')

  await ben.say('@switchboard mine')
  await idle()
  await ada.say('@switchboard hers')
  await idle()
  expect(llm.requests.map(({ model }) => model.id)).toEqual(['openai/gpt-4o-mini', 'openai/gpt-5'])
})

it('offers the member’s latest threads in a channel', async () => {
  const { ben, idle } = await startBot()
  const { thread } = await ben.say('@switchboard first question')
  await idle()

  await ben.type('/model')
  expect(ben.last()).toContain('first question [Switch]')
  await ben.press('Switch')
  await ben.pick('GPT-4o mini')

  expect(ben.last(thread)).toBe('Ben switched: this thread now answers with **GPT-4o mini**.')
})

it.each([
  ['/model gpt', /fits several models: `openai\/gpt-5`, `openai\/gpt-4o-mini`/],
  ['/model gtp-5', /No enabled model is called “gtp-5”\. Did you mean `openai\/gpt-5`\?/],
  ['/model sonnet', /No enabled model is called “sonnet”/],
])('guesses nothing: %s', async (typed, sentence) => {
  const { ben } = await startBot()

  await ben.type(typed)

  expect(ben.last()).toMatch(sentence)
})

it('pages when there are more models than fit', async () => {
  const { toModel } = await import('../../adapters/memory/index.ts')
  const models = Array.from({ length: 45 }, (_, index) =>
    toModel(`openai/model-${String(index).padStart(2, '0')}`),
  )
  const { ben } = await startBot({
    models,
    enabled: models.map(({ id }) => id),
    wanted: { model: 'openai/model-00', fallback: 'openai/model-01' },
  })

  await ben.type('/model')
  await ben.press('Next (2 of 3) →')
  await ben.press('Next (3 of 3) →')

  expect(ben.last()).toContain('**model-44**')
  expect(ben.last()).toContain('[← Previous]')
  expect(ben.seen()).toHaveLength(1)
})

it('works when typed in a thread, answered privately', async () => {
  const { ada, ben, idle } = await startBot()
  const { thread } = await ben.say('@switchboard hello')
  await idle()

  await ben.say('!model 4o', thread)

  expect(ben.sees(thread)).toContain('This thread now answers with **GPT-4o mini**.')
  expect(ada.sees(thread)).not.toContain('This thread now answers with **GPT-4o mini**.')
})

it('keeps the choice of a thread that the bot did not know yet', async () => {
  const { ada, ben, idle, llm } = await startBot()
  const root = await ada.say('lunch?')
  await ada.say('pizza', root.thread)

  await ben.type('/model gpt-4o-mini', root.thread)
  await ben.say('@switchboard which pizza?', root.thread)
  await idle()

  expect(llm.requests[0]?.model.id).toBe('openai/gpt-4o-mini')
  expect(llm.requests[0]?.messages.at(-1)?.text).toContain('Ada: pizza')
})

it('leaves a model out of menus whose id no menu takes; it is switched to by its name', async () => {
  const longId = `compatible/${'long-'.repeat(20)}7b`
  const models = [...someModels, toModel(longId, { name: 'Long 7B' })]
  const { ben, idle, seenBy } = await startBot({ models, enabled: [longId] })
  const { thread } = await ben.say('@switchboard hello')

  expect((await seenBy(ben, thread)).at(-1)).not.toContain('Long 7B')
  await ben.type('/model', thread)
  expect(ben.last(thread)).toContain('**Long 7B**')
  await ben.type('/model long 7b', thread)
  await ben.say('and now?', thread)
  await idle()
  expect(ben.last(thread)).toContain('**Long 7B** · this thread’s choice')
})
