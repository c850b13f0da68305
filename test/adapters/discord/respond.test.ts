import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Screen } from '../../../src/ports/chat.ts'
import { say } from '../../../src/ui/card.ts'
import type { Channel, Guild, Message, User } from '../../support/discord/index.ts'
import { type Rig, startRig } from './rig.ts'

let rig: Rig
let guild: Guild
let channel: Channel
let ann: User
let admin: User

beforeEach(async () => {
  rig = await startRig({
    before: discord => {
      guild = discord.addGuild({ name: 'Team' })
      channel = discord.addChannel(guild, 'general')
      ann = discord.addUser('Ann')
      admin = discord.addUser('Admin', { manageGuild: true })
    },
  })
})

afterEach(async () => {
  expect(rig.discord.violations).toEqual([])
  expect(rig.discord.pings).toEqual([])
  await rig.stop()
})

describe('a command', () => {
  it('is answered privately, and the answer is redrawn', async () => {
    rig.behaviour.command = async (_, responder) => {
      const screen = await responder.begin('private')
      await screen.show(say('One'))
      await screen.show(say('Two @everyone'))
    }

    const handle = rig.discord.slash(ann, channel, 'model', { model: 'gpt' })
    await rig.discord.waitFor(() => handle.text.startsWith('Two'), 'the second drawing')

    expect(handle.messages).toHaveLength(1)
    expect(handle.messages[0]?.isEphemeral).toBe(true)
    expect(rig.heard.invocations).toMatchObject([
      {
        command: 'model',
        input: { kind: 'values', values: { model: 'gpt' } },
        actor: { id: ann.id, name: 'Ann' },
        place: { workspaceId: `discord:${guild.id}`, channelId: channel.id, isDirect: false },
      },
    ])
  })

  it('is answered for everyone', async () => {
    rig.behaviour.command = async (_, responder) =>
      (await responder.begin('public')).show(say('For all'))

    const reply = await rig.discord.slash(ann, channel, 'model').reply()

    expect(reply).toMatchObject({ text: 'For all', isEphemeral: false })
  })

  it('is refused privately at once', async () => {
    const handle = rig.discord.slash(admin, channel, 'models enable', { model: 'x' })
    const reply = await handle.reply()

    expect(reply).toMatchObject({ text: 'Not now.', isEphemeral: true })
    expect(handle.state).toBe('replied')
    expect(rig.heard.invocations[0]?.command).toBe('models enable')
  })

  it('in a thread happens in that thread', async () => {
    const thread = rig.discord.startThread(ann, channel, 'Talk')

    await rig.discord.slash(ann, thread, 'model').reply()

    expect(rig.heard.invocations[0]?.place).toMatchObject({
      channelId: channel.id,
      threadId: thread.id,
    })
  })

  it('hands over channels by their id', async () => {
    await rig.discord.slash(admin, channel, 'models budget', { target: channel }).reply()

    expect(rig.heard.invocations[0]?.input).toEqual({
      kind: 'values',
      values: { target: channel.id },
    })
  })

  it('is acknowledged in time even when the bot is slow', async () => {
    rig.behaviour.command = async (_, responder) => {
      await new Promise(resolve => setTimeout(resolve, 3500))
      await (await responder.begin('private')).show(say('At last'))
    }

    const handle = rig.discord.slash(ann, channel, 'model')
    await rig.discord.waitFor(() => handle.text === 'At last', 'the answer', 6000)

    expect(handle.ackMs).toBeLessThan(3000)
  })

  it('goes on in a DM once its token has ended', async () => {
    let screen: Screen | undefined
    rig.behaviour.command = async (_, responder) => {
      screen = await responder.begin('private')
      await screen.show(say('Working'))
    }
    const handle = rig.discord.slash(ann, channel, 'model')
    await rig.discord.waitFor(() => handle.text === 'Working', 'the first drawing')
    handle.expire()

    await screen?.show(say('Half'))
    await screen?.show(say('Done'))

    expect(rig.discord.messages(rig.discord.dm(ann)).map(({ text }) => text)).toEqual(['Done'])
    rig.discord.violations.splice(0)
  })

  it('can still be refused when its form could not be opened', async () => {
    const route = '/interactions/:interaction/:token/callback'
    rig.discord.failNext(`POST ${route}`, { status: 400, code: 50035 })
    rig.behaviour.command = async (_, responder) => {
      const form = { id: 'f', title: 'F', submitLabel: 'OK', state: '', sections: [] }
      await expect(responder.open(form)).rejects.toMatchObject({ code: 'chat-rejected' })
      await responder.refuse(say('No form today.'))
    }

    const reply = await rig.discord.slash(ann, channel, 'model').reply()

    expect(reply.text).toBe('No form today.')
  })

  it('in a message’s menu runs on the thread of that message', async () => {
    const message: Message = rig.discord.say(ann, channel, 'Hello')

    await rig.discord.contextMenu(ann, message, 'Switch model').reply()

    expect(rig.heard.invocations[0]).toMatchObject({
      command: 'model',
      place: { channelId: channel.id, threadId: message.id },
    })
  })
})

describe('suggestions', () => {
  it('are asked for what is typed', async () => {
    rig.behaviour.suggest = async ({ typed }) => [{ label: `${typed}-5`, value: 'openai/gpt-5' }]

    const choices = await rig.discord.autocomplete(admin, channel, 'models enable', 'model', 'gpt')

    expect(choices).toEqual([{ name: 'gpt-5', value: 'openai/gpt-5' }])
    expect(rig.heard.queries[0]).toMatchObject({
      command: 'models enable',
      option: 'model',
      typed: 'gpt',
    })
  })

  it('are empty when the bot is too slow', async () => {
    rig.behaviour.suggest = () => new Promise(() => undefined)

    const choices = await rig.discord.autocomplete(ann, channel, 'model', 'model', 'gpt')

    expect(choices).toEqual([])
  })
})
