import { expect, it } from 'vitest'
import { localDay } from '../../../src/money/period.ts'
import type { Call, Settlement } from '../../../src/ports/ledger.ts'
import { call, settlement, spend } from '../../contracts/store/samples.ts'
import { type Bot, startBot } from '../../support/start.ts'

const general = { channelId: 'general' }
const DAY = 86_400_000
const NANO = 1_000_000_000n

async function spent(
  { store, chat, clock }: Bot,
  daysAgo: number,
  over: Partial<Call> = {},
  more: Partial<Settlement> = {},
): Promise<void> {
  const startedAt = new Date(clock.now().getTime() - daysAgo * DAY)
  const made = call(chat.workspaceId, { startedAt, channelId: 'general', ...over })
  const day = localDay(startedAt, { timeZone: 'UTC' })
  await spend(store, settlement(made, { day, costNano: NANO, ...more }))
}

it('says that there is nothing to forecast', async () => {
  const { ada } = await startBot()

  await ada.type('/costs forecast')

  expect(ada.last(general)).toBe('There is nothing to forecast yet: no model was called.')
})

it('is a run rate below 14 full days, and says so', async () => {
  const bot = await startBot()
  for (let daysAgo = 0; daysAgo < 6; daysAgo++) await spent(bot, daysAgo)

  await bot.ada.type('/costs forecast')

  expect(bot.ada.last(general)).toContain(
    '$1.00 a day on average. That is no forecast: it takes 14 full days of use, there are 4.',
  )
})

it('is the month’s end with a band after that', async () => {
  const bot = await startBot()
  for (let daysAgo = 0; daysAgo <= 29; daysAgo++) await spent(bot, daysAgo)

  await bot.ada.type('/costs forecast')

  const now = bot.clock.now()
  const lastDay = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0)).getUTCDate()
  expect(bot.ada.last(general)).toContain(
    `**$${lastDay}.00** expected by the end of this month, between $${lastDay}.00 and $${lastDay}.00. **$${now.getUTCDate()}.00** this month so far.`,
  )
})

it('tells which budget will not last, and until when', async () => {
  const bot = await startBot()
  await bot.ada.type('/models budget 1000')
  await bot.ada.type('/models budget 1.50 period:day')
  await bot.ada.type('/models budget 32 period:total scope:every-member')
  for (let daysAgo = 1; daysAgo <= 29; daysAgo++) await spent(bot, daysAgo)

  await bot.ada.type('/costs forecast')

  const seen = bot.ada.last(general)
  const inDays = (days: number) =>
    localDay(new Date(bot.clock.now().getTime() + days * DAY), { timeZone: 'UTC' })
  expect(seen).toMatch(
    /\$1,000\.00 monthly budget of the workspace\*\*: .+ It lasts for its window/,
  )
  expect(seen).toContain(
    'daily budget of the workspace**: $0 spent. It lasts for its window: at most $1.00',
  )
  // 29 of 32 are spent: today, tomorrow, and the day after
  expect(seen).toContain(`**It will run out on ${inDays(2)}**, at the earliest on ${inDays(2)}.`)
})

it('offers to switch dear threads to a cheaper model, and tells the thread', async () => {
  const bot = await startBot()
  bot.llm.next('a'.repeat(400))
  const { thread } = await bot.ben.say('@switchboard hello there')
  await bot.idle()

  await bot.ada.type('/costs forecast')
  expect(bot.ada.last(general)).toContain('“hello there” in #general')
  expect(bot.ada.last(general)).toContain('the same on **GPT-4o mini**')
  await bot.ada.press('Switch to GPT-4o mini')
  await bot.ben.say('again', thread)
  await bot.idle()

  expect(bot.ben.sees(thread).join('\n')).toContain(
    'switched: this thread now answers with **GPT-4o mini**.',
  )
  expect(bot.llm.requests.at(-1)?.model.id).toBe('openai/gpt-4o-mini')
})

it('keeps quiet about what was said in private', async () => {
  const bot = await startBot()
  bot.llm.next('a'.repeat(400))
  await bot.ben.say('a secret question', bot.ben.direct)
  await bot.idle()

  await bot.ada.type('/costs forecast')
  expect(bot.ada.last(general)).not.toContain('secret')
  await bot.ada.type('/costs report')
  expect(bot.ada.last(general)).not.toContain('secret')
})

it('is refused to members', async () => {
  const { ben } = await startBot()

  await ben.type('/costs forecast')

  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
})
