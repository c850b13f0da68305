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

it('says in the thread how many waiting questions it dropped', async () => {
  const { ada, ben, idle, llm, until } = await startBot()
  llm.next('The beginning', gate().opened)
  const { thread } = await ben.say('@switchboard tell me')
  await until(() => ben.last(thread).includes('The beginning'), 'the beginning')
  await ada.say('and me', thread)
  await ada.say('and me too', thread)

  await ben.stop(thread)
  await idle()

  expect(ada.sees(thread)).toContain(
    'Stopped. 2 waiting questions were dropped: ask them again if you still want them answered.',
  )
  expect(llm.requests).toHaveLength(1)
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
