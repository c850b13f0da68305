import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IncomingMessage } from '../../../src/ports/chat.ts'
import { card, note } from '../../../src/ui/card.ts'
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

const messagePath = '/channels/:channel/messages/:message'

describe('an answer that is tried again, or meets trouble', () => {
  it('is not posted twice when it is tried again', async () => {
    const question = await ask()
    const first = await rig.chat.openAnswer(answerTo(question))
    first.write('Half an ans')
    const thread = await rig.discord.waitFor(() => rig.discord.threadOf(question), 'the thread')
    await rig.discord.waitFor(() => texts(thread).length === 1, 'half an answer')

    const again = await rig.chat.openAnswer(answerTo(question))
    again.write('A whole answer.')
    await again.finish(card(note('done')))

    expect(texts(thread)).toEqual(['A whole answer.\n-# done'])
  })

  it('takes the place of the messages of an earlier try, and removes the rest', async () => {
    const question = await ask()
    const long = `${'word '.repeat(900)}end`
    const first = answerTo(question)
    const screen = await rig.chat.openAnswer(first)
    screen.write(long)
    await screen.finish(card())
    const earlier = first.posted.at(-1) ?? []
    expect(earlier.length).toBe(3)

    const second = answerTo(question, { replaces: earlier, turnId: 'another' })
    const again = await rig.chat.openAnswer(second)
    again.write('Short.')
    await again.finish(card(note('done')))

    const thread = rig.discord.threadOf(question) ?? channel
    expect(texts(thread)).toEqual(['Short.\n-# done'])
    expect(second.posted.at(-1)).toEqual(earlier.slice(0, 1))
  })

  it('is posted anew where a message is gone or may not be edited', async () => {
    const question = await ask()
    const first = answerTo(question)
    const screen = await rig.chat.openAnswer(first)
    screen.write('Old.')
    await screen.finish(card())
    const [old = ''] = first.posted.at(-1) ?? []
    rig.discord.failNext(`PATCH ${messagePath}`, { status: 429, code: 30046 })

    const again = await rig.chat.openAnswer(answerTo(question, { replaces: [old] }))
    again.write('New.')
    await again.finish(card())

    const thread = rig.discord.threadOf(question) ?? channel
    expect(texts(thread)).toEqual(['New.'])
  })

  it('wakes a thread that was put away to edit what stands there', async () => {
    const question = await ask()
    const first = answerTo(question)
    const screen = await rig.chat.openAnswer(first)
    screen.write('Old.')
    await screen.finish(card())
    const thread = rig.discord.threadOf(question) ?? channel
    rig.discord.archive(thread)

    const again = await rig.chat.openAnswer(
      answerTo(question, { replaces: first.posted.at(-1) ?? [] }),
    )
    again.write('New.')
    await again.finish(card())

    expect(texts(thread)).toEqual(['New.'])
  })

  it('survives a server error and a rate limit', async () => {
    const question = await ask()
    const screen = await rig.chat.openAnswer(answerTo(question))
    rig.discord.failNext('POST /channels/:channel/messages', { status: 500, times: 2 })
    rig.discord.limitNext('POST /channels/:channel/messages', { retryAfterMs: 200 })

    screen.write('In spite of all.')
    await screen.finish(card())

    expect(texts(rig.discord.threadOf(question) ?? channel)).toEqual(['In spite of all.'])
  })

  it('fails with a chat error when the channel is gone', async () => {
    const question = await ask()
    const screen = await rig.chat.openAnswer(answerTo(question))
    const thread = await rig.discord.waitFor(() => rig.discord.threadOf(question), 'the thread')
    rig.discord.removeChannel(thread)

    screen.write('Nobody reads this.')

    await expect(screen.finish(card())).rejects.toMatchObject({
      name: 'BotError',
      code: 'chat-gone',
    })
  })
})
