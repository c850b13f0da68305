import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IncomingMessage } from '../../../src/ports/chat.ts'
import { buttons, card, menu, note } from '../../../src/ui/card.ts'
import type { Channel, Guild, User } from '../../support/discord/index.ts'
import { answerTo, type Rig, startRig } from './rig.ts'

let rig: Rig
let guild: Guild
let channel: Channel
let ann: User

beforeEach(async () => {
  rig = await startRig({
    before: discord => {
      guild = discord.addGuild({ name: 'Team' })
      channel = discord.addChannel(guild, 'general')
      ann = discord.addUser('Ann')
    },
  })
})

afterEach(async () => {
  expect(rig.discord.violations).toEqual([])
  expect(rig.discord.pings).toEqual([])
  await rig.stop()
})

const footer = card(
  note('openai/gpt-5 · $0.0012'),
  menu({
    action: 'switch',
    value: 't',
    placeholder: 'Model',
    options: [{ label: 'A', value: 'a' }],
  }),
)

async function ask(where: Channel = channel, text = 'Why?'): Promise<IncomingMessage> {
  const before = rig.heard.messages.length
  rig.discord.say(ann, where, text, { mentions: [rig.discord.bot] })
  return rig.discord.waitFor(() => rig.heard.messages[before], 'the question')
}

function texts(where: { id: string }): string[] {
  return rig.discord
    .messages(where)
    .filter(({ author, raw }) => author === 'Switchboard' && raw.type !== 21)
    .map(({ text }) => text)
}

describe('an answer', () => {
  it('opens a thread on the question and grows there, with a stop button until it is complete', async () => {
    const question = await ask()
    const request = answerTo(question)

    const screen = await rig.chat.openAnswer(request)
    screen.write('Because')
    const thread = await rig.discord.waitFor(() => rig.discord.threadOf(question), 'the thread')
    const growing = await rig.discord.waitFor(() => rig.discord.lastMessage(thread), 'first words')
    await rig.discord.waitFor(() => texts(thread).length > 0, 'the answer')
    expect(rig.discord.lastMessage(thread)?.buttons).toEqual(['Stop'])
    screen.write('Because the sky @everyone')
    await screen.finish(footer)

    expect(thread.name).toBe('A question')
    expect(growing.channelId).toBe(thread.id)
    expect(texts(thread)).toEqual(['Because the sky @\u200beveryone\n-# openai/gpt-5 · $0.0012'])
    const last = rig.discord.lastMessage(thread)
    expect(last?.buttons).toEqual([])
    expect(last?.selects.map(({ placeholder }) => placeholder)).toEqual(['Model'])
    expect(request.posted.at(-1)).toEqual([last?.id])
  })

  it('shows that it is writing', async () => {
    const screen = await rig.chat.openAnswer(answerTo(await ask()))

    await rig.discord.waitFor(() => rig.discord.typing.length > 0, 'typing')
    await screen.finish(card(note('done')))
  })

  it('is edited at most once a second and skips what is out of date', async () => {
    const question = await ask()
    const screen = await rig.chat.openAnswer(answerTo(question))

    const words = Array.from({ length: 40 }, (_, index) => `word${index}`)
    for (const [index] of words.entries()) {
      screen.write(words.slice(0, index + 1).join(' '))
      await new Promise(resolve => setTimeout(resolve, 60))
    }
    await screen.finish(card(note('done')))

    const thread = rig.discord.threadOf(question) ?? channel
    const [first] = rig.discord.messages(thread).filter(({ raw }) => raw.type === 0)
    const times = [first?.raw.createdAt ?? 0, ...(first?.editedTimes ?? [])]
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThan(900)
    expect(gaps.length).toBeLessThan(6)
    expect(texts(thread)).toEqual([`${words.join(' ')}\n-# done`])
  })

  it('is split into messages of 2000 characters, and its last has the footer', async () => {
    const paragraph = `${'lorem ipsum '.repeat(40).trim()}.`
    const text = Array.from({ length: 10 }, () => paragraph).join('\n\n')
    const question = await ask()
    const request = answerTo(question)
    const screen = await rig.chat.openAnswer(request)

    screen.write(text)
    await screen.finish(footer)

    const thread = rig.discord.threadOf(question) ?? channel
    const shown = texts(thread)
    expect(shown.length).toBeGreaterThan(2)
    expect(Math.max(...shown.map(part => part.length))).toBeLessThanOrEqual(2000)
    expect(shown.join(' ').replaceAll(/\s+/g, ' ')).toBe(
      `${text.replaceAll(/\s+/g, ' ')} -# openai/gpt-5 · $0.0012`,
    )
    expect(request.posted.at(-1)).toHaveLength(shown.length)
    expect(rig.discord.messages(thread).flatMap(({ buttons: labels }) => labels)).toEqual([])
  })

  it('in a thread that exists goes there', async () => {
    const thread = rig.discord.startThread(ann, channel, 'Talk')
    const question = await ask(thread)

    const screen = await rig.chat.openAnswer(answerTo(question))
    screen.write('Here.')
    await screen.finish(card())

    expect(question.place).toMatchObject({ channelId: channel.id, threadId: thread.id })
    expect(texts(thread)).toEqual(['Here.'])
  })

  it('in a DM goes there', async () => {
    const dm = rig.discord.dm(ann)
    const question = await ask(dm)

    const screen = await rig.chat.openAnswer(answerTo(question))
    screen.write('Hello.')
    await screen.finish(card())

    expect(question.place).toEqual({
      workspaceId: `discord:${guild.id}`,
      channelId: dm.id,
      threadId: dm.id,
      isDirect: true,
    })
    expect(texts(dm)).toEqual(['Hello.'])
  })

  it('replies in the channel where no thread can be opened', async () => {
    const strict = rig.discord.addChannel(guild, 'strict', { botDenied: ['CreatePublicThreads'] })
    const question = await ask(strict)

    const screen = await rig.chat.openAnswer(answerTo(question))
    screen.write('Here then.')
    await screen.finish(card())

    expect(rig.discord.lastMessage(strict)).toMatchObject({
      text: 'Here then.',
      raw: { replyToId: question.id },
    })
  })

  it('shows a footer alone when there is no text', async () => {
    const question = await ask()
    const screen = await rig.chat.openAnswer(answerTo(question))

    const again = buttons({ label: 'Try again', action: 'retry', value: 't' })
    await screen.finish(card(note('The model did not answer.'), again))

    const thread = rig.discord.threadOf(question) ?? channel
    expect(rig.discord.lastMessage(thread)).toMatchObject({
      text: '-# The model did not answer.',
      buttons: ['Try again'],
    })
  })

  it('shows a table only once it is complete', async () => {
    const question = await ask()
    const screen = await rig.chat.openAnswer(answerTo(question))
    const table = 'Prices:\n\n| model | price |\n| --- | --- |\n| a | 1 |'

    screen.write(table)
    const thread = await rig.discord.waitFor(() => rig.discord.threadOf(question), 'the thread')
    await rig.discord.waitFor(() => texts(thread).length > 0, 'the first words')
    expect(texts(thread)).toEqual(['Prices:'])
    await screen.finish(card())

    expect(texts(thread)[0]).toMatch(/^Prices:\n\n```\nmodel │ price\n/)
  })
})
