import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { card, note, say } from '../../../src/ui/card.ts'
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

describe('people', () => {
  beforeEach(() => start())

  it('are admins by the server’s permissions or by a grant', async () => {
    const workspace = `discord:${guild.id}`
    const boss = rig.discord.addUser('Boss', { manageGuild: true })
    const granted = rig.discord.addUser('Granted')
    rig.discord.grantCommand(guild, 'models', granted)
    const isAdmin = async ({ id }: { id: string }) =>
      (await rig.chat.member(workspace, id))?.isAdmin

    expect(await isAdmin(ann)).toBe(false)
    expect(await isAdmin(boss)).toBe(true)
    expect(await isAdmin({ id: guild.ownerId })).toBe(true)
    expect(await isAdmin(granted)).toBe(true)
    expect(await isAdmin({ id: '123' })).toBeUndefined()
  })

  it('are in a group by their role', async () => {
    const role = rig.discord.addRole(guild, 'writers')
    rig.discord.giveRole(ann, guild, role)

    expect(await rig.chat.isInGroup(`discord:${guild.id}`, ann.id, role.id)).toBe(true)
    expect(await rig.chat.isInGroup(`discord:${guild.id}`, ann.id, guild.id)).toBe(false)
  })

  it('are told something privately, or in the place where their DMs are closed', async () => {
    const closed = rig.discord.addUser('Closed', { dmsClosed: true })
    const place = { workspaceId: `discord:${guild.id}`, channelId: channel.id, isDirect: false }

    await rig.chat.whisper(
      place,
      ann.id,
      say(`psst ${rig.chat.mention({ kind: 'person', id: ann.id })}`),
    )
    await rig.chat.whisper(place, closed.id, card(note('aloud')))

    expect(rig.discord.lastMessage(rig.discord.dm(ann))?.text).toBe(`psst <@${ann.id}>`)
    expect(rig.discord.messages(channel).map(({ text }) => text)).toEqual(['-# aloud'])
  })

  it('are answered beside a question whose thread is not open', async () => {
    const question = rig.discord.say(ann, channel, '!model x')
    const { place } = await heardText('!model x')

    await rig.chat.post({ ...place, threadId: question.id }, say('Done'))

    expect(rig.discord.lastMessage(channel)).toMatchObject({
      text: 'Done',
      raw: { replyToId: question.id },
    })
  })
})

describe('a direct message', () => {
  it('belongs to the server that is shared', async () => {
    await start({ before: discord => void discord.addGuild({ name: 'Elsewhere' }) })
    rig.discord.say(ann, rig.discord.dm(ann), 'hello')

    expect((await heardText('hello')).place).toMatchObject({
      workspaceId: `discord:${guild.id}`,
      isDirect: true,
    })
  })

  it('asks once which of several servers it is about, and then goes on', async () => {
    let other: Guild | undefined
    await start({
      before: discord => {
        other = discord.addGuild({ name: 'Other' })
        discord.join(ann, other)
      },
    })
    const dm = rig.discord.dm(ann)
    rig.discord.say(ann, dm, 'one')
    rig.discord.say(ann, dm, 'two')
    const question = await rig.discord.waitFor(
      () => rig.discord.messages(dm).find(({ selects }) => selects.length > 0),
      'the question',
    )
    expect(rig.heard.messages).toEqual([])

    rig.discord.pick(ann, question, 'Choose a server', 'Other')
    await heardText('two')

    expect(rig.heard.messages.map(({ text, place }) => [text, place.workspaceId])).toEqual([
      ['one', `discord:${other?.id}`],
      ['two', `discord:${other?.id}`],
    ])
    expect(rig.discord.messages(dm).filter(({ author }) => author === 'Switchboard')).toHaveLength(
      1,
    )
    const reply = await rig.discord.slash(ann, dm, 'model').reply()
    expect(reply.text).toBe('Not now.')
    expect(rig.heard.invocations[0]?.place.workspaceId).toBe(`discord:${other?.id}`)
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
