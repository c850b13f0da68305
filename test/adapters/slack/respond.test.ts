import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Place } from '../../../src/ports/chat.ts'
import { buttons, card, menu, say, text } from '../../../src/ui/card.ts'
import type { Form } from '../../../src/ui/form.ts'
import type { Channel, User } from '../../support/slack/index.ts'
import { startChat } from './start-chat.ts'

let room: Awaited<ReturnType<typeof startChat>>
let ada: User
let bob: User
let general: Channel

beforeEach(async () => {
  room = await startChat()
  ada = room.slack.addUser({ name: 'ada', isAdmin: true })
  bob = room.slack.addUser({ name: 'bob' })
  general = room.slack.addChannel({ name: 'general', members: [ada, bob] })
})

afterEach(async () => {
  expect(room.slack.violations).toEqual([])
  await room.stop()
})

const form: Form = {
  id: 'enable',
  title: 'Enable',
  submitLabel: 'Save',
  state: 'state-1',
  sections: [
    {
      id: 'main',
      title: 'Main',
      fields: [
        {
          kind: 'text',
          id: 'label',
          label: 'Label',
          required: true,
          multiline: false,
          maxLength: 40,
        },
      ],
    },
  ],
}

const inGeneral = (): Place => ({
  workspaceId: `slack:${room.slack.teamId}`,
  channelId: general.id,
  isDirect: false,
})

const picker = card(
  text('Pick'),
  menu({
    action: 'pick',
    value: 'v',
    placeholder: 'Model',
    options: [{ label: 'GPT', value: 'gpt' }],
  }),
  buttons({ label: 'Go', action: 'go', value: '1' }),
)

const shownIn = (channel: Channel) => room.slack.channel(channel).filter(one => one.isBot)

describe('a slash command', () => {
  it('is acknowledged before it is answered, privately and in place', async () => {
    room.handle.command = async (_, responder) => {
      const screen = await responder.begin('private')
      await sleep(50)
      await screen.show(say('Working'))
      await screen.show(say('Done'))
    }

    const outcome = await room.slack.slash(ada, general, '/model gpt-5')
    await room.slack.waitFor(() => outcome.ephemerals[0]?.text === 'Done')

    expect(outcome.ackMs).toBeLessThan(1_000)
    expect(outcome.shown).toEqual(['Done'])
    expect(room.heard.commands).toMatchObject([
      { command: 'model', input: { line: 'gpt-5' }, place: { channelId: general.id } },
    ])
  })

  it('goes on in the DM once Slack takes no more in place', async () => {
    room.handle.command = async (_, responder) => {
      const screen = await responder.begin('private')
      for (let step = 1; step <= 7; step += 1) await screen.show(say(`Step ${step}`))
    }

    const outcome = await room.slack.slash(ada, general, '/model')

    const dm = room.slack.dm(ada)
    await room.slack.waitFor(() => shownIn(dm)[0]?.text === 'Step 7')
    expect(outcome.shown[0]).toBe('Step 5')
    expect(shownIn(dm)).toHaveLength(1)
  })

  it('can be answered in public, refused, and with a form', async () => {
    room.handle.command = async ({ input }, responder) => {
      const line = input.kind === 'line' ? input.line : ''
      if (line === 'public') await (await responder.begin('public')).show(say('Everybody'))
      else if (line === 'form') await responder.open(form)
      else await responder.refuse(say('No.'))
    }

    await room.slack.slash(ada, general, '/model public')
    const refused = await room.slack.slash(ada, general, '/model no')
    const opened = await room.slack.slash(ada, general, '/model form')

    await room.slack.waitFor(() => shownIn(general).some(one => one.text === 'Everybody'))
    await room.slack.waitFor(() => refused.shown[0] === 'No.')
    const view = await room.slack.waitFor(() => opened.views[0])
    expect(room.slack.viewText(view)).toContain('Label: {plain_text_input}')
  })

  it('is answered once', async () => {
    let second: unknown
    room.handle.command = async (_, responder) => {
      await responder.refuse(say('No.'))
      second = await responder.refuse(say('No.')).catch(error => error)
    }

    await room.slack.slash(ada, general, '/model')

    await room.slack.waitFor(() => second instanceof Error)
  })
})

