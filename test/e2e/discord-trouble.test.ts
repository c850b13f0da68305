import { describe, expect, it } from 'vitest'
import { countIn, shareRig, withRig } from '../support/rig.ts'
import { startDiscordTeam } from '../support/team/discord.ts'

const story = 'Once upon a time there was a lighthouse. It shone for years. And that is THE END.'

describe('In a good connection', () => {
  const open = shareRig({ start: startDiscordTeam })

  it.each([true, false])('a drop in mid-answer loses nothing (resumable: %s)', async resumable => {
    const { team, provider, answer } = open()
    const { discord } = team
    const resumes = discord.resumes.length
    const max = team.newMember()
    let goOn = () => {}
    const until = new Promise<void>(resolve => {
      goOn = resolve
    })
    provider.next({ text: story, chunkSize: 40, stallMidStream: 1, until })
    const thread = team.ask('Tell me a story', max)
    await team.waitFor(() => countIn(team, thread, 'Once upon') === 1, 'half a story')

    discord.dropGateway({ resumable })
    const missed = resumable ? team.ask('While you were away', max) : undefined
    goOn()

    await answer(thread, 'THE END')
    expect(countIn(team, thread, 'Once upon')).toBe(1)
    await discord.ready()
    if (missed) await answer(missed, 'While you were away')
    expect(discord.resumes.length > resumes).toBe(resumable)
    await answer(team.ask('Back again?', max), 'Back again?')
    expect(provider.chats()).toHaveLength(resumable ? 3 : 2)
  })

  it('limits and losses of the API do not break or double an answer', async () => {
    const { team, provider, answer } = open()
    const { discord } = team
    discord.limitNext('POST /channels/:channel/messages/:message/threads', { retryAfterMs: 300 })
    discord.limitNext('POST /channels/:channel/messages', { retryAfterMs: 300 })
    discord.failNext('POST /channels/:channel/messages', { status: 502 })
    discord.failNext('PATCH /channels/:channel/messages/:message', { status: 0, afterwards: true })
    provider.next({ text: story, chunkSize: 10, chunkDelayMs: 200 })

    const thread = team.ask('Tell me a story', team.newMember())

    await answer(thread, 'THE END')
    expect(countIn(team, thread, 'Once upon')).toBe(1)
  })
})

it('without the Message Content intent it answers mentions and says what to turn on', async () => {
  const start = () => startDiscordTeam({ messageContentIntent: false })
  await withRig({ start }, async rig => {
    const { team } = rig
    const program = await rig.start()
    const thread = team.ask('Can you read this?')
    await rig.answer(thread, 'Can you read this?')

    team.say(thread, 'This cannot be read')
    team.say(thread, '@switchboard But this')
    await rig.answer(thread, 'But this')

    expect(rig.provider.chats()).toHaveLength(2)
    const advice = program.log().filter(({ turnOn }) => String(turnOn).includes('Message Content'))
    expect(advice).toHaveLength(1)
  })
})
