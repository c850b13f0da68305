import { expect, it } from 'vitest'
import { startBot } from '../../support/start.ts'

it('stops every call and says so in threads', async () => {
  const { ada, ben, idle, llm } = await startBot()

  await ada.type('/models pause')
  const { thread } = await ben.say('@switchboard hello')
  await idle()

  expect(ada.last({ channelId: 'general' })).toContain('Paused: no model is called')
  expect(ben.last(thread)).toBe(
    'Switchboard is paused by Ada. An admin can resume it with `/models resume`.',
  )
  expect(llm.requests).toEqual([])
})

it('goes on by its button', async () => {
  const { ada, ben, idle, llm } = await startBot()
  await ada.type('/models pause')

  await ada.press('Resume')

  await ben.say('@switchboard hello')
  await idle()
  expect(llm.requests).toHaveLength(1)
})

it('is refused to members', async () => {
  const { ben } = await startBot()

  await ben.type('/models pause')

  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
})
