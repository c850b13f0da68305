import { pino } from 'pino'
import { expect, it } from 'vitest'
import { BotError } from '../../../src/errors.ts'
import forgetWhoLeft from '../../../src/jobs/forget-who-left.ts'
import { startBot } from '../../support/start.ts'

const workspaceId = 'memory:team'

async function withChoices() {
  const bot = await startBot()
  for (const member of ['ada', 'ben', 'cleo']) {
    await bot.store.choices.setMember(workspaceId, member, { chat: 'auto' }, bot.clock.now())
  }
  const chosen = async () => {
    const members = await bot.store.choices.members()
    return members.map(({ memberId }) => memberId).sort()
  }
  return {
    ...bot,
    chosen,
    run: () =>
      forgetWhoLeft.run({ ...bot, chatOf: () => bot.chat, log: pino({ level: 'silent' }) }),
  }
}

it('drops what somebody chose who has left, and nothing else', async () => {
  const { chat, chosen, run } = await withChoices()
  chat.people.delete('ben')

  await run()

  expect(await chosen()).toEqual(['ada', 'cleo'])
})

it('drops nothing of whom the platform could not look up', async () => {
  const { chat, chosen, run } = await withChoices()
  chat.people.delete('cleo')
  chat.failNext('member', new BotError('chat-unavailable', 'down'))

  await run()

  expect(await chosen()).toEqual(['ada', 'ben'])
})
