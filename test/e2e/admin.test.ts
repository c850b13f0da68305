import { describe, expect, it } from 'vitest'
import { countIn, platforms, type Rig, withRig } from '../support/rig.ts'
import { startDiscordTeam } from '../support/team/discord.ts'
import { startSlackTeam } from '../support/team/slack.ts'
import type { Line, Person, Team } from '../support/team/team.ts'

const mini = 'openai/gpt-4o-mini'

async function defaultOf({ database }: Rig): Promise<unknown> {
  const [workspace] = await database.query('SELECT "defaultModelId" FROM "Workspace"')
  return workspace?.['defaultModelId']
}

const cardWith = (team: Team, who: Person, words: string): Line => {
  const line = team.privateLines(who).findLast(({ text }) => text.includes(words))
  if (!line) throw new Error(`There is no card with "${words}"\n${team.dump()}`)
  return line
}

describe.each(platforms)('On $name', ({ start }) => {
  it('an admin closes the default model only with a replacement, pauses and resumes', async () => {
    await withRig<Team>({ start }, async rig => {
      const { team } = rig
      const { admin } = team
      await rig.start()

      const asked = await team.run(admin, 'models disable', { model: 'openai/gpt-5' })
      expect(asked).toContain('GPT-5 is the default. Which model replaces it?')
      expect(await defaultOf(rig)).toBe('openai/gpt-5')
      const card = cardWith(team, admin, 'Which model replaces it?')
      const done = await team.pick(admin, card, 'The new default', 'GPT-4o-mini')
      expect(done).toContain('GPT-5 is closed to members now. GPT-4o-mini takes its place.')
      expect(await defaultOf(rig)).toBe(mini)

      expect(await team.run(admin, 'models pause')).toContain('Paused')
      const thread = team.ask('Are you there?')
      const isTold = () => countIn(team, thread, `Switchboard is paused by ${admin.name}`) === 1
      await team.waitFor(isTold, 'the pause')
      expect(rig.provider.chats()).toHaveLength(0)
      const paused = cardWith(team, admin, 'Paused: no model is called')
      expect(await team.press(admin, paused, 'Resume')).toContain('Resumed')
      await rig.answer(team.ask('And now?'), `Answer from ${mini}`)
    })
  })
})

describe('`/models setup`', () => {
  it('is one dialog on Slack', async () => {
    await withRig({ start: startSlackTeam }, async rig => {
      const { team } = rig
      const { slack, channel } = team
      const admin = team.user(team.admin)
      await rig.start()
      const { views } = await slack.slash(admin, channel, '/models setup')
      const view = await slack.waitFor(() => views[0] ?? slack.modal(admin), 'the dialog')

      const wrong = await slack.submit(admin, view, { 'Time zone': 'Mars/Olympus' })
      expect(Object.values(wrong.errors)).toEqual([expect.stringContaining('No such time zone')])
      const right = { 'Time zone': 'Europe/Berlin', 'Default model': 'GPT-4o-mini' }
      const saved = await slack.submit(admin, view, right)

      expect(saved.failure).toBeUndefined()
      await slack.waitFor(async () => (await defaultOf(rig)) === mini, 'the new default')
      await rig.answer(team.ask('Who are you?'), `Answer from ${mini}`)
    })
  })

  it('is a card with sections on Discord', async () => {
    await withRig({ start: startDiscordTeam }, async rig => {
      const { team } = rig
      const { discord, channel } = team
      const admin = team.user(team.admin)
      await rig.start()
      const card = await discord.slash(admin, channel, 'models setup').reply()
      expect(card.buttons).toEqual(expect.arrayContaining(['Models', 'Answers', 'Workspace']))

      const zone = await discord.press(admin, card, 'Workspace').modal()
      const wrong = await discord.submit(admin, zone, { 'Time zone': 'Mars/Olympus' }).reply()
      expect(wrong.text).toContain('No such time zone')
      const answers = await discord.press(admin, card, 'Answers').modal()
      const saved = await discord.submit(admin, answers, { 'Default model': mini }).reply()

      expect(saved.text).toContain(`default model: \`${mini}\``)
      await rig.answer(team.ask('Who are you?'), `Answer from ${mini}`)
    })
  })
})
