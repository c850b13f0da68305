import { expect, it } from 'vitest'
import { startBot } from '../../support/start.ts'

const general = { channelId: 'general' }

it('shows that there is none, and how to set one', async () => {
  const { ada } = await startBot()

  await ada.type('/models budget')

  expect(ada.last(general)).toContain('No budget is set.')
})

it('is set, shown with what is left, and taken back by its button', async () => {
  const { ada } = await startBot()

  await ada.type('/models budget 50')
  expect(ada.last(general)).toContain('The monthly budget of the workspace is $50.00 now')
  await ada.type('/models budget')
  expect(ada.last(general)).toContain('$0 of $50.00 spent. It resets ')
  await ada.type('/models budget 60')
  await ada.press('Undo')

  expect(ada.last(general)).toContain('The monthly budget of the workspace is $50.00 now')
})

it('refuses in the thread, with what is spent and when it resets; once raised, the answer comes', async () => {
  const { ada, ben, idle, llm } = await startBot()
  await ada.type('/models budget 0.0001 period:day')
  const { thread } = await ben.say('@switchboard hello')
  await idle()
  expect(llm.requests).toEqual([])
  expect(ben.last(thread)).toMatch(
    /^The daily budget of the workspace has no room for this: \$0 of \$0\.0001 spent\. It resets .+ An admin can raise it/,
  )

  await ada.type('/models budget 5 period:day')
  await ben.press('Try again')
  await idle()

  expect(llm.requests).toHaveLength(1)
})

it('lets the cheapest model answer where an admin chose that', async () => {
  const { ada, ben, idle } = await startBot()
  await ada.type('/models budget 0.0001 at_limit:cheapest scope:model target:gpt-5')

  const { thread } = await ben.say('@switchboard hello')
  await idle()

  expect(ben.last(thread)).toContain('the cheapest, because a budget is nearly used up')
})

it('sends a shorter answer where only that fits, and says so', async () => {
  const { ada, ben, idle, llm } = await startBot()
  await ada.type('/models budget 0.003')

  const { thread } = await ben.say('@switchboard hello')
  await idle()

  expect(llm.requests[0]?.maxOutputTokens).toBeLessThan(2000)
  expect(ben.last(thread)).toContain('A budget left room for a shorter answer only.')
})

it('tells the admins which threshold is passed, once', async () => {
  const { ada, ben, idle, llm, until } = await startBot()
  await ada.type('/models budget 0.001 at_limit:warn')
  llm.next('word '.repeat(400))
  const told = () =>
    ada.sees().filter(text => text.includes('% of the monthly budget of the workspace is used'))

  await ben.say('@switchboard hello')
  await until(() => told().length > 0, 'the notice')
  await ben.say('@switchboard hi')
  await idle()

  expect(told()).toHaveLength(1)
  expect(told()[0]).toContain('**100 % of the monthly budget')
})

it.each([
  ['-5', 'is no amount'],
  ['lots', 'is no amount'],
  ['0', 'is no amount'],
  ['5€', 'Budgets are in US dollars.'],
  ['99999999', 'at most $1,000,000'],
  ['5 scope:model', 'Name the model'],
  ['5 scope:model target:nosuch', 'No enabled model is called “nosuch”'],
  ['5 scope:member target:nobody', 'There is no member nobody'],
  ['5 scope:thread', 'in the thread that the budget is for'],
  ['off', 'There is no such budget'],
])('%s is refused with a reason', async (typed, reason) => {
  const { ada } = await startBot()

  await ada.type(`/models budget ${typed}`)

  expect(ada.last(general)).toContain(reason)
})

it('is refused to members', async () => {
  const { ben } = await startBot()

  await ben.type('/models budget 5')

  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
})
