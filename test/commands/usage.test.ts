import { expect, it } from 'vitest'
import { startBot } from '../support/start.ts'

it('says what was spent, by model, to this person alone', async () => {
  const { ada, ben, idle, llm } = await startBot()
  llm.next('a'.repeat(90))
  const { thread } = await ben.say('@switchboard hello')
  await idle()
  await ben.type('/model 4o', thread)
  await ben.say('again', thread)
  await idle()

  await ben.type('/usage')

  expect(ben.last()).toMatchInlineSnapshot(`
    "You spent **$0.0002** this month, in 2 calls.
    Model | Calls | Cost
    openai/gpt-5 | 1 | $0.0002
    openai/gpt-4o-mini | 1 | <$0.0001"
  `)
  expect(ada.last()).not.toContain('You spent')
})

it.each([
  ['/usage', 'You have spent nothing this month.'],
  ['/usage yesterday', 'You have spent nothing yesterday.'],
  ['/usage 7d', 'You have spent nothing the last 7 days.'],
  ['/usage 2026-11-01..2026-11-15', 'You have spent nothing from 2026-11-01 to 2026-11-15.'],
])('%s', async (typed, seen) => {
  const { ben } = await startBot()

  await ben.type(typed)

  expect(ben.last()).toBe(seen)
})

it('tells what is left of the budgets that apply here, one’s own first, and when they reset', async () => {
  const { ada, ben, idle, llm } = await startBot()
  await ada.type('/models budget 50')
  await ada.type('/models budget 5 scope:every-member period:day')
  await ada.type('/models budget 3 scope:member target:cleo')
  await ada.type('/models budget 7 scope:channel target:random')
  llm.next('a'.repeat(90))
  await ben.say('@switchboard hello')
  await idle()

  await ben.type('/usage')

  const lines = ben.last().split('\n').slice(3)
  expect(lines).toEqual([
    expect.stringMatching(
      /^Your daily budget: \*\*\$5\.00\*\* left of \$5\.00\. It resets .+\(UTC\)\.$/,
    ),
    expect.stringMatching(
      /^Monthly budget of the workspace: \*\*\$50\.00\*\* left of \$50\.00\. It resets /,
    ),
  ])
})

it('refuses what is no period', async () => {
  const { ben } = await startBot()

  await ben.type('/usage soon')

  expect(ben.last()).toContain('“soon” is no period.')
})
