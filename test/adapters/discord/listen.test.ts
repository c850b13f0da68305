import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { say } from '../../../src/ui/card.ts'
import type { Channel, Guild, User } from '../../support/discord/index.ts'
import { type Rig, startRig } from './rig.ts'

let rig: Rig
let guild: Guild
let channel: Channel
let ann: User

const start = async (options: Parameters<typeof startRig>[0] = {}) => {
  rig = await startRig({
    ...options,
    before: discord => {
      guild = discord.addGuild({ name: 'Team' })
      channel = discord.addChannel(guild, 'general')
      ann = discord.addUser('Ann')
      options.before?.(discord)
    },
  })
}

afterEach(async () => {
  expect(rig.discord.violations).toEqual([])
  expect(rig.discord.pings).toEqual([])
  await rig.stop()
})

const heardText = (text: string) =>
  rig.discord.waitFor(() => rig.heard.messages.find(message => message.text === text), text)

describe('what people do', () => {
  beforeEach(() => start())

  it('joins every server that is there, and those that come', async () => {
    const second = rig.discord.addGuild({ name: 'Second' })
    await rig.discord.waitFor(() => rig.heard.joined.length > 1, 'the second server')

    expect(rig.heard.joined).toEqual([
      { id: `discord:${guild.id}`, name: 'Team', installerId: guild.ownerId },
      { id: `discord:${second.id}`, name: 'Second', installerId: second.ownerId },
    ])
  })

  it('hears messages with their attachments and forgets bots', async () => {
    const bot = rig.discord.addBot('Other bot')
    rig.discord.botSays(bot, channel, 'beep')
    rig.discord.systemSays(ann, channel, 7)
    rig.discord.say(ann, channel, 'see file', { files: [{ name: 'a.txt', content: 'abc' }] })
    const message = await heardText('see file')

    expect(rig.heard.messages).toHaveLength(1)
    expect(message).toMatchObject({
      author: { id: ann.id, name: 'Ann' },
      mentionsBot: false,
      attachments: [{ name: 'a.txt', mimeType: 'text/plain; charset=utf-8', sizeBytes: 3 }],
      place: { workspaceId: `discord:${guild.id}`, channelId: channel.id, isDirect: false },
    })
    const [file] = message.attachments
    const bytes = file && (await rig.chat.download(message.place.workspaceId, file))
    expect(Buffer.from(bytes ?? []).toString()).toBe('abc')
  })

  it('downloads nothing from elsewhere', async () => {
    const file = { name: 'x', mimeType: 'x', sizeBytes: 1, ref: 'https://example.com/x' }

    await expect(rig.chat.download('discord:1', file)).rejects.toMatchObject({
      code: 'chat-rejected',
    })
  })

  it('hears edits of the text once, and deletions', async () => {
    const message = rig.discord.say(ann, channel, 'frist')
    await heardText('frist')
    rig.discord.edit(message, 'first')
    rig.discord.startThread(ann, message, 'A thread changes the message too')
    await rig.discord.waitFor(() => rig.heard.edits.length > 0, 'the edit')
    rig.discord.remove(message)
    await rig.discord.waitFor(() => rig.heard.deletions.length > 0, 'the deletion')

    expect(rig.heard.edits).toMatchObject([{ id: message.id, text: 'first' }])
    expect(rig.heard.deletions).toMatchObject([
      { id: message.id, place: { channelId: channel.id, isDirect: false } },
    ])
  })

  it('takes a reply that notifies the bot as a mention', async () => {
    await rig.chat.post(
      { workspaceId: `discord:${guild.id}`, channelId: channel.id, isDirect: false },
      say('Hello'),
    )
    const [hello] = rig.discord.messages(channel)
    rig.discord.say(ann, channel, 'loud', { replyTo: hello ?? { id: '' } })
    rig.discord.say(ann, channel, 'silent', { replyTo: hello ?? { id: '' }, replyPings: false })

    expect((await heardText('loud')).mentionsBot).toBe(true)
    expect((await heardText('silent')).mentionsBot).toBe(false)
  })

  it('reads what was said before, oldest first', async () => {
    const thread = rig.discord.startThread(ann, rig.discord.say(ann, channel, 'start'), 'Talk')
    for (const text of ['one', 'two', 'three']) rig.discord.say(ann, thread, text)
    const last = rig.discord.say(ann, thread, 'now')
    const { place } = await heardText('now')

    const all = await rig.chat.history(place, last.id, 10)
    const two = await rig.chat.history(place, last.id, 2)

    expect(all.map(({ text }) => text)).toEqual(['start', 'one', 'two', 'three'])
    expect(two.map(({ text }) => text)).toEqual(['two', 'three'])
    expect(await rig.chat.history({ ...place, threadId: '1' }, last.id, 2)).toEqual([])
  })

  it('takes nothing new while draining, and can still write', async () => {
    await rig.chat.drain()
    rig.discord.say(ann, channel, 'too late')
    const place = { workspaceId: `discord:${guild.id}`, channelId: channel.id, isDirect: false }
    await rig.chat.post(place, say('bye'))

    expect(rig.discord.lastMessage(channel)?.text).toBe('bye')
    expect(rig.heard.messages).toEqual([])
  })

  it('goes on after the connection was cut, with what was missed', async () => {
    rig.discord.dropGateway()
    await rig.discord.waitFor(() => !rig.chat.isConnected(), 'the loss')
    rig.discord.say(ann, channel, 'meanwhile')

    await heardText('meanwhile')
    await rig.discord.waitFor(() => rig.chat.isConnected(), 'the connection')
    expect(rig.discord.resumes).toHaveLength(1)
  })

  it('goes on after the session was lost', async () => {
    rig.discord.dropGateway({ resumable: false })
    await rig.discord.waitFor(() => !rig.chat.isConnected(), 'the loss')
    await rig.discord.waitFor(() => rig.chat.isConnected(), 'the connection', 15_000)
    rig.discord.say(ann, channel, 'afterwards')

    await heardText('afterwards')
  })
})

describe('without the Message Content intent', () => {
  it('connects all the same, hears mentions and says which switch to turn', async () => {
    await start({ messageContentIntent: false })
    rig.discord.say(ann, channel, 'unseen')
    rig.discord.say(ann, channel, 'hello', { mentions: [rig.discord.bot] })
    rig.discord.say(ann, rig.discord.dm(ann), 'psst')

    await heardText('hello')
    await heardText('psst')
    expect(rig.heard.messages).toHaveLength(2)
    expect(JSON.stringify(rig.warnings)).toContain('Message Content Intent')
  })
})

describe('commands', () => {
  it('are written only when they differ', async () => {
    await start()
    const writes = () => rig.discord.calls.filter(({ method }) => method === 'PUT').length
    expect(writes()).toBe(1)

    rig.discord.dropGateway({ resumable: false })
    await rig.discord.waitFor(() => !rig.chat.isConnected(), 'the loss')
    await rig.discord.waitFor(() => rig.chat.isConnected(), 'the connection', 15_000)

    expect(writes()).toBe(1)
  })
})
