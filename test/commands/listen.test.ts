import { expect, it } from 'vitest'
import { startBot } from '../support/start.ts'

it('answers everything in a thread that others began', async () => {
  const { ada, ben, idle, llm } = await startBot()
  const { thread } = await ada.say('lunch?')
  await ben.say('@switchboard what is good?', thread)
  await idle()
  await ada.say('pizza?', thread)
  await idle()
  expect(llm.requests).toHaveLength(1)

  await ben.say('!listen', thread)
  await ada.say('and pasta?', thread)
  await idle()

  expect(ada.sees(thread)).toContain('I answer everything in this thread now. `!quiet` stops that.')
  expect(llm.requests).toHaveLength(2)
})

it('stays out of what is said to another person', async () => {
  const { ben, idle, llm } = await startBot()
  const { thread } = await ben.say('@switchboard hello')
  await idle()

  await ben.say('@Ada can you look?', thread)
  await idle()

  expect(llm.requests).toHaveLength(1)
})
