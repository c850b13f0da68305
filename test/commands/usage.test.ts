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
  ['/usage 2026-11-01..2026-11-15', 'You have spent nothing 2026-11-01 to 2026-11-15.'],
])('%s', async (typed, seen) => {
  const { ben } = await startBot()

  await ben.type(typed)

  expect(ben.last()).toBe(seen)
})

it('refuses what is no period', async () => {
  const { ben } = await startBot()

  await ben.type('/usage soon')

  expect(ben.last()).toContain('“soon” is no period.')
})
