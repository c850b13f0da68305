import { expect, it } from 'vitest'
import type { AccessRule } from '../../../src/ports/workspaces.ts'
import { type StartOptions, startBot } from '../../support/start.ts'

const people = {
  ada: { name: 'Ada', role: 'admin' },
  ben: { name: 'Ben', role: 'member', roleIds: ['writers'] },
  cleo: { name: 'Cleo', role: 'guest' },
} as const

async function startWith(access: readonly AccessRule[], options: StartOptions = {}) {
  const bot = await startBot({ people, groups: { legal: ['ben'] }, ...options })
  const change = { actor: bot.ada, action: 'test', target: '', details: {} }
  await bot.store.workspaces.setAccess(bot.chat.workspaceId, access, change)
  bot.workspaces.changed(bot.chat.workspaceId)
  return bot
}

const rule = (
  kind: AccessRule['kind'],
  subject: AccessRule['subject'],
  subjectId: string,
): AccessRule => ({ kind, subject, subjectId })

const notAmong = 'You are not among those who may ask here. Talk to an admin.'
const notHere = 'Questions are not allowed in this channel.'

it.each([
  ['a denied member', [rule('deny', 'member', 'ben')], notAmong],
  ['a denied role', [rule('deny', 'group', 'writers')], notAmong],
  ['a denied group', [rule('deny', 'group', 'legal')], notAmong],
  ['those who are not allowed', [rule('allow', 'member', 'cleo')], notAmong],
  ['a denied channel', [rule('deny', 'channel', 'general')], notHere],
  ['other channels than the allowed ones', [rule('allow', 'channel', 'support')], notHere],
])('refuses %s, privately, before any call', async (_what, access, sentence) => {
  const { ada, ben, seenBy, llm } = await startWith(access)

  const { thread } = await ben.say('@switchboard hello')

  expect((await seenBy(ben, thread)).slice(1)).toEqual([sentence])
  expect(ada.sees(thread)).toHaveLength(1)
  expect(llm.requests).toEqual([])
})

it.each([
  ['an allowed member', [rule('allow', 'member', 'ben')]],
  ['an allowed role', [rule('allow', 'group', 'writers')]],
  ['an allowed group', [rule('allow', 'group', 'legal')]],
  ['an allowed channel', [rule('allow', 'channel', 'general')]],
  ['who is denied, but an admin', [rule('deny', 'member', 'ben'), rule('admin', 'group', 'legal')]],
])('answers %s', async (_what, access) => {
  const { ben, idle, llm } = await startWith(access)

  await ben.say('@switchboard hello')
  await idle()

  expect(llm.requests).toHaveLength(1)
})

it('applies no rule of channels to direct messages', async () => {
  const { ben, idle, llm } = await startWith([rule('allow', 'channel', 'support')])

  await ben.say('hello', ben.direct)
  await idle()

  expect(llm.requests).toHaveLength(1)
})

it('refuses guests, until an admin allows them', async () => {
  const { ada, cleo, seenBy, llm } = await startBot()
  const { thread } = await cleo.say('@switchboard hello')
  expect((await seenBy(cleo, thread)).slice(1)).toEqual([
    'Guests may not ask here. An admin can allow it in /models setup.',
  ])

  await ada.type('/models setup')
  await ada.fill({ guests: ['yes'] })
  const second = await cleo.say('@switchboard hello')

  expect((await seenBy(cleo, second.thread))[1]).toContain('ok')
  expect(llm.requests).toHaveLength(1)
})

it('refuses guests what others would notice, not what concerns them alone', async () => {
  const { ben, cleo, idle, llm } = await startBot()
  const { thread } = await ben.say('@switchboard hello')
  await idle()

  await cleo.type('/model 4o', thread)
  expect(cleo.last(thread)).toContain('Guests may not ask here.')
  await cleo.press('Regenerate')
  expect(cleo.last(thread)).toContain('Guests may not ask here.')
  await cleo.type('/usage', thread)
  expect(cleo.last(thread)).toBe('You have spent nothing this month.')
  await cleo.type('/help', thread)
  expect(cleo.last(thread)).toContain('Mention me in a channel')
  await idle()
  expect(llm.requests).toHaveLength(1)
})

it('refuses who has left', async () => {
  const { ben, chat, seenBy, llm } = await startBot()
  chat.people.delete('ben')

  const { thread } = await ben.say('@switchboard hello')

  expect((await seenBy(ben, thread)).slice(1)).toEqual(['Only members of this workspace may ask.'])
  expect(llm.requests).toEqual([])
})
