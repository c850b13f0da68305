import { expect, it } from 'vitest'
import { localDay } from '../../../src/money/period.ts'
import { call, settlement, spend } from '../../contracts/store/samples.ts'
import { type Bot, startBot } from '../../support/start.ts'

const general = { channelId: 'general' }
const NANO = 1_000_000_000n

async function afterTwoCalls(): Promise<Bot> {
  const bot = await startBot()
  const { store, chat, clock } = bot
  const day = localDay(clock.now(), { timeZone: 'UTC' })
  for (const [route, costNano] of [
    ['openrouter', 50n * NANO],
    ['xai', 7n * NANO],
  ] as const) {
    const made = call(chat.workspaceId, { startedAt: clock.now(), route })
    await spend(store, settlement(made, { day, costNano, isEstimated: true }))
  }
  return bot
}

it.each([
  [
    'openrouter 52.5',
    'the invoice is **$2.50 (5 %) above** the ledger: $52.50 on the invoice, $50.00',
  ],
  ['OpenRouter 40', 'the invoice is **$10.00 (20 %) below** the ledger'],
  ['x-ai 7', 'they agree to the last unit.'],
])('%s', async (typed, seen) => {
  const { ada } = await afterTwoCalls()

  await ada.type(`/costs reconcile ${typed} this-month`)

  expect(ada.last(general)).toContain(seen)
  expect(ada.last(general)).toContain('the tokens of 1 call were counted here')
})

it.each([
  [
    'openai 5 this-month',
    'Nothing was called through “openai” this month. There is `openrouter`, `xai`.',
  ],
  ['openrouter 5', 'No model was called last month.'],
  ['openrouter five', 'is no amount'],
  ['openrouter 5€', 'in US dollars'],
  ['openrouter', '`amount` is missing'],
])('%s is refused with a reason', async (typed, reason) => {
  const { ada } = await afterTwoCalls()

  await ada.type(`/costs reconcile ${typed}`)

  expect(ada.last(general)).toContain(reason)
})

it('is refused to members', async () => {
  const { ben } = await startBot()

  await ben.type('/costs reconcile openai 5')

  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
})