describe('a press', () => {
  it('changes the message it is on', async () => {
    await room.chat.post(inGeneral(), picker)
    room.handle.press = async (_, responder) => {
      const screen = await responder.replace()
      await screen.show(say('Picked'))
    }
    const [shown] = shownIn(general)

    await room.slack.pick(ada, shown?.ts ?? '', 'Model', 'GPT')

    await room.slack.waitFor(() => shownIn(general)[0]?.text === 'Picked')
    expect(room.heard.presses).toMatchObject([{ action: 'pick', value: 'v', chosen: ['gpt'] }])
  })

  it('changes the private card it is on', async () => {
    room.handle.command = async (_, responder) =>
      await (await responder.begin('private')).show(picker)
    room.handle.press = async (_, responder) => await (await responder.replace()).show(say('Gone'))
    const outcome = await room.slack.slash(ada, general, '/model')
    const shown = await room.slack.waitFor(() => outcome.ephemerals[0])

    await room.slack.press(ada, shown, 'Go')

    await room.slack.waitFor(() => room.slack.shown(shown).text === 'Gone')
    expect(room.heard.presses).toMatchObject([{ action: 'go', value: '1', chosen: [] }])
  })

  it('is answered in private in the thread, where nothing can be changed', async () => {
    const said = room.slack.say(ada, general, 'hello')
    await room.chat.post({ ...inGeneral(), threadId: said.ts }, picker)
    room.handle.press = async (_, responder) => {
      const screen = await responder.begin('private')
      expect(screen.redraws).toBe(false)
      await screen.show(say('For you'))
      await screen.show(say('And more'))
    }
    const card = room.slack.thread(general, said.ts).find(one => one.isBot)

    await room.slack.press(bob, card?.ts ?? '', 'Go')

    const mine = () => room.slack.thread(general, said.ts).filter(one => one.ephemeralTo === bob.id)
    await room.slack.waitFor(() => mine().length === 2)
    expect(mine().map(one => one.text)).toEqual(['For you', 'And more'])
  })

  it('never replaces an answer by what is under it', async () => {
    const said = room.slack.say(ada, general, '@switchboard hi')
    const screen = await room.chat.openAnswer({
      turnId: 't',
      place: { ...inGeneral(), threadId: said.ts },
      question: { id: said.ts, author: { id: ada.id, name: 'ada' } },
      title: 'hi',
      stop: say('stop'),
      replaces: [],
      isResumed: false,
      onPosted: () => {},
      onStopped: () => {},
    })
    screen.write('The answer.')
    await screen.finish(card(buttons({ label: 'Switch', action: 'switch', value: '1' })))
    room.handle.press = async (_, responder) =>
      await (await responder.replace()).show(say('Switched'))
    const answer = room.slack.thread(general, said.ts).find(one => one.isBot)

    await room.slack.press(ada, answer?.ts ?? '', 'Switch')

    await room.slack.waitFor(() =>
      room.slack.thread(general, said.ts).some(one => one.text === 'Switched'),
    )
    expect(room.slack.shown(answer?.ts ?? '').text).toContain('The answer.')
  })

  it('in App Home is answered there or in the DM', async () => {
    const home = await room.slack.openHome(ada)
    expect(room.slack.viewText(home)).toContain('Hello *ada*')
    room.handle.press = async (_, responder) =>
      await (await responder.begin('private')).show(say('Your usage'))
    await room.slack.press(ada, home, 'Usage')
    const dm = room.slack.dm(ada)
    await room.slack.waitFor(() => shownIn(dm)[0]?.text === 'Your usage')
    expect(room.heard.presses[0]?.place).toMatchObject({ channelId: dm.id, isDirect: true })

    room.handle.press = async (_, responder) => await (await responder.replace()).show(say('New'))
    await room.slack.press(ada, home, 'Usage')

    await room.slack.waitFor(() => {
      const now = room.slack.home(ada)
      return now && room.slack.viewText(now).includes('New')
    })
  })
})

describe('a form', () => {
  const open = async () => {
    room.handle.command = async (_, responder) => await responder.open(form)
    const outcome = await room.slack.slash(ada, general, '/model')
    return await room.slack.waitFor(() => outcome.views[0])
  }

  it('comes back with where it was opened', async () => {
    const view = await open()
    room.handle.submit = async (_, responder) =>
      await (await responder.begin('private')).show(say('Saved'))

    const submitted = await room.slack.submit(ada, view, { label: 'fast' })

    expect(submitted.result).toBe('closed')
    expect(room.heard.submissions).toMatchObject([
      { form: 'enable', state: 'state-1', values: { label: ['fast'] }, place: inGeneral() },
    ])
    await room.slack.waitFor(() =>
      room.slack.channel(general).some(one => one.text === 'Saved' && one.ephemeralTo === ada.id),
    )
  })

  it('stays open and says beside the field what is wrong', async () => {
    const view = await open()
    room.handle.submit = async (_, responder) =>
      await responder.refuse(say('Not that one.'), { label: 'Taken' })

    const submitted = await room.slack.submit(ada, view, { label: 'fast' })

    expect(submitted).toMatchObject({ result: 'errors', errors: { label: 'Taken' } })
  })

  it('says a refusal that belongs to no field beside the first', async () => {
    const view = await open()
    room.handle.submit = async (_, responder) =>
      await responder.refuse(say('Only admins may.'), { other: 'Hm' })

    const submitted = await room.slack.submit(ada, view, { label: 'fast' })

    expect(submitted.errors).toEqual({ label: 'Only admins may. Hm' })
  })

  it('is acknowledged in time however long the answer takes', async () => {
    const view = await open()
    room.handle.submit = async (_, responder) => {
      await sleep(2_800)
      await responder.refuse(say('Too late for the form.'))
    }

    const submitted = await room.slack.submit(ada, view, { label: 'fast' })

    expect(submitted.result).toBe('closed')
    await room.slack.waitFor(() =>
      room.slack.channel(general).some(one => one.text === 'Too late for the form.'),
    )
  })

  it('can lead to a further form', async () => {
    const view = await open()
    room.handle.submit = async (_, responder) => await responder.open({ ...form, title: 'Next' })

    const submitted = await room.slack.submit(ada, view, { label: 'fast' })

    expect(submitted.result).toBe('updated')
    expect(room.slack.viewText(room.slack.modal(ada) ?? view)).toContain('Next')
  })
})

describe('a message shortcut', () => {
  it('runs its command on the thread, and is answered there', async () => {
    const said = room.slack.say(bob, general, 'hello')
    room.handle.command = async (_, responder) =>
      await (await responder.begin('private')).show(say('Which model?'))

    await room.slack.shortcut(ada, said, 'model')

    await room.slack.waitFor(() =>
      room.slack.thread(general, said.ts).some(one => one.text === 'Which model?'),
    )
    expect(room.heard.commands).toMatchObject([
      { command: 'model', place: { threadId: said.ts }, actor: { id: ada.id } },
    ])
  })
})
