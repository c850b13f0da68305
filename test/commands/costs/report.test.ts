import { expect, it } from 'vitest'
import { startBot } from '../../support/start.ts'

it('says that nothing was spent', async () => {
  const { ada } = await startBot()

  await ada.type('/costs report')

  expect(ada.last({ channelId: 'general' })).toContain('Nothing was spent this month')
})

it('shows where the money went, and cuts it anew by its menu', async () => {
  const { ada, ben, idle, llm } = await startBot()
  llm.next('a'.repeat(90))
  await ben.say('@switchboard hello')
  await idle()

  await ada.type('/costs report today')
  expect(ada.last({ channelId: 'general' })).toContain('**$0.0002** today, in 1 call.')
  expect(ada.last({ channelId: 'general' })).toContain('openai/gpt-5 | 1 | $0.0002 (100 %)')
  await ada.pick('By member')

  expect(ada.last({ channelId: 'general' })).toContain('@Ben | 1 | $0.0002 (100 %)')
})

it('is refused to members', async () => {
  const { ben } = await startBot()

  await ben.type('/costs report')

  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
})
