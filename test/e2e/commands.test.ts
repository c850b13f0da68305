import { describe, expect, it } from 'vitest'
import { countIn, platforms, type Rig, shareRig, until } from '../support/rig.ts'
import type { Line, Person, Team, Thread } from '../support/team/team.ts'

const mini = 'openai/gpt-4o-mini'
const grok = 'x-ai/grok-4'
const gemini = 'google/gemini-2.5-pro'

const newest = ({ team }: Rig, thread: Thread): Line => {
  const line = team.lines(thread).findLast(({ isBot }) => isBot)
  if (!line) throw new Error('The bot has said nothing')
  return line
}

describe.each(platforms)('On $name', platform => {
  const open = shareRig<Team>(platform)

  const askAndRead = async (text: string, who: Person, words = text): Promise<Thread> => {
    const thread = open().team.ask(text, who)
    await open().answer(thread, words)
    return thread
  }

  it('the menu under an answer switches the thread, which is told', async () => {
    const { team, answer } = open()
    const max = team.newMember()
    const thread = await askAndRead('Which model?', max)
    const line = newest(open(), thread)

    const told = await team.pick(max, line, line.menus[0] ?? '', 'GPT-4o-mini')

    expect(told).toContain('This thread now answers with GPT-4o-mini')
    await team.waitFor(() => countIn(team, thread, `${max.name} switched`) === 1, 'the notice')
    team.say(thread, 'And now?', max)
    await answer(thread, `Answer from ${mini}`)
  })

  it('“Regenerate” answers the same question again', async () => {
    const { team } = open()
    const max = team.newMember()
    const thread = await askAndRead('Say it twice', max)
    await isClosed(open(), max)

    expect(await team.press(max, newest(open(), thread), 'Regenerate')).toContain('Answering again')

    const twice = () => countIn(team, thread, 'Answer from openai/gpt-5') === 2
    await team.waitFor(twice, 'the second answer')
  })

  it('`/model` typed after a mention in a thread switches it', async () => {
    const { team, answer } = open()
    const max = team.newMember()
    const thread = await askAndRead('Hello', max)

    team.say(thread, '@switchboard /model mini', max)

    await team.waitFor(() => countIn(team, thread, `${max.name} switched`) === 1, 'the notice')
    team.say(thread, 'And now?', max)
    await answer(thread, `Answer from ${mini}`)
    team.say(thread, '!model reset', max)
    const isBack = () => countIn(team, thread, 'is back to the default model') > 0
    await team.waitFor(isBack, 'the notice')
  })

  it('`/switchboard model` does what `/model` does', async () => {
    const { team } = open()
    const max = team.newMember()

    const told = await team.run(max, 'switchboard', { command: 'model mini' })

    expect(told).toContain('The threads you start in this channel will use GPT-4o-mini')
    await askAndRead('With which?', max, `Answer from ${mini}`)
  })

  it('`!stop` ends the answer under way, `!quiet` and `!listen` say when the bot takes part', async () => {
    const { team, provider, answer } = open()
    const max = team.newMember()
    provider.next({
      text: `${'A long beginning. '.repeat(5)}The end.`,
      chunkSize: 60,
      stallMidStream: 1,
    })
    const thread = team.ask('Never end', max)
    await team.waitFor(() => countIn(team, thread, 'A long beginning') > 0, 'the beginning')
    team.say(thread, '!stop', max)
    await answer(thread, 'Stopped.')

    team.say(thread, '!quiet', max)
    await team.waitFor(() => countIn(team, thread, 'only when mentioned now') === 1, 'quiet')
    team.say(thread, 'Among ourselves', max)
    team.say(thread, '@switchboard Are you there?', max)
    await answer(thread, 'Are you there?')
    team.say(thread, '!listen', max)
    await team.waitFor(() => countIn(team, thread, 'I answer everything in this') === 1, 'listen')
    team.say(thread, 'And now?', max)
    await answer(thread, 'And now?')
    expect(countIn(team, thread, 'Answer from openai/gpt-5 to')).toBe(2)
  })

  it('`/usage` tells what was spent, `/help` what there is, and `/forget` forgets', async () => {
    const { team, database } = open()
    const max = team.newMember()
    await askAndRead('A question with a secret', max)
    await isClosed(open(), max)

    expect(await team.run(max, 'usage')).toMatch(/You spent \$0\.000\d .*in 1 call\./)
    const help = await team.run(max, 'help')
    expect(help).toContain('/usage')
    expect(help).not.toContain('For admins')
    expect(await team.run(max, 'forget')).toContain('Delete all your messages')
    const before = await ownTexts(open(), max)
    expect(before).toEqual([expect.stringContaining('secret')])

    await confirmForgetting(team, max)

    await until(async () => (await ownTexts(open(), max)).every(text => text === ''), 'forgetting')
    const spent = await database.query('SELECT * FROM "LedgerEntry"')
    expect(spent.filter(({ memberId }) => memberId === max.id)).toHaveLength(1)
  })

  it('members may not use what is for admins, neither typed nor by its buttons', async () => {
    const { team } = open()
    const max = team.newMember()
    const thread = await askAndRead('May I?', max)

    team.say(thread, `@switchboard /models enable ${grok}`, max)

    const isRefused = () => team.privateLines(max).some(({ text }) => /admin/i.test(text))
    await team.waitFor(isRefused, 'the refusal')
    expect(await enabled(open())).not.toContain(grok)
  })

  it('the buttons of an admin do nothing for a member', async () => {
    const { team } = open()
    await team.run(team.admin, 'models enable', { model: gemini })
    const card = team.privateLines(team.admin).findLast(({ text }) => text.includes(gemini))
    if (!card) throw new Error('The admin was shown nothing')
    team.reveal(card)

    const told = await team.press(team.newMember(), card, 'Make it the default')

    expect(told).toContain('Only admins can do that')
    await askAndRead('Who are you?', team.newMember(), 'Answer from openai/gpt-5')
  })

  it('commands work while models take their time', async () => {
    const { team, provider, answer } = open()
    const max = team.newMember()
    let goOn = () => {}
    const until = new Promise<void>(resolve => {
      goOn = resolve
    })
    provider.always({ until })
    const threads = [1, 2, 3].map(number => team.ask(`Question ${number}`, max))
    await team.waitFor(() => provider.inFlight() === 3, 'three calls')

    expect(await team.run(max, 'usage')).toContain('You have spent nothing')
    expect(await team.run(max, 'help')).toContain('Mention me in a channel')

    goOn()
    await Promise.all(threads.map((thread, at) => answer(thread, `Question ${at + 1}`)))
  })
})

const isClosed = ({ database }: Rig, { id }: Person) =>
  until(async () => {
    const turns = await database.query('SELECT "memberId", "state" FROM "Turn"')
    const own = turns.filter(({ memberId }) => memberId === id)
    return own.length > 0 && own.every(({ state }) => state !== 'running')
  }, 'the end of the turn')

async function enabled({ database }: Rig): Promise<readonly unknown[]> {
  const rows = await database.query('SELECT "modelId" FROM "Enabled"')
  return rows.map(({ modelId }) => modelId)
}

async function ownTexts({ database }: Rig, { id }: Person): Promise<readonly unknown[]> {
  const rows = await database.query('SELECT "authorId", "text" FROM "Message"')
  return rows.filter(({ authorId }) => authorId === id).map(({ text }) => text)
}

async function confirmForgetting(team: Team, who: Person): Promise<void> {
  const line = team.privateLines(who).findLast(({ buttons }) => buttons.includes('Delete them'))
  if (!line) throw new Error('There is nothing to confirm')
  expect(await team.press(who, line, 'Delete them')).toContain('Done: I forgot 1 message')
}
