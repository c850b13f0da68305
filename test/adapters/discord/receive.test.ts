import { describe, expect, it } from 'vitest'
import { isOurFile } from '../../../adapters/discord/download.ts'
import { toGuildPlace } from '../../../adapters/discord/place.ts'
import {
  fromDiscordMessage,
  fromPastMessage,
  isFromHuman,
  type Names,
  type RawMessage,
} from '../../../adapters/discord/receive.ts'

const names: Names = {
  botId: '1',
  botRoleId: '9',
  channel: id => (id === '5' ? 'general' : undefined),
  role: id => (id === '8' ? 'writers' : undefined),
}
const ann = { id: '2', username: 'ann', global_name: 'Ann' }
const bob = { id: '3', username: 'bob', global_name: null, member: { nick: 'Bobby' } }
const helper = { id: '4', username: 'helper', global_name: null, bot: true }
const self = { id: '1', username: 'switchboard', global_name: null, bot: true }
const place = toGuildPlace('7', { id: '5', type: 0 })

const message = (more: Partial<RawMessage> = {}): RawMessage => ({
  id: '100',
  channel_id: '5',
  guild_id: '7',
  type: 0,
  content: 'hello',
  author: ann,
  timestamp: '2026-11-24T10:00:00.000Z',
  edited_timestamp: null,
  mentions: [ann, bob, helper, self],
  mention_roles: [],
  attachments: [],
  ...more,
})

const textOf = (content: string) => fromDiscordMessage(message({ content }), place, names).text

describe('the text of a message', () => {
  it.each([
    ['<@1> why?', 'why?'],
    ['<@!1> why?', 'why?'],
    ['why, <@1>?', 'why, ?'],
    ['<@&9> why?', 'why?'],
    ['<@1>\n```\ncode\n```', '```\ncode\n```'],
    ['ask <@3> and <@2>', 'ask @Bobby and @Ann'],
    ['<@77>', '@unknown'],
    ['<@&8> and <@&88>', '@writers and @role'],
    ['see <#5> or <#55>', 'see #general or #channel'],
    ['<:wave:123> <a:dance:456>', ':wave: :dance:'],
    ['try </model:123>', 'try /model'],
    ['a < b and <t:1700000000:R>', 'a < b and <t:1700000000:R>'],
  ])('%j reads as %j', (content, expected) => {
    expect(textOf(content)).toBe(expected)
  })
})

describe('a message', () => {
  it.each([
    ['to nobody', { mentions: [] }, false, false],
    ['to the bot', { content: '<@1> hi', mentions: [self] }, true, false],
    ['to the bot’s role', { content: '<@&9> hi', mentions: [], mention_roles: ['9'] }, true, false],
    ['to a person', { content: '<@3> hi', mentions: [bob] }, false, true],
    ['to another bot', { content: '<@4> hi', mentions: [helper] }, false, false],
    ['to a person and the bot', { content: '<@3> <@1>', mentions: [bob, self] }, true, true],
    ['that replies to the bot', { type: 19, mentions: [self] }, true, false],
  ])('%s', (_, more, mentionsBot, opensWithOther) => {
    expect(fromDiscordMessage(message(more), place, names)).toMatchObject({
      mentionsBot,
      opensWithOther,
    })
  })

  it.each([
    ['of a person', {}, true],
    ['that replies', { type: 19 }, true],
    ['of a bot', { author: helper }, false],
    ['of a webhook', { webhook_id: '1' }, false],
    ['of Discord itself', { type: 7 }, false],
    ['that was forwarded', { message_reference: { type: 1 as const } }, false],
  ])('%s counts: %j', (_, more, expected) => {
    expect(isFromHuman(message(more))).toBe(expected)
  })

  it('names its author as the server does', () => {
    const { author } = fromDiscordMessage(message({ member: { nick: 'Annie' } }), place, names)

    expect(author).toEqual({ id: '2', name: 'Annie' })
  })
})

describe('what was said before', () => {
  it('begins with the message that a thread hangs on', () => {
    const pointer = message({ id: '101', type: 21, content: '', referenced_message: message() })

    expect(fromPastMessage(pointer, names)).toMatchObject({ id: '100', text: 'hello' })
  })

  it('tells what bots wrote and leaves out what says nothing', () => {
    expect(fromPastMessage(message({ author: self }), names)?.isBot).toBe(true)
    expect(fromPastMessage(message({ content: '' }), names)).toBeUndefined()
    expect(fromPastMessage(message({ type: 7 }), names)).toBeUndefined()
  })
})

describe('a place', () => {
  it('is a channel, or a thread in one', () => {
    expect(place).toEqual({ workspaceId: 'discord:7', channelId: '5', isDirect: false })
    expect(toGuildPlace('7', { id: '6', type: 11, parentId: '5' })).toEqual({
      workspaceId: 'discord:7',
      channelId: '5',
      threadId: '6',
      isDirect: false,
    })
  })
})

describe('files', () => {
  const api = 'http://127.0.0.1:4000/api'

  it.each([
    ['https://cdn.discordapp.com/attachments/1/2/a.txt', true],
    ['https://media.discordapp.net/a.png', true],
    ['http://127.0.0.1:4000/attachments/1', true],
    ['http://cdn.discordapp.com/a.txt', false],
    ['https://cdn.discordapp.com.example.com/a', false],
    ['http://127.0.0.1:5000/attachments/1', false],
    ['file:///etc/passwd', false],
    ['nonsense', false],
  ])('from %s: %j', (address, expected) => {
    expect(isOurFile(address, api)).toBe(expected)
  })
})
