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

it('says what the last 30 days would have cost, and can be taken back', async () => {
  const { ada, ben, idle, rows } = await startBot()
  await ben.say('@switchboard hello')
  await idle()

  await ada.type('/models default 4o')

  // ten tokens in and two out, at $1/$2 and at $0.15/$0.60
  expect(rows('SELECT costNano FROM LedgerEntry')).toEqual([{ costNano: 14_000 }])
  expect(ada.last({ channelId: 'general' })).toContain(
    'The default’s 1 call of the last 30 days cost <$0.0001; with this model about <$0.0001.',
  )
  await ada.press('Undo')
  expect(rows('SELECT defaultModelId FROM Workspace')).toEqual([{ defaultModelId: 'openai/gpt-5' }])
})

it('is asked about before it is saved by a button, where it would cost something else', async () => {
  const { ada, ben, idle, llm, rows } = await startBot({ enabled: ['x-ai/grok-4'] })
  llm.next('word '.repeat(100_000))
  await ben.say('@switchboard hello')
  await idle()
  const standard = () => rows('SELECT defaultModelId FROM Workspace')[0]?.['defaultModelId']
  await ada.type('/models info 4o')
  await ada.press('Make it the default')

  expect(ada.last({ channelId: 'general' })).toContain(
    'The default’s 1 call of the last 30 days cost $1.00; with this model about $0.3000.',
  )
  expect(standard()).toBe('openai/gpt-5')
  await ada.press('Cancel')
  expect(standard()).toBe('openai/gpt-5')
  await ada.type('/models info 4o')
  await ada.press('Make it the default')
  await ada.press('Save')

  expect(standard()).toBe('openai/gpt-4o-mini')
})

it('is refused to members', async () => {
  const { ben } = await startBot()

  await ben.type('/models default 4o')

  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
})
