import { expect, it } from 'vitest'
import { startBot } from '../../support/start.ts'

it('shows everything about one model', async () => {
  const { ada, ben, idle } = await startBot()
  await ben.say('@switchboard hello')
  await idle()

  await ada.type('/models info gpt-5')

  expect(ada.last()).toMatchInlineSnapshot(`
    "**GPT-5** \`openai/gpt-5\` _(default)_
    Price: $1.00 in · $2.00 out · $1.50 average per 1M tokens
    Context window: 128k
    Longest answer: 16k
    Can do: tools
    Served by: demo
    Used in 30 days: 0 calls, $0
    Last seen 2026-11-10.
    [Disable]"
  `)
})

it('offers to enable what is not', async () => {
  const { ada } = await startBot()

  await ada.type('/models info grok')

  expect(ada.last()).toContain('[Enable]')
})

it('is refused to members', async () => {
  const { ben } = await startBot()

  await ben.type('/models info gpt-5')

  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
})
