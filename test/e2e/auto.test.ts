import { describe, expect, it } from 'vitest'
import { platforms, shareRig } from '../support/rig.ts'
import type { Team } from '../support/team/team.ts'

const HARD =
  'Analyze the root cause of this Python deadlock, compare two fixes and their trade-offs, then design a plan.'

describe.each(platforms)('On $name', platform => {
  const open = shareRig<Team>(platform)

  it('auto chooses by what is asked, says why, and is pinned with a button', async () => {
    const { team, answer } = open()
    expect(await team.run(team.admin, 'models default', { model: 'auto' })).toContain(
      'A model is chosen for each message now.',
    )

    const easy = team.ask('What is the capital of Peru?')
    await answer(easy, 'Answer from openai/gpt-4o-mini')
    await answer(easy, 'auto: the cheapest good enough, a short factual question')
    await answer(team.ask(HARD), 'Answer from openai/gpt-5')

    const line = team.lines(easy).findLast(({ isBot }) => isBot)
    if (!line) throw new Error('The bot has said nothing')
    const pinned = await team.press(team.member, line, 'Pin GPT-4o-mini')
    expect(pinned).toContain('This thread now answers with GPT-4o-mini')
    team.say(easy, HARD)
    await answer(easy, 'this thread’s choice')
  })
})
