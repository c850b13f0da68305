import { expect, it } from 'vitest'
import { startBot } from '../../support/start.ts'

const general = { channelId: 'general' }
const twoAdmins = {
  ada: { name: 'Ada', role: 'admin' },
  ben: { name: 'Ben', role: 'admin' },
} as const

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
    /^The daily budget of the workspace has no room for this: \$0 of \$0\.0001 spent\. It resets .+ An admin \(@Ada\) can raise it/,
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
  ['"50 €"', 'Budgets are in US dollars.'],
  ['50EUR', 'Budgets are in US dollars.'],
  ['"5 kr"', 'is no amount'],
  ['C$5', 'is no amount'],
  ['NaN', 'is no amount'],
  ['1e3', 'is no amount'],
  ['0x10', 'is no amount'],
  ['5,5', 'is no amount'],
  ['0.0000000001', 'is no amount'],
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

it('is raised for a while from the refusal, which ends by itself', async () => {
  const { ada, ben, idle, llm, clock } = await startBot()
  await ada.type('/models budget 0.0001')
  const { thread } = await ben.say('@switchboard hello')
  await idle()
  await ada.press('Raise the budget')
  await ada.fill({ amount: ['0.0001'], raiseTo: ['5'], raiseUntil: ['12h'], atLimit: ['block'] })
  expect(ada.last(thread)).toContain('instead of $0.0001? When it is spent, calls are refused.')
  expect(llm.requests).toHaveLength(0)
  await ada.press('Save')
  await ben.press('Try again')
  await idle()
  expect(llm.requests).toHaveLength(1)
  await ada.type('/models budget')
  expect(ada.last(general)).toMatch(/\*\*\$0\.0001, \$5\.00 until .+: monthly budget/)

  clock.advance(13 * 3_600_000)
  await ben.say('@switchboard again')
  await idle()

  expect(llm.requests).toHaveLength(1)
  await ada.type('/models budget')
  expect(ada.last(general)).toContain('**$0.0001: monthly budget')
})

it.each([
  ['5 until:tomorrow', 'is no time'],
  ['5 until:2020-01-01', 'is over already'],
  ['5 until:999d', 'a year at most'],
  ['1 until:3d', 'has to be more than the budget'],
  ['5 until:3d period:day', 'Only a budget that is there'],
])('a raise of %s is refused with a reason', async (typed, reason) => {
  const { ada } = await startBot()
  await ada.type('/models budget 2')

  await ada.type(`/models budget ${typed}`)

  expect(ada.last(general)).toContain(reason)
})

it('keeps what happens at the limit when only the amount is typed', async () => {
  const { ada, rows } = await startBot()
  await ada.type('/models budget 2 at_limit:warn')

  await ada.type('/models budget 3')

  expect(rows('SELECT atLimit, version FROM Budget')).toEqual([{ atLimit: 'warn', version: 2 }])
})

it('shows before it is saved what it would have meant, and saves nothing when cancelled', async () => {
  const { ada, ben, idle, llm, rows } = await startBot()
  for (const words of ['word '.repeat(500), 'word '.repeat(500)]) {
    llm.next(words)
    await ben.say('@switchboard hello')
    await idle()
  }
  await ada.type('/models budget')
  await ada.press('Add a budget')

  await ada.fill({ amount: ['0.0075'], scope: ['every-member'], atLimit: ['block'] })

  expect(ada.last(general)).toMatch(
    /The one who used most has used \$0\.0100 of \$0\.0075 this month; about 1 of 2 calls would have been refused\./,
  )
  await ada.press('Cancel')
  expect(rows('SELECT id FROM Budget')).toEqual([])
})

it('tells the second of two admins what the first one changed meanwhile', async () => {
  const { ada, ben, rows } = await startBot({ people: twoAdmins })
  await ada.type('/models budget 2')
  await ada.type('/models budget')
  await ada.press('Change')
  await ben.type('/models budget 3')

  await ada.fill({ amount: ['4'], atLimit: ['block'] })

  expect(ada.last(general)).toContain(
    'Nothing was saved: @Ben set the monthly budget of the workspace to $3.00',
  )
  expect(rows('SELECT limitNano FROM Budget')).toEqual([{ limitNano: 3_000_000_000 }])
  await ben.type('/models budget 3.5')
  await ada.press('Save')
  expect(ada.last(general)).toContain('Nothing was saved: @Ben set')
  await ada.press('Save')
  expect(rows('SELECT limitNano FROM Budget')).toEqual([{ limitNano: 4_000_000_000 }])
})

