import { type Client, GatewayIntentBits } from 'discord.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Channel, type DiscordEmulator, startDiscord, type User } from './index.ts'
import { startSampleBot } from './sample-bot.ts'

let discord: DiscordEmulator
let client: Client
let channel: Channel
let ann: User

beforeEach(async () => {
  discord = await startDiscord()
  channel = discord.addChannel(discord.addGuild(), 'general')
  ann = discord.addUser('Ann')
  client = await startSampleBot(discord)
})

afterEach(async () => {
  await client.destroy()
  await discord.close()
})

const lastText = (where: Channel) => discord.lastMessage(where)?.text

describe('the gateway', () => {
  it('resumes with what was missed', async () => {
    discord.dropGateway()
    discord.say(ann, channel, 'missed me?')
    await discord.waitFor(() => lastText(channel) === 'You said: missed me?', 'the answer')
    expect(discord.resumes).toHaveLength(1)
    expect(discord.identifies).toHaveLength(1)
  })

  it('starts anew when the session is gone', async () => {
    discord.dropGateway({ resumable: false })
    await discord.ready(20_000)
    expect(discord.identifies).toHaveLength(2)
  })

  it('resumes when asked to reconnect', async () => {
    discord.askToReconnect()
    await discord.waitFor(() => discord.resumes.length === 1, 'the resumption')
  })

  it('delivers a message again', async () => {
    const heard: string[] = []
    client.on('raw', ({ t, d }: { t: string; d: { id: string } }) => {
      if (t === 'MESSAGE_CREATE') heard.push(d.id)
    })
    const said = discord.say(ann, channel, 'twice')
    discord.redeliver(said)
    await discord.waitFor(() => heard.filter(id => id === said.id).length === 2, 'it twice')
  })
})

describe('the Message Content intent', () => {
  it('refuses what is switched off in the portal (4014)', async () => {
    const closed = await startDiscord({ messageContentIntent: false })
    await expect(startSampleBot(closed)).rejects.toThrow(/disallowed intents/i)
    await closed.close()
  })

  it('empties what does not concern the bot', async () => {
    const closed = await startDiscord({ messageContentIntent: false })
    const place = closed.addChannel(closed.addGuild(), 'general')
    const bob = closed.addUser('Bob')
    const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages]
    const blind = await startSampleBot(closed, { intents })
    closed.say(bob, place, 'secret')
    await closed.waitFor(() => closed.lastMessage(place)?.text === 'You said: ', 'an empty answer')
    closed.say(bob, place, 'open', { mentions: [closed.bot] })
    await closed.waitFor(() => closed.lastMessage(place)?.text.endsWith('open'), 'the content')
    await blind.destroy()
    await closed.close()
  })
})

describe('while connected', () => {
  it('hears of servers joined and left, and of members who leave', async () => {
    const heard: string[] = []
    for (const event of [
      'guildCreate',
      'guildDelete',
      'guildMemberRemove',
      'channelDelete',
    ] as const)
      client.on(event, () => heard.push(event))
    const second = discord.addGuild({ name: 'Second' })
    discord.join(ann, second)
    discord.leave(ann, second)
    discord.removeChannel(discord.addChannel(second, 'short-lived'))
    discord.removeBot(second)
    await discord.waitFor(() => heard.includes('guildDelete'), 'the end')
    expect(heard).toEqual(['guildCreate', 'guildMemberRemove', 'channelDelete', 'guildDelete'])
  })
})
