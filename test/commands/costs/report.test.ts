import { expect, it } from 'vitest'
import { localDay } from '../../../src/money/period.ts'
import type { Call, Settlement } from '../../../src/ports/ledger.ts'
import { call, settlement, spend } from '../../contracts/store/samples.ts'
import { type Bot, startBot } from '../../support/start.ts'

const general = { channelId: 'general' }
const DAY = 86_400_000

/** Puts a call of some days ago on the ledger. */
async function spent(
  { store, chat, clock }: Bot,
  daysAgo: number,
  over: Partial<Call>,
  more: Partial<Settlement> = {},
): Promise<void> {
  const startedAt = new Date(clock.now().getTime() - daysAgo * DAY)
  const made = call(chat.workspaceId, { startedAt, channelId: 'general', ...over })
  const day = localDay(startedAt, { timeZone: 'UTC' })
  await spend(store, settlement(made, { day, ...more }))
}

const NANO = 1_000_000_000n

it('says that nothing was spent, and how to ask for another period', async () => {
  const { ada } = await startBot()

  await ada.type('/costs report')

  expect(ada.last(general)).toContain('Nothing was spent this month: no model was called.')
  expect(ada.last(general)).toContain('`/costs report last-month`')
})

it('shows where the money went, and cuts it anew by its menu', async () => {
  const { ada, ben, idle, llm } = await startBot()
  llm.next('a'.repeat(90))
  await ben.say('@switchboard hello')
  await idle()

  await ada.type('/costs report today')
  expect(ada.last(general)).toMatchInlineSnapshot(`
    "**$0.0002** today, in 1 call (nothing in the period before).
    Model | Calls | Cost
    openai/gpt-5 | 1 | $0.0002 (100 %)
    {Spent by model, today} Most went to openai/gpt-5: $0.0002.
    $0.0002 an answer on average. 10 tokens in (0 % cached), 90 out.
    Dearest: $0.0002 by \`openai/gpt-5\` in “hello” (#general, @Ben).
    The same work would have cost **$0.0002** on GPT-5 (default, dearest), **<$0.0001** on GPT-4o mini (cheapest).
    <Cut by…: *By model, By member, By channel, By purpose, By provider, By day>"
  `)
  await ada.pick('By member')

  expect(ada.last(general)).toContain('@Ben | 1 | $0.0002 (100 %)')
})

it('compares with the period before, and tells what is amiss', async () => {
  const bot = await startBot()
  await spent(bot, 1, {}, { costNano: 4n * NANO })
  await spent(bot, 0, {}, { costNano: 5n * NANO, isEstimated: true })
  await spent(bot, 0, {}, { costNano: NANO, outcome: 'failed' })
  const { costNano: _, computedNano: __, ...unpriced } = settlement(call(bot.chat.workspaceId))
  const free = call(bot.chat.workspaceId, { startedAt: bot.clock.now(), modelId: 'b/free' })
  await spend(bot.store, {
    ...unpriced,
    call: free,
    day: localDay(bot.clock.now(), { timeZone: 'UTC' }),
  })

  await bot.ada.type('/costs report today')

  const seen = bot.ada.last(general)
  expect(seen).toContain('**$6.00** today, in 3 calls (+50 % against $4.00 in the period before).')
  expect(seen).toContain('$3.00 an answer on average.')
  expect(seen).toContain('1 call failed. 1 call estimated. 1 call without a price.')
  expect(seen).toContain('Dearest: $5.00 by `a/one`')
  expect(seen).toMatch(/The same work would have cost .+; 1 call without a price left out\./)
})

it('compares half a month with half a month', async () => {
  const bot = await startBot()
  await spent(bot, 0, {}, { costNano: NANO })

  await bot.ada.type('/costs report')

  expect(bot.ada.last(general)).toContain('(nothing in the period before up to the same day).')
})

it('tells when a provider’s own figure is far from ours', async () => {
  const bot = await startBot()
  await spent(bot, 0, {}, { costNano: 2n * NANO, computedNano: NANO, reportedNano: 2n * NANO })

  await bot.ada.type('/costs report')

  expect(bot.ada.last(general)).toContain(
    '⚠ openrouter reports $2.00 where its prices come to $1.00',
  )
})

it('pages when there are more rows than fit, and keeps the cut', async () => {
  const bot = await startBot()
  for (let index = 0; index < 14; index++) {
    await spent(bot, 0, { modelId: `a/model-${index}` }, { costNano: BigInt(index + 1) * NANO })
  }

  await bot.ada.type('/costs report 7d')
  expect(bot.ada.last(general)).toContain('1 to 12 of 14; the others come to $3.00.')
  await bot.ada.press('Next →')

  const seen = bot.ada.last(general)
  expect(seen).toContain('13 to 14 of 14; the others come to $102.00.')
  expect(seen).toContain('a/model-0 | 1 | $1.00')
  expect(seen).not.toContain('a/model-13 |')
  await bot.ada.press('← Previous')
  expect(bot.ada.last(general)).toContain('a/model-13 |')
})

it('refuses what is no period', async () => {
  const { ada } = await startBot()

  await ada.type('/costs report soon')

  expect(ada.last(general)).toContain('“soon” is no period.')
})

it('is refused to members', async () => {
  const { ben } = await startBot()

  await ben.type('/costs report')

  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
})

it('draws a stack a day, whose sums are the total, with the days to come left out', async () => {
  const bot = await startBot()
  await spent(bot, 3, {}, { modelServed: 'openai/gpt-5', costNano: 2n * NANO })
  await spent(bot, 1, {}, { modelServed: 'openai/gpt-5', costNano: NANO })
  await spent(bot, 1, {}, { modelServed: 'openai/gpt-4o-mini', costNano: NANO / 2n })

  await bot.ada.type('/costs report this-month')

  const drawn = bot.chat.room
    .all()
    .flatMap(({ card }) => card?.blocks ?? [])
    .find(block => block.kind === 'chart')
  expect(drawn?.chart).toMatchObject({
    form: 'stacked',
    unit: 'usd',
    title: 'Spent by day and model, this month',
  })
  expect(drawn?.chart.labels).toEqual(Array.from({ length: 10 }, (_, index) => `${index + 1} Nov`))
  const values = drawn?.chart.unit === 'usd' ? drawn.chart.series.flatMap(one => one.values) : []
  expect(values.reduce((sum, value) => sum + value, 0n)).toBe((7n * NANO) / 2n)
  expect(drawn?.chart.summary).toBe('7 Nov cost most: $2.00.')
})
