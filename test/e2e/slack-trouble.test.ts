import { describe, expect, it } from 'vitest'
import { countIn, shareRig, withRig } from '../support/rig.ts'
import { startSlackTeam } from '../support/team/slack.ts'

const sentence = 'The lighthouse shone for years and years. '
const story = `Once upon a time: ${sentence.repeat(12)}And that is THE END.`
const trickle = { text: story, chunkSize: 40, chunkDelayMs: 150 }

describe('With streams', () => {
  const open = shareRig({ start: startSlackTeam })

  it.each(['chat.startStream', 'chat.appendStream', 'chat.stopStream'])(
    'a limit on %s does not break or double an answer',
    async method => {
      const { team, provider, answer } = open()
      team.slack.limitNext(method, { retryAfter: 1 })
      provider.next(trickle)

      const thread = team.ask('Tell me a story', team.newMember())

      const line = await answer(thread, 'THE END')
      expect(countIn(team, thread, 'Once upon')).toBe(1)
      expect(countIn(team, thread, 'THE END')).toBe(1)
      expect(line.text.split(sentence.trim()).length - 1).toBe(12)
    },
  )

  it.each(['drop', 'lose'] as const)('a connection that breaks on appending (%s)', async how => {
    const { team, provider, answer } = open()
    team.slack.breakNext('chat.appendStream', how)
    provider.next(trickle)

    const thread = team.ask('Tell me a story', team.newMember())

    await answer(thread, 'THE END')
    expect(countIn(team, thread, 'Once upon')).toBe(1)
    expect(countIn(team, thread, 'THE END')).toBe(1)
  })

  it('a socket that drops in mid-answer loses nothing', async () => {
    const { team, provider, answer } = open()
    const calls = provider.chats().length
    let goOn = () => {}
    const until = new Promise<void>(resolve => {
      goOn = resolve
    })
    provider.next({ text: story, chunkSize: 60, stallMidStream: 1, until })
    const thread = team.ask('Tell me a story', team.newMember())
    await team.waitFor(() => countIn(team, thread, 'Once upon') === 1, 'half a story')

    team.drop()
    const missed = team.ask('While you were away', team.newMember())
    goOn()

    await answer(thread, 'THE END')
    await answer(missed, 'While you were away')
    expect(countIn(team, thread, 'Once upon')).toBe(1)
    expect(countIn(team, missed, 'Answer from')).toBe(1)
    expect(provider.chats()).toHaveLength(calls + 2)
  })
})

it('where Slack refuses streams, the answer is a message that is edited', async () => {
  const start = () => startSlackTeam({ streaming: false })
  await withRig({ start }, async rig => {
    const { team, provider } = rig
    await rig.start()
    team.slack.limitNext('chat.update', { retryAfter: 1 })
    provider.next({ ...trickle, chunkDelayMs: 300 })

    const thread = team.ask('Tell me a story')

    await rig.answer(thread, 'THE END')
    expect(countIn(team, thread, 'Once upon')).toBe(1)
    expect(team.slack.callsOf('chat.update').length).toBeGreaterThan(1)
    await rig.answer(team.ask('Once more'), 'Once more')
    expect(team.slack.callsOf('chat.startStream')).toHaveLength(1)
  })
})
