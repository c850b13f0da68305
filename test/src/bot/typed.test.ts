import { expect, it } from 'vitest'
import { startBot } from '../../support/start.ts'

it.each(['!model 4o', '!Model 4o', '! model', '/model 4o'])(
  'takes “%s” in a thread for what it is',
  async typed => {
    const { ben, idle, llm } = await startBot()
    const { thread } = await ben.say('@switchboard hello')
    await idle()

    await ben.say(typed, thread)
    await idle()

    const isCommand = /^!m/i.test(typed)
    expect(llm.requests).toHaveLength(isCommand ? 1 : 2)
    expect(ben.sees(thread).includes('This thread now answers with **GPT-4o mini**.')).toBe(
      isCommand,
    )
  },
)

it.each(['@switchboard /model 4o', '@switchboard !model 4o', '@switchboard /switchboard model 4o'])(
  'takes “%s” for a command, under the message',
  async typed => {
    const { ada, ben, llm, idle } = await startBot()

    const { thread } = await ben.say(typed)
    await idle()

    expect(llm.requests).toEqual([])
    expect(ben.last(thread)).toContain('will use **GPT-4o mini**')
    expect(ada.sees(thread)).toHaveLength(1)
  },
)

it('takes a command in a direct message', async () => {
  const { ben } = await startBot()

  await ben.say('/usage', ben.direct)

  expect(ben.last(ben.direct)).toBe('You have spent nothing this month.')
})

it('runs what was delivered twice once', async () => {
  const { ben, idle } = await startBot()
  const { thread } = await ben.say('@switchboard hello')
  await idle()

  await ben.say('!model 4o', thread, { twice: true })

  expect(ben.sees(thread).filter(text => text.startsWith('This thread now'))).toHaveLength(1)
})

it.each([
  ['@switchboard /dance', 'There is no `/dance`. Try `/help`.'],
  ['@switchboard /modle gpt-5', 'There is no `/modle`. Did you mean `/model`?'],
  ['@switchboard /models enbale x', 'There is no `/models enbale`. Did you mean `/models enable`'],
])('%s', async (typed, sentence) => {
  const { ben } = await startBot()

  const { thread } = await ben.say(typed)

  expect(ben.last(thread)).toContain(sentence)
})

it('ignores a shout in a channel', async () => {
  const { ben, idle } = await startBot()

  const { thread } = await ben.say('!help')
  await idle()

  expect(ben.sees(thread)).toHaveLength(1)
})
