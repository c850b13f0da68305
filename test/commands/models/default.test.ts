import { expect, it } from 'vitest'
import { startBot } from '../../support/start.ts'

it('sets the workspace’s default', async () => {
  const { ada, ben, idle, llm } = await startBot()

  await ada.type('/models default 4o')

  expect(ada.last({ channelId: 'general' })).toContain('**GPT-4o mini** is the default now.')
  await ben.say('@switchboard hello')
  await idle()
  expect(llm.requests[0]?.model.id).toBe('openai/gpt-4o-mini')
})

it.each(['/models default 4o channel:<#support|support>', '/models default 4o <#support>'])(
  'sets a channel’s default and tells the channel: %s',
  async typed => {
    const { ada, ben, idle, llm } = await startBot()

    await ada.type(typed)

    expect(ada.last({ channelId: 'general' })).toBe('Threads in #support use **GPT-4o mini** now.')
    expect(ben.last({ channelId: 'support' })).toBe(
      'Ada set this channel’s model: threads here use **GPT-4o mini** now.',
    )
    await ben.say('@switchboard hello', { channelId: 'support' })
    await idle()
    await ben.say('@switchboard hello')
    await idle()
    expect(llm.requests.map(({ model }) => model.id)).toEqual([
      'openai/gpt-4o-mini',
      'openai/gpt-5',
    ])
  },
)

it('takes a channel’s default back', async () => {
  const { ada, ben, idle, llm } = await startBot()
  await ada.type('/models default 4o <#support>')

  await ada.type('/models default reset <#support>')

  await ben.say('@switchboard hello', { channelId: 'support' })
  await idle()
  expect(llm.requests[0]?.model.id).toBe('openai/gpt-5')
})

it('is refused to members', async () => {
  const { ben } = await startBot()

  await ben.type('/models default 4o')

  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
})
