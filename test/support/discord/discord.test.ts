import type { Client } from 'discord.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Channel, type DiscordEmulator, type Guild, startDiscord, type User } from './index.ts'
import { startSampleBot } from './sample-bot.ts'

let discord: DiscordEmulator
let client: Client
let guild: Guild
let channel: Channel
let ann: User
let admin: User

beforeEach(async () => {
  discord = await startDiscord()
  guild = discord.addGuild()
  channel = discord.addChannel(guild, 'general')
  ann = discord.addUser('Ann')
  admin = discord.addUser('Admin', { manageGuild: true })
  client = await startSampleBot(discord)
})

afterEach(async () => {
  await client.destroy()
  await discord.close()
})

const lastText = (where: Channel) => discord.lastMessage(where)?.text

describe('messages', () => {
  it('are answered with a reply that is edited', async () => {
    discord.say(ann, channel, 'hello')
    const answer = await discord.waitFor(
      () => discord.messages(channel).find(({ text }) => text === 'You said: hello'),
      'the answer',
    )
    expect(answer).toMatchObject({ author: 'Switchboard', editedTimes: [expect.any(Number)] })
    expect(discord.violations).toEqual([])
    expect(discord.pings).toEqual([])
  })

  it('open a thread, once', async () => {
    const asked = discord.say(ann, channel, 'a thread, please')
    await discord.waitFor(() => discord.threadOf(asked), 'the thread')
    const [thread] = discord.threads(channel)
    expect(thread).toMatchObject({ id: asked.id, name: 'A talk' })
    await discord.waitFor(() => thread && lastText(thread) === 'in the thread', 'the first words')
    const again = client.rest.post(`/channels/${channel.id}/messages/${asked.id}/threads`, {
      body: { name: 'Again' },
    })
    await expect(again).rejects.toMatchObject({ code: 160004 })
  })

  it('in a DM reach the bot', async () => {
    discord.say(ann, discord.dm(ann), 'psst')
    await discord.waitFor(() => lastText(discord.dm(ann)) === 'You said: psst', 'the answer')
  })

  it('carry files, there and back', async () => {
    const files = [{ name: 'a.txt', content: 'abc' }]
    const asked = discord.say(ann, channel, 'see file', { files })
    const fetched = await await client.channels.fetch(channel.id)
    if (!fetched?.isSendable()) throw new Error('not sendable')
    const sent = await fetched.send({ files: [{ attachment: Buffer.from('x,y'), name: 'b.csv' }] })
    const seen = discord.look(sent)
    expect(seen.files.map(({ name }) => name)).toEqual(['b.csv'])
    expect(await (await fetch(seen.files[0]?.url ?? '')).text()).toBe('x,y')
    const url = (await fetched.messages.fetch(asked.id)).attachments.first()?.url ?? ''
    expect(await (await fetch(url)).text()).toBe('abc')
  })

  it('sent twice with one nonce stand there once', async () => {
    const body = { content: 'once', nonce: '7', enforce_nonce: true }
    const route = `/channels/${channel.id}/messages` as const
    const first = await client.rest.post(route, { body })
    const second = await client.rest.post(route, { body })
    expect(second).toMatchObject({ id: (first as { id: string }).id })
    expect(discord.messages(channel)).toHaveLength(1)
  })

  it('that mention someone are recorded as pings, edits included', async () => {
    const route = `/channels/${channel.id}/messages` as const
    const body = { content: `<@${ann.id}> @everyone`, allowed_mentions: { parse: [] } }
    const { id } = (await client.rest.post(route, { body })) as { id: string }
    expect(discord.pings).toEqual([])
    await client.rest.patch(`${route}/${id}`, { body: { content: '@everyone' } })
    expect(discord.pings).toMatchObject([{ by: 'edit', mentions: ['@everyone'] }])
  })
})

