import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCharts } from '../../../adapters/charts/index.ts'
import { createSlackChat } from '../../../adapters/slack/index.ts'
import { say } from '../../../src/ui/card.ts'
import { type Channel, startSlack, type User } from '../../support/slack/index.ts'
import { commands, type Heard, startChat, toInbox } from './start-chat.ts'

let room: Awaited<ReturnType<typeof startChat>>
let ada: User
let bob: User
let general: Channel
let team: string

beforeEach(async () => {
  room = await startChat()
  ada = room.slack.addUser({ name: 'ada', isAdmin: true })
  bob = room.slack.addUser({ name: 'bob' })
  general = room.slack.addChannel({ name: 'general', members: [ada, bob] })
  team = `slack:${room.slack.teamId}`
})

afterEach(async () => {
  await room.stop()
})

const heardOnce = async () => {
  const [message] = await room.slack.waitFor(
    () => room.heard.messages.length > 0 && room.heard.messages,
  )
  return message
}

describe('what is said', () => {
  it.each([true, false])('arrives once, with its files (message first: %s)', async messageFirst => {
    const files = [{ name: 'a.txt', content: 'text' }]
    room.slack.say(ada, general, '@switchboard hello *there*', { files, messageFirst })

    const message = await heardOnce()
    await new Promise(resolve => setTimeout(resolve, 400))

    expect(room.heard.messages).toHaveLength(1)
    expect(message).toMatchObject({
      text: 'hello **there**',
      mentionsBot: true,
      author: { id: ada.id, name: 'ada' },
      attachments: [{ name: 'a.txt', mimeType: 'text/plain', sizeBytes: 4 }],
    })
    const [attachment] = message?.attachments ?? []
    if (!attachment) throw new Error('no attachment')
    const bytes = await room.chat.download(team, attachment)
    expect(Buffer.from(bytes).toString()).toBe('text')
    expect(room.slack.violations).toEqual([])
  })

  it('arrives by the mention alone where that is all there is', async () => {
    await room.stop()
    room = await startChat({ events: ['app_mention'] })
    ada = room.slack.addUser({ name: 'ada' })
    general = room.slack.addChannel({ name: 'general', members: [ada] })
    room.slack.say(ada, general, '@switchboard hello')

    expect(await heardOnce()).toMatchObject({ text: 'hello', mentionsBot: true })
  })

  it('arrives in order, then edits and deletions', async () => {
    const said = room.slack.say(ada, general, 'one')
    room.slack.say(bob, general, 'two', { threadTs: said.ts })
    room.slack.edit(said, 'one more')
    room.slack.remove(said)

    await room.slack.waitFor(() => room.heard.deletions.length === 1)

    expect(room.heard.messages.map(one => one.text)).toEqual(['one', 'two'])
    expect(room.heard.messages[1]?.place.threadId).toBe(said.ts)
    expect(room.heard.edits).toMatchObject([{ id: said.ts, text: 'one more' }])
    expect(room.heard.deletions[0]?.id).toBe(said.ts)
  })

  it('by the bot itself is not heard', async () => {
    await room.chat.post({ workspaceId: team, channelId: general.id, isDirect: false }, say('Hi'))
    room.slack.say(ada, general, 'after')

    await heardOnce()

    expect(room.heard.messages.map(one => one.text)).toEqual(['after'])
  })
})

describe('what is around', () => {
  it('offers prompts in the agent view and tells of its workspace', async () => {
    room.slack.openAgent(ada)

    const dm = room.slack.dm(ada)
    await room.slack.waitFor(() => room.slack.world.prompts.get(`${dm.id}:`)?.length === 4)
    expect(room.heard.joins).toEqual([{ id: team, name: 'emulated' }])
    expect(room.slack.violations).toEqual([])
  })

  it('comes back after a dropped connection, and hears what was said meanwhile', async () => {
    room.slack.dropSocket()
    await room.slack.waitFor(() => !room.chat.isConnected())
    room.slack.say(ada, general, 'meanwhile')

    expect(await heardOnce()).toMatchObject({ text: 'meanwhile' })
    expect(room.chat.isConnected()).toBe(true)
  })

  it('comes back when Slack renews the connection, and when opening one fails', async () => {
    room.slack.failNext('apps.connections.open', 'internal_error', 2)
    room.slack.disconnectWarning()
    await room.slack.waitFor(() => room.slack.connections() === 0)
    await room.slack.connected()
    room.slack.say(ada, general, 'back')

    expect(await heardOnce()).toMatchObject({ text: 'back' })
  })

  it('hears nothing more once drained, and still writes', async () => {
    await room.chat.drain()
    await room.slack.waitFor(() => room.slack.connections() === 0)
    room.slack.say(ada, general, 'anybody?')
    await room.chat.direct(team, ada.id, say('Still here'))

    expect(room.chat.isConnected()).toBe(false)
    expect(room.heard.messages).toEqual([])
    expect(room.slack.channel(room.slack.dm(ada)).map(one => one.text)).toEqual(['Still here'])
  })
})

