import { expect, it } from 'vitest'
import { gate, startBot } from '../support/start.ts'

it('stops the answer under way and keeps what there is of it', async () => {
  const { ben, idle, llm, until } = await startBot()
  const later = gate()
  llm.next('The beginning', later.opened, ' and the end')
  const { thread } = await ben.say('@switchboard tell me')
  await until(() => ben.last(thread).includes('The beginning'), 'the beginning')

  await ben.say('!stop', thread)
  await idle()

  const answer = ben.sees(thread)[1]
  expect(answer).toContain('The beginning\n_Stopped._')
  expect(answer).not.toContain('[Stop]')
  expect(ben.last(thread)).toBe('Stopping.')
})

it('says so when nothing is under way', async () => {
  const { ben, idle } = await startBot()
  const { thread } = await ben.say('@switchboard tell me')
  await idle()

  await ben.say('!stop', thread)

  expect(ben.last(thread)).toBe('Nothing is under way in this thread.')
})

it('works only in a thread of the bot', async () => {
  const { ada, ben } = await startBot()
  const root = await ben.say('lunch?')

  await ben.say('!stop', root.thread)

  expect(ben.last(root.thread)).toBe('That works in a thread in which I take part.')
  expect(ada.last(root.thread)).toBe('')
})