describe('commands', () => {
  it('are suggested, answered privately and followed up', async () => {
    const choices = await discord.autocomplete(admin, channel, 'models enable', 'model', 'gpt')
    expect(choices).toEqual([{ name: 'gpt!', value: 'gpt' }])
    const handle = discord.slash(admin, channel, 'models enable', { model: 'gpt' })
    expect(await handle.reply()).toMatchObject({ text: 'Enabled gpt', isEphemeral: true })
    expect(await handle.followUp()).toMatchObject({ text: 'Told everyone' })
    expect(discord.messages(channel).map(({ text }) => text)).toEqual(['Told everyone'])
    expect(discord.messages(channel, admin)).toHaveLength(2)
  })

  it('are hidden, unknown or incomplete before they reach the bot', () => {
    const enable = (user: User, options: Record<string, string>) => () =>
      discord.slash(user, channel, 'models enable', options)
    expect(enable(ann, { model: 'x' })).toThrow(/hidden/)
    expect(enable(admin, {})).toThrow(/required/)
    expect(enable(admin, { modl: 'x' })).toThrow(/no option "modl"/)
    expect(() => discord.slash(ann, channel, 'nope')).toThrow(/No command/)
    expect(() => discord.slash(admin, channel, 'models disable')).toThrow(/no subcommand/)
  })

  it('open a form that is checked and read', async () => {
    const modal = await discord.slash(ann, channel, 'setup').modal()
    expect(() => discord.submit(ann, modal, { Name: 'x' })).toThrow(/"Time zone" is required/)
    expect(() => discord.submit(ann, modal, { zone: 'Tokyo', Name: 'x'.repeat(11) })).toThrow(/11/)
    expect(() => discord.submit(ann, modal, { Nmae: 'x' })).toThrow(/no field/)
    const answer = await discord.submit(ann, modal, { 'Time zone': 'Tokyo', name: 'A' }).reply()
    expect(answer.text).toBe('asia/tokyo A')
  })

  it('show a card whose button changes it', async () => {
    const card = await discord.slash(ann, channel, 'card').reply()
    expect(card).toMatchObject({ text: 'Card 1', buttons: ['More'] })
    const pressed = discord.press(ann, card, 'More')
    await pressed.acknowledged()
    expect(discord.look(card).text).toBe('Card 2')
    expect(() => discord.press(ann, card, 'Less')).toThrow(/there are: More/)
    expect(discord.violations).toEqual([])
  })

  it('stand in a message menu', async () => {
    const said = discord.say(ann, channel, 'words')
    const handle = discord.contextMenu(ann, said, 'Switch model')
    expect((await handle.reply()).text).toBe('Switched words')
  })

  it('have three seconds', async () => {
    const handle = discord.slash(ann, channel, 'slow')
    await discord.waitFor(() => handle.state === 'timed-out', 'the time to run out')
    expect(discord.violations).toMatchObject([{ kind: 'ack_timeout' }])
    const { id, token } = handle.interaction
    const late = client.rest.post(`/interactions/${id}/${token}/callback`, {
      body: { type: 4, data: { content: 'late' } },
      auth: false,
    })
    await expect(late).rejects.toMatchObject({ code: 10062 })
  })
})

describe('faults', () => {
  it('limits, fails and counts', async () => {
    discord.limitNext('POST /channels/:channel/messages', { retryAfterMs: 50 })
    discord.say(ann, channel, 'hi')
    await discord.waitFor(() => lastText(channel) === 'You said: hi', 'the answer')
    const posts = discord.calls.filter(({ route }) => route === '/channels/:channel/messages')
    expect(posts.map(({ status }) => status)).toEqual([429, 200])
  })

  it('refuses where the bot has no permission', async () => {
    const quiet = discord.addChannel(guild, 'quiet', { botDenied: ['SendMessages'] })
    const secret = discord.addChannel(guild, 'secret', { botDenied: ['ViewChannel'] })
    const post = (where: Channel) =>
      client.rest.post(`/channels/${where.id}/messages`, { body: { content: 'x' } })
    await expect(post(quiet)).rejects.toMatchObject({ code: 50013 })
    await expect(post(secret)).rejects.toMatchObject({ code: 50001 })
    expect(discord.violations).toEqual([])
  })

  it('lose an answer after the deed, which the nonce makes up for', async () => {
    discord.failNext('POST /channels/:channel/messages', { afterwards: true })
    const fetched = await client.channels.fetch(channel.id)
    if (!fetched?.isSendable()) throw new Error('not sendable')
    await fetched.send('once')
    expect(discord.messages(channel)).toHaveLength(1)
  })

  it('let Integrations open a command to a person', async () => {
    discord.grantCommand(guild, 'models', ann)
    const handle = discord.slash(ann, channel, 'models enable', { model: 'x' })
    expect((await handle.reply()).text).toBe('Enabled x')
    const route = `/applications/${discord.bot.id}/guilds/${guild.id}/commands/permissions` as const
    const permissions = [{ id: ann.id, type: 2, permission: true }]
    expect(await client.rest.get(route)).toMatchObject([{ permissions }])
  })
})
