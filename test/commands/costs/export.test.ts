import { expect, it } from 'vitest'
import { localDay } from '../../../src/money/period.ts'
import type { FileBlock } from '../../../src/ui/card.ts'
import { call, settlement, spend } from '../../contracts/store/samples.ts'
import { type Bot, startBot } from '../../support/start.ts'

const general = { channelId: 'general' }

/** The file that Ada was last given. */
function fileOf({ ada }: Bot): FileBlock {
  const file = ada
    .seen(general)
    .flatMap(({ card }) => card?.blocks ?? [])
    .findLast(block => block.kind === 'file')
  if (!file) throw new Error('no file')
  return file
}

async function spent({ store, chat, clock }: Bot, purpose = 'chat'): Promise<void> {
  const startedAt = clock.now()
  const made = call(chat.workspaceId, { startedAt, purpose })
  await spend(store, settlement(made, { day: localDay(startedAt, { timeZone: 'UTC' }) }))
}

it('gives each call to who asked, alone', async () => {
  const bot = await startBot()
  await spent(bot)
  await spent(bot, '=cmd|"/c calc"!A1, with\nmore')

  await bot.ada.type('/costs export')

  expect(bot.ada.last(general)).toContain('**2 calls** this month, as a CSV file.')
  expect(bot.ben.sees(general).join()).not.toContain('CSV')
  const { name, content } = fileOf(bot)
  expect(name).toMatch(/^costs-\d{4}-\d{2}-01-calls\.csv$/)
  expect(content.split('\r\n')[0]).toBe(
    'time,member,channel,thread,purpose,model,model_asked,provider,route,attempt,outcome,error,input_tokens,cached_tokens,output_tokens,estimated,cost_usd,computed_usd,reported_usd,latency_ms',
  )
  expect(content).toContain('U2,C1,,chat,a/one,a/one,a,openrouter,1,ok,,100,20,50,no,0.000625000,')
  expect(content).toContain(`"'=cmd|""/c calc""!A1, with\nmore"`)
})

it('gives a line per day and model', async () => {
  const bot = await startBot()
  await spent(bot)
  await spent(bot)

  await bot.ada.type('/costs export today what:days')

  const [, line] = fileOf(bot).content.split('\r\n')
  expect(line).toMatch(/^\d{4}-\d{2}-\d{2},a\/one,2,0,0,0,200,40,100,0\.001250000$/)
})

it('reads a long ledger page by page', async () => {
  const bot = await startBot()
  for (let index = 0; index < 1003; index++) await spent(bot)

  await bot.ada.type('/costs export')

  const lines = fileOf(bot).content.trimEnd().split('\r\n')
  expect(new Set(lines).size).toBeGreaterThan(1)
  expect(lines).toHaveLength(1004)
})

it('says so when there is nothing', async () => {
  const { ada } = await startBot()

  await ada.type('/costs export yesterday')

  expect(ada.last(general)).toBe('Nothing was spent yesterday: there is nothing to export.')
})

it('is refused to members', async () => {
  const { ben } = await startBot()

  await ben.type('/costs export')

  expect(ben.last()).toBe('Only admins can do that. Ask one of them.')
})
