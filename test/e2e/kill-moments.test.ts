import { describe, expect, it } from 'vitest'
import { countIn, type Rig, withRig } from '../support/rig.ts'
import { startDiscordTeam } from '../support/team/discord.ts'
import { startSlackTeam } from '../support/team/slack.ts'
import type { Team } from '../support/team/team.ts'

const story = 'Once upon a time there was a lighthouse. It shone for years. And that is THE END.'

interface Case<T extends Team> {
  readonly what: string
  readonly start: () => Promise<T>
  /** The platform does what it is asked, but answers late. */
  readonly delay: (team: T) => void
  /** The plug is pulled as soon as these are visible, before the program hears that they are. */
  readonly words: string
}

async function killAt<T extends Team>(rig: Rig<T>, { delay, words }: Case<T>): Promise<void> {
  const { team, provider } = rig
  const program = await rig.start()
  delay(team)
  provider.always({ text: story, chunkSize: 50, chunkDelayMs: 100 })
  const thread = team.ask('Tell me a story')
  await team.waitFor(() => countIn(team, thread, words) > 0, `"${words}"`)
  await program.kill()
  await rig.start()
  await rig.answer(thread, 'THE END')
  const isClosed = async () => {
    const turns = await rig.database.query('SELECT "state" FROM "Turn"')
    return turns.every(({ state }) => state === 'answered')
  }
  await expect.poll(isClosed, { timeout: 15_000 }).toBe(true)
  expect(countIn(team, thread, 'Once upon')).toBe(1)
  expect(team.lines(thread).filter(({ buttons }) => buttons.includes('Regenerate'))).toHaveLength(1)
  const isGone = () => !team.lines(thread).some(({ buttons }) => buttons.includes('Stop'))
  await team.waitFor(isGone, 'the button to go')
  expect(await rig.database.query('SELECT * FROM "Hold"')).toEqual([])
}

type SlackTeam = Awaited<ReturnType<typeof startSlackTeam>>
type DiscordTeam = Awaited<ReturnType<typeof startDiscordTeam>>
const late = 4000

const onSlack: readonly Case<SlackTeam>[] = [
  {
    what: 'its first words are posted',
    words: 'Once upon',
    start: startSlackTeam,
    delay({ slack }) {
      slack.answerLate('chat.startStream', late)
      slack.tolerate('message_not_found')
    },
  },
  {
    what: 'its footer is set',
    words: 'THE END',
    start: startSlackTeam,
    delay({ slack }) {
      slack.delayNext('chat.stopStream', late)
      // what the dead process asked for comes after its message was removed
      slack.tolerate('message_not_found')
    },
  },
]

const onDiscord: readonly Case<DiscordTeam>[] = [
  {
    what: 'its first words are posted',
    words: 'Once upon',
    start: startDiscordTeam,
    delay: ({ discord }) => discord.delayNext('POST /channels/:channel/messages', late),
  },
  {
    what: 'its footer is set',
    words: 'THE END',
    start: startDiscordTeam,
    delay: ({ discord }) =>
      discord.delayNext('PATCH /channels/:channel/messages/:message', late, 5),
  },
]

describe('An answer is there once though the process dies while', () => {
  it.each(onSlack)('$what on Slack', each => withRig(each, rig => killAt(rig, each)))
  it.each(onDiscord)('$what on Discord', each => withRig(each, rig => killAt(rig, each)))
})
