import { expect, it } from 'vitest'
import { startBot } from '../support/start.ts'

it('answers a mention in a thread on the message', async () => {
  const { ben, idle, llm } = await startBot()
  llm.next('Hello ', 'Ben.')

  const question = await ben.say('@switchboard hello')
  await idle()

  expect(ben.sees(question.thread)).toMatchInlineSnapshot()
})
