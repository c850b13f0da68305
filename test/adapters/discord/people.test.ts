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
