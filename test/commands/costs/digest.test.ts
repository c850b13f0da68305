import { expect, it } from 'vitest'
import { BotError } from '../../../src/errors.ts'
import { createLog } from '../../../src/log.ts'
import { postDueDigests } from '../../../src/money/post-digest.ts'
import { call, settlement, spend } from '../../contracts/store/samples.ts'
import { type Bot, startBot } from '../../support/start.ts'

const general = { channelId: 'general' }
const support = { channelId: 'support' }
const HOUR = 3_600_000

/** What a process does each minute. */
const minute = ({ store, workspaces, chat, clock }: Bot, owner = 'p1') =>
  postDueDigests(
    { store, workspaces, clock, chatOf: () => chat, log: createLog('silent', []) },
    owner,
  )

async function spentYesterday({ store, chat, clock }: Bot): Promise<void> {
  const startedAt = new Date(clock.now().getTime() - 20 * HOUR)
  const made = call(chat.workspaceId, { startedAt, channelId: 'general' })
  await spend(
    store,
    settlement(made, {
      day: '2026-11-09',
      modelServed: 'openai/gpt-5',
      costNano: 3_000_000_000n,
    }),
  )
}

it('is set up by text, listed, paused, resumed, sent at once and deleted', async () => {
  const { ada } = await startBot()

  await ada.type('/costs digest')
  expect(ada.last(general)).toContain('**There is no digest yet.**')
  await ada.type('/costs digest <#support> weekly mon 09:00')
  expect(ada.last(general)).toContain(
    '**Saved.** The digest for #support comes weekly on mon at 09:00. Next: Mon 16 Nov 09:00 (UTC).',
  )
  await ada.press('Pause')
  expect(ada.last(general)).toContain('It is paused.')
  await ada.press('Resume')
  await ada.press('Send now')
  expect(ada.last(support)).toContain('from 2026-11-03 to 2026-11-09, in 0 calls')
  await ada.press('Delete')

  expect(ada.last(general)).toContain('**There is no digest yet.**')
})

it('arrives at its time with chart, movers and a suggestion, once, however many processes look', async () => {
  const bot = await startBot()
  await spentYesterday(bot)
  await bot.ada.type('/costs digest <#support> daily 10:00')
  await minute(bot)
  expect(bot.ada.sees(support)).toEqual([])
  bot.clock.advance(HOUR)

  await Promise.all(['p1', 'p2', 'p3'].map(owner => minute(bot, owner)))
  await minute(bot)

  expect(bot.ada.sees(support)).toHaveLength(1)
  expect(bot.ada.last(support)).toMatch(/^\*\*\$3\.00\*\* yesterday, in 1 call/)
  expect(bot.ada.last(support)).toContain('{Spent by model, yesterday}')
  expect(bot.ada.last(support)).toContain('- `openai/gpt-5` +$3.00')
  expect(bot.ada.last(support)).toContain('Suggestion: ')
})

it('missed while nothing ran comes late once, and is not piled up', async () => {
  const bot = await startBot()
  await bot.ada.type('/costs digest <#support> daily 10:00')
  bot.clock.advance(5 * 24 * HOUR)

  await minute(bot)
  await minute(bot)

  expect(bot.ada.sees(support)).toHaveLength(1)
  expect(bot.ada.last(support)).toContain('This was due Tue 10 Nov 10:00 (UTC).')
})

it('is posted late, once, when a process died over it before it posted', async () => {
  const bot = await startBot()
  await bot.ada.type('/costs digest <#support> daily 10:00')
  bot.clock.advance(HOUR)
  const now = bot.clock.now()
  const [digest] = await bot.store.digests.due(now, 1)
  if (!digest) throw new Error('none is due')
  const claim = { digestId: digest.id, occurrence: digest.nextAt, owner: 'dead' }
  await bot.store.digests.claim(claim, now, new Date(now.getTime() + 300_000))

  await minute(bot)
  expect(bot.ada.sees(support)).toEqual([])
  bot.clock.advance(300_001)
  await minute(bot)
  await minute(bot)

  expect(bot.ada.sees(support)).toHaveLength(1)
})

it('is not posted twice when a process died while it posted; admins are told', async () => {
  const bot = await startBot()
  await bot.ada.type('/costs digest <#support> daily 10:00')
  bot.clock.advance(HOUR)
  const now = bot.clock.now()
  const [digest] = await bot.store.digests.due(now, 1)
  if (!digest) throw new Error('none is due')
  const claim = { digestId: digest.id, occurrence: digest.nextAt, owner: 'dead' }
  await bot.store.digests.claim(claim, now, new Date(now.getTime() + 300_000))
  await bot.store.digests.beginPosting(claim)

  bot.clock.advance(300_001)
  await minute(bot)
  await minute(bot)

  expect(bot.ada.sees(support)).toEqual([])
  expect(bot.ada.sees().filter(text => text.includes('it may not have arrived'))).toHaveLength(1)
})

it('is tried again when the platform is down, and paused when its channel is gone', async () => {
  const bot = await startBot()
  await bot.ada.type('/costs digest <#support> daily 10:00')
  bot.clock.advance(HOUR)
  bot.chat.failNext('post', new BotError('chat-unavailable', 'down'))
  await minute(bot)
  expect(bot.ada.sees(support)).toEqual([])
  await minute(bot)
  expect(bot.ada.sees(support)).toHaveLength(1)

  bot.clock.advance(24 * HOUR)
  bot.chat.failNext('post', new BotError('chat-gone', 'no channel'))
  await minute(bot)
  await minute(bot)

  expect(bot.ada.sees(support)).toHaveLength(1)
  expect(bot.ada.sees().join('\n')).toContain('The cost digest for #support is paused')
})

it('is set up by its form, and changed by it', async () => {
  const { ada } = await startBot()
  await ada.type('/costs digest')

  await ada.press('Add a digest')
  await ada.fill({ channel: ['support'], schedule: ['0 8 * * 1-5'] })
  expect(ada.last(general)).toContain('comes `0 8 * * 1-5`')
  await ada.press('Change')
  await ada.fill({ schedule: ['monthly 1 09:00'] })

  expect(ada.last(general)).toContain('The digest for #support comes monthly on day 1 at 09:00.')
  await ada.type('/costs digest')
  expect(ada.last(general)).toContain('**1 digest**')
})

it.each(['sometimes', '61 9 * * *', '* * * * *', '0 9 31 2 *', 'weekly someday 09:00'])(
  '%s is refused with what to write',
  async words => {
    const { ada } = await startBot()

    await ada.type(`/costs digest <#support> ${words}`)

    expect(ada.last(general)).toContain('Use `daily 09:00`')
  },
)

it('is refused to members', async () => {
  const { ben } = await startBot()

  await ben.type('/costs digest')

  expect(ben.last(general)).toContain('Only admins can do that.')
})