describe('who is there', () => {
  it('tells admins, members, guests and groups apart', async () => {
    const guest = room.slack.addUser({ name: 'guest', isRestricted: true })
    const gone = room.slack.addUser({ name: 'gone', deleted: true })
    const group = room.slack.addUserGroup({ handle: 'eng', users: [bob] })
    const member = (id: string) => room.chat.member(team, id)

    expect(await member(ada.id)).toMatchObject({ name: 'ada', isAdmin: true, isGuest: false })
    expect(await member(bob.id)).toMatchObject({ isAdmin: false, isGuest: false })
    expect(await member(guest.id)).toMatchObject({ isGuest: true })
    expect(await member(gone.id)).toBeUndefined()
    expect(await member('U0NOBODY')).toBeUndefined()
    expect(await room.chat.isInGroup(team, bob.id, group.id)).toBe(true)
    expect(await room.chat.isInGroup(team, bob.id, '@eng')).toBe(true)
    expect(await room.chat.isInGroup(team, ada.id, group.id)).toBe(false)
    await member(ada.id)
    expect(
      room.slack.callsOf('users.info').filter(one => one.args['user'] === ada.id),
    ).toHaveLength(1)
  })

  it('names people without pinging them', async () => {
    const person = room.chat.mention({ kind: 'person', id: bob.id })
    const channel = room.chat.mention({ kind: 'channel', id: general.id })
    await room.chat.post(
      { workspaceId: team, channelId: general.id, isDirect: false },
      say(`${person} in ${channel}`),
    )

    expect(room.slack.channel(general)[0]?.text).toBe(`@bob in <#${general.id}>`)
  })
})

describe('what was said before', () => {
  it('is read from the thread, oldest first, without what came later', async () => {
    const said = room.slack.say(ada, general, 'one')
    const threadId = said.ts
    const place = { workspaceId: team, channelId: general.id, threadId, isDirect: false }
    room.slack.say(bob, general, 'two', { threadTs: said.ts })
    await room.chat.post(place, say('three'))
    const question = room.slack.say(ada, general, '@switchboard four', { threadTs: said.ts })
    room.slack.say(bob, general, 'five', { threadTs: said.ts })

    const past = await room.chat.history(place, question.ts, 2)

    expect(past.map(one => [one.author.name, one.isBot, one.text])).toEqual([
      ['bob', false, 'two'],
      ['switchboard', true, 'three'],
    ])
  })
})

describe('a file', () => {
  const attachment = { name: 'a.png', mimeType: 'image/png', sizeBytes: 1 }

  it.each([
    ['https://evil.example/files-pri/T-F1/a.png', 'chat-rejected'],
    ['https://slack.com.evil.example/a.png', 'chat-rejected'],
    ['http://files.slack.com/a.png', 'chat-rejected'],
    ['not a url', 'chat-rejected'],
  ])('at %s gets no token', async (ref, code) => {
    await expect(room.chat.download(team, { ...attachment, ref })).rejects.toMatchObject({ code })
  })
})

describe('over HTTP', () => {
  it('serves what Slack posts, signed', async () => {
    const slack = await startSlack()
    const signingSecret = 'a-signing-secret'
    const { botToken, apiUrl } = slack
    const chat = createSlackChat(
      { botToken, signingSecret, apiUrl, charts: createCharts() },
      pino({ level: 'silent' }),
    )
    const heard = { ...room.heard, messages: [], commands: [] } as Heard
    const none = async () => {}
    await chat.start(toInbox(heard, { command: none, press: none, submit: none }), commands)
    const server = createServer((request, response) => chat.requestListener?.(request, response))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    slack.useHttp({ url: `http://127.0.0.1:${port}/slack/events`, signingSecret })
    const user = slack.addUser({ name: 'ada' })
    const channel = slack.addChannel({ name: 'general', members: [user] })
    await slack.waitFor(() => chat.isConnected())

    slack.say(user, channel, 'hello')
    const outcome = await slack.slash(user, channel, '/model')
    await slack.waitFor(() => heard.messages.length === 1)
    const forged = await slack.forge({ type: 'event_callback', event: { type: 'message' } })

    expect(outcome.failure).toBeUndefined()
    expect(heard.commands).toHaveLength(1)
    expect(forged.status).toBe(401)
    expect(slack.violations).toEqual([])
    await chat.stop()
    server.close()
    await slack.close()
  })
})
