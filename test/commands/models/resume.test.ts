import { expect, it } from 'vitest'
import { startBot } from '../../support/start.ts'

it('lets models be called again', async () => {
  const { ada, ben, idle, llm } = await startBot()
  await ada.type('/models pause')

  await ada.type('/models resume')

  expect(ada.last({ channelId: 'general' })).toBe('Resumed: questions are answered again.')
  await ben.say('@switchboard hello')
  await idle()
  expect(llm.requests).toHaveLength(1)
})

it('says so when nothing is paused', async () => {
  const { ada } = await startBot()

  await ada.type('/models resume')

  expect(ada.last()).toBe('Switchboard is not paused.')
})

it('is refused to members, by the button too', async () => {
  const { ada, ben, llm, idle } = await startBot()
  await ada.type('/models pause')

  await ben.type('/models resume')

  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
  await ben.say('@switchboard hello')
  await idle()
  expect(llm.requests).toEqual([])
})
