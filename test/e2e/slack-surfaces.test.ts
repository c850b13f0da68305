import { expect, it } from 'vitest'
import { countIn, shareRig } from '../support/rig.ts'
import { startSlackTeam } from '../support/team/slack.ts'
import { plain } from '../support/team/team.ts'

const open = shareRig({ start: startSlackTeam })

it('App Home shows the models and what one has spent, and admins the way to the setup', async () => {
  const { team } = open()
  const { slack } = team

  const own = slack.viewText(await slack.openHome(team.user(team.member)))
  const admins = slack.viewText(await slack.openHome(team.user(team.admin)))

  expect(plain(own)).toContain('Your team’s models')
  expect(own).toContain('GPT-4o-mini')
  expect(own).toContain('You have spent nothing')
  expect(own).not.toContain('[Set up]')
  expect(admins).toContain('[Set up]')
})

it('the setup opens from App Home', async () => {
  const { team } = open()
  const { slack } = team
  const admin = team.user(team.admin)
  const home = await slack.openHome(admin)

  await slack.press(admin, home, 'Set up')

  const view = await slack.waitFor(() => slack.modal(admin), 'the dialog')
  expect(slack.viewText(view)).toContain('Default model')
})

it('the shortcut “Switch model” offers the models for the thread of a message', async () => {
  const { team, answer } = open()
  const { slack } = team
  const max = team.newMember()
  const thread = team.ask('Which model?', max)
  const line = await answer(thread, 'Which model?')

  const outcome = await slack.shortcut(team.user(max), line.id, 'model')
  await slack.waitFor(() => outcome.shown.length > 0, 'the picker')
  const card = team.privateLines(max).findLast(({ menus }) => menus.length > 0)
  if (!card) throw new Error(`There is no picker\n${team.dump()}`)
  await team.pick(max, card, card.menus[0] ?? '', 'GPT-4o-mini')

  await team.waitFor(() => countIn(team, thread, `${max.name} switched`) === 1, 'the notice')
  team.say(thread, 'And now?', max)
  await answer(thread, 'Answer from openai/gpt-4o-mini')
})

it('a direct message is answered in a thread of its own', async () => {
  const { team } = open()
  const { slack } = team
  const max = team.user(team.newMember())
  const dm = slack.dm(max)

  const said = slack.say(max, dm, 'Between us')

  const hasAnswer = () =>
    slack.thread(dm, said.ts).find(({ text }) => text.includes('Answer from openai/gpt-5'))
  await slack.waitFor(hasAnswer, 'the answer')
})