it('does not take back what somebody else changed since', async () => {
  const { ada, rows } = await startBot()
  await ada.type('/models budget 2')
  await ada.type('/models budget 3')
  const [shown] = ada.seen(general).slice(-1)
  await ada.type('/models budget 4')

  await ada.press('Undo', shown)

  expect(ada.sees(general).join()).toContain('Nothing was saved: @Ada set')
  expect(rows('SELECT limitNano FROM Budget')).toEqual([{ limitNano: 4_000_000_000 }])
})

it('tells a member of their own budget alone, in private', async () => {
  const { ada, ben, idle, llm, until } = await startBot()
  await ada.type('/models budget 0.001 scope:every-member at_limit:warn')
  llm.next('word '.repeat(400))

  await ben.say('@switchboard hello')
  await idle()
  await until(() => ben.sees(ben.direct).length > 0, 'the notice')

  expect(ben.last(ben.direct)).toContain('**100 % of your monthly budget is used**')
  expect(ada.sees().join()).not.toContain('% of')
})

it('foresees once when a budget will run out', async () => {
  const { ada, ben, idle, llm, until } = await startBot()
  // the tenth of the month: a third of it has passed
  await ada.type('/models budget 0.01')
  const told = () => ada.sees().filter(text => text.includes('will run out on'))
  llm.next('word '.repeat(400))

  await ben.say('@switchboard hello')
  await until(() => told().length > 0, 'the forecast')
  await ben.say('@switchboard hi')
  await idle()

  expect(told()).toHaveLength(1)
  expect(told()[0]).toMatch(
    /At this rate the monthly budget of the workspace will run out on .+ Nov \d\d:\d\d \(UTC\)/,
  )
})

it('alerts at the percents that admins chose, and not at all where they chose none', async () => {
  const { ada, ben, idle, llm, until } = await startBot()
  await ada.type('/models setup')
  await ada.fill({ alerts: ['10'] })
  await ada.type('/models budget 0.01')
  const told = () => ada.sees().filter(text => text.includes('% of the monthly budget'))
  llm.next('word '.repeat(400))
  await ben.say('@switchboard hello')
  await until(() => told().length > 0, 'the notice')
  expect(told()[0]).toContain('**10 % of the monthly budget')

  await ada.type('/models setup')
  await ada.fill({ alerts: [] })
  await ada.type('/models budget 0.011 period:week')
  await ben.say('@switchboard hi')
  await idle()

  expect(ada.sees().filter(text => text.includes('weekly') && text.includes('%'))).toEqual([])
})

it('lists who used most of a budget for each, all of them on request', async () => {
  const { ada, ben, idle } = await startBot()
  await ada.type('/models budget 5 scope:every-member')
  await ben.say('@switchboard hello')
  await ada.say('@switchboard hello', { channelId: 'support' })
  await idle()

  await ada.type('/models budget')
  expect(ada.last(general)).toMatch(/\$5\.00 for each\. Most used: @\w+ .+, @\w+ /)
  await ada.press('Each member (month)')

  expect(ada.sees(general).join()).toMatch(/Member +\| Used +\| Left/)
})

it('shows many budgets page by page', async () => {
  const { ada } = await startBot()
  for (const channel of Array.from({ length: 9 }, (_, index) => `C${index}`)) {
    await ada.type(`/models budget 5 scope:channel target:${channel}`)
  }
  await ada.type('/models budget')
  expect(ada.last(general)).not.toContain('C8')

  await ada.press('More')

  expect(ada.last(general)).toContain('C8')
  expect(ada.last(general)).not.toContain('C7')
})

it('says that a member has left, and removes their budget', async () => {
  const { ada, chat, rows } = await startBot()
  await ada.type('/models budget 5 scope:member target:cleo')
  chat.people.delete('cleo')

  await ada.type('/models budget')
  expect(ada.last(general)).toContain('who is no longer here')
  await ada.press('Remove')

  expect(rows('SELECT id FROM Budget')).toEqual([])
})
