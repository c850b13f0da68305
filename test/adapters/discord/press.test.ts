import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buttons, card, menu, note, rows, say } from '../../../src/ui/card.ts'
import type { Form } from '../../../src/ui/form.ts'
import type { Channel, Guild, SeenMessage, User } from '../../support/discord/index.ts'
import { answerTo, type Rig, startRig } from './rig.ts'

let rig: Rig
let guild: Guild
let channel: Channel
let ann: User
let admin: User

beforeEach(async () => {
  rig = await startRig()
  const { discord } = rig
  guild = discord.addGuild({ name: 'Team' })
  channel = discord.addChannel(guild, 'general')
  ann = discord.addUser('Ann')
  admin = discord.addUser('Admin')
})

afterEach(async () => {
  expect(rig.discord.violations).toEqual([])
  expect(rig.discord.pings).toEqual([])
  await rig.stop()
})

const form: Form = {
  id: 'setup',
  title: 'Set up',
  submitLabel: 'Save',
  state: 'page:2',
  sections: [
    {
      id: 'main',
      title: 'Main',
      fields: [
        {
          kind: 'text',
          id: 'zone',
          label: 'Zone',
          required: true,
          multiline: false,
          maxLength: 80,
        },
        {
          kind: 'choice',
          id: 'days',
          label: 'Days',
          hint: 'When',
          required: false,
          multiple: true,
          choices: [
            { label: 'Monday', value: 'mo' },
            { label: 'Tuesday', value: 'tu' },
          ],
          initial: ['mo'],
        },
        {
          kind: 'pick',
          id: 'people',
          label: 'People',
          of: 'members',
          required: false,
          multiple: true,
          initial: [],
        },
      ],
    },
  ],
}

const press = card(
  rows({ markdown: 'gpt-5', button: { label: 'Use', action: 'use', value: 'gpt-5' } }),
  buttons({ label: 'More', action: 'more', value: '2', style: 'primary' }),
  menu({
    action: 'pick',
    value: 'v',
    placeholder: 'Pick one',
    options: [
      { label: 'A', value: 'a' },
      { label: 'B', value: 'b', detail: 'second' },
    ],
  }),
)

async function posted(): Promise<SeenMessage> {
  await rig.chat.post(
    { workspaceId: `discord:${guild.id}`, channelId: channel.id, isDirect: false },
    press,
  )
  return rig.discord.waitFor(() => rig.discord.lastMessage(channel), 'the card')
}

describe('a form', () => {
  it('opens first and comes back with its values', async () => {
    rig.behaviour.command = (_, responder) => responder.open(form)
    rig.behaviour.submit = async (_, responder) =>
      (await responder.begin('private')).show(say('Saved'))

    const modal = await rig.discord.slash(ann, channel, 'model').modal()
    const handle = rig.discord.submit(ann, modal, { zone: 'Europe/Berlin', people: [admin] })
    const reply = await handle.reply()

    expect(reply).toMatchObject({ text: 'Saved', isEphemeral: true })
    expect(rig.heard.submissions).toMatchObject([
      {
        form: 'setup',
        state: 'page:2',
        values: { zone: ['Europe/Berlin'], days: ['mo'], people: [admin.id] },
        place: { channelId: channel.id },
      },
    ])
  })

  it('says what was wrong with its fields', async () => {
    rig.behaviour.command = (_, responder) => responder.open(form)
    rig.behaviour.submit = (_, responder) => {
      expect(responder.canOpen).toBe(false)
      return responder.refuse(say('Not saved.'), { zone: 'No such zone.' })
    }

    const modal = await rig.discord.slash(ann, channel, 'model').modal()
    const reply = await rig.discord.submit(ann, modal, { zone: 'Mars' }).reply()

    expect(reply).toMatchObject({ text: 'Not saved.\n-# No such zone.', isEphemeral: true })
  })
})

describe('a card', () => {
  it('is redrawn when its button is pressed', async () => {
    rig.behaviour.press = async (_, responder) =>
      (await responder.replace()).show(card(note('Page 2')))
    const message = await posted()

    const handle = rig.discord.press(ann, message, 'More')
    await rig.discord.waitFor(() => rig.discord.look(message).text === '-# Page 2', 'page 2')

    expect(handle.state).toBe('deferred-update')
    expect(rig.heard.presses).toMatchObject([{ action: 'more', value: '2', chosen: [] }])
    expect(rig.discord.messages(channel)).toHaveLength(1)
  })

  it('tells what was chosen in its menu', async () => {
    const message = await posted()

    await rig.discord.pick(ann, message, 'Pick one', 'B').reply()

    expect(rig.heard.presses).toMatchObject([{ action: 'pick', value: 'v', chosen: ['b'] }])
  })

  it('opens a form whose answer redraws it', async () => {
    rig.behaviour.press = (_, responder) => responder.open(form)
    rig.behaviour.submit = async (_, responder) => (await responder.replace()).show(say('New card'))
    const message = await posted()

    const modal = await rig.discord.press(ann, message, 'Use').modal()
    rig.discord.submit(ann, modal, { zone: 'UTC' })

    await rig.discord.waitFor(() => rig.discord.look(message).text === 'New card', 'the new card')
  })

  it('does not look broken when nothing is done', async () => {
    rig.behaviour.press = async () => undefined
    const message = await posted()

    const handle = rig.discord.press(ann, message, 'Use')

    expect(await handle.acknowledged()).toBe('deferred-update')
  })

  it('can be answered beside it', async () => {
    rig.behaviour.press = async (_, responder) =>
      (await responder.begin('private')).show(say('For you'))
    const message = await posted()

    const reply = await rig.discord.press(ann, message, 'Use').reply()

    expect(reply).toMatchObject({ text: 'For you', isEphemeral: true })
    expect(rig.discord.look(message).buttons).toContain('Use')
  })
})

describe('the controls under an answer', () => {
  it('never replace the answer', async () => {
    rig.behaviour.press = async (_, responder) => (await responder.replace()).show(say('Switched'))
    const asked = rig.discord.say(ann, channel, 'Why?', { mentions: [rig.discord.bot] })
    const question = await rig.discord.waitFor(() => rig.heard.messages[0], 'the question')
    const screen = await rig.chat.openAnswer(answerTo(question))
    screen.write('Because.')
    await screen.finish(card(buttons({ label: 'Again', action: 'again', value: 't' })))
    const thread = rig.discord.threadOf(asked) ?? channel
    const [answer] = rig.discord.messages(thread).filter(({ text }) => text === 'Because.')

    const reply = await rig.discord.press(ann, answer ?? { id: '' }, 'Again').reply()

    expect(reply).toMatchObject({ text: 'Switched', isEphemeral: true })
    expect(rig.heard.presses[0]?.place).toMatchObject({ threadId: thread.id })
    expect(rig.discord.look(answer ?? { id: '' }).text).toBe('Because.')
  })
})
