import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { AnswerRequest } from '../../../src/ports/chat.ts'
import { buttons, card, note, say } from '../../../src/ui/card.ts'
import type { Channel, SlackOptions, User } from '../../support/slack/index.ts'
import { startChat } from './start-chat.ts'

type Started = Awaited<ReturnType<typeof startChat>>

let room: Started & { ada: User; general: Channel }

async function enter(options: SlackOptions = {}) {
  const started = await startChat(options)
  const ada = started.slack.addUser({ name: 'ada' })
  const general = started.slack.addChannel({ name: 'general', members: [ada] })
  room = { ...started, ada, general }
  return room
}

afterEach(async () => {
  await room.stop()
})

const footer = card(
  note('GPT-5 · $0.0123'),
  buttons({ label: 'Switch', action: 'switch', value: '1' }),
)

function ask(more: Partial<AnswerRequest> = {}) {
  const { slack, ada, general } = room
  const said = slack.say(ada, general, '@switchboard hi')
  const posted: string[][] = []
  let stops = 0
  const request: AnswerRequest = {
    turnId: 'turn-1',
    place: {
      workspaceId: `slack:${slack.teamId}`,
      channelId: general.id,
      threadId: said.ts,
      isDirect: false,
    },
    question: { id: said.ts, author: { id: ada.id, name: 'ada' } },
    title: 'hi',
    stop: card(buttons({ label: 'Stop', action: 'stop', value: 'turn-1' })),
    replaces: [],
    isResumed: false,
    onPosted: ids => void posted.push([...ids]),
    onStopped: () => {
      stops += 1
    },
    ...more,
  }
  const answers = () => slack.thread(general, said.ts).filter(one => one.isBot)
  return { said, request, posted, stops: () => stops, answers }
}

const words = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `word${index}${index % 12 === 11 ? '.\n\n' : ' '}`,
  ).join('')

const lettersOf = (text: string) => text.replaceAll(/\s+/g, '')

/** Writes as a model does. */
async function trickle(screen: { write(text: string): void }, text: string, pieces = 20) {
  for (let at = 1; at <= pieces; at += 1) {
    screen.write(text.slice(0, Math.ceil((text.length * at) / pieces)))
    await sleep(5)
  }
}

describe('a streamed answer', () => {
  it('shows text, footer and nothing else', async () => {
    const { chat, slack, general } = await enter()
    const { request, answers, posted, said } = ask()

    const screen = await chat.openAnswer(request)
    screen.write('Hello **Ada**, this is a first sentence that is long enough to be sent.')
    await slack.waitFor(() => answers()[0]?.isStreaming, 'a stream')
    await screen.finish(footer)

    expect(answers().map(one => one.text)).toEqual([
      'Hello **Ada**, this is a first sentence that is long enough to be sent.\nGPT-5 · $0.0123\n[Switch]',
    ])
    expect(posted).toEqual([[answers()[0]?.ts]])
    expect(slack.status(general, said.ts)).toBe('')
    expect(slack.violations).toEqual([])
  })

  it('shows a status until there is text', async () => {
    const { chat, slack, general } = await enter()
    const { request, said } = ask()

    const screen = await chat.openAnswer(request)

    await slack.waitFor(() => slack.status(general, said.ts) === 'is thinking…', 'a status')
    await screen.finish(say('Nothing.'))
    expect(slack.status(general, said.ts)).toBe('')
  })

  it('goes on in a further message before Slack’s limit on size', async () => {
    const { chat, slack } = await enter()
    const { request, answers } = ask()
    const text = words(4_000)

    const screen = await chat.openAnswer(request)
    await trickle(screen, text)
    await screen.finish(footer)

    const shown = answers()
    expect(shown.length).toBeGreaterThan(2)
    expect(lettersOf(shown.map(one => one.rawText).join(''))).toBe(lettersOf(text))
    expect(shown.filter(one => one.isStreaming)).toEqual([])
    expect(shown.map(one => one.buttons.length)).toEqual([...shown.slice(1).map(() => 0), 1])
    expect(slack.violations).toEqual([])
  })

  it('reopens code where it goes on', async () => {
    const { chat, slack } = await enter()
    const { request, answers } = ask()
    const lines = Array.from({ length: 900 }, (_, index) => `const value${index} = ${index}`)

    const screen = await chat.openAnswer(request)
    screen.write(`Code:\n\n\`\`\`ts\n${lines.join('\n')}\n\`\`\`\n\nDone.`)
    await screen.finish(footer)

    const [first, second] = answers().map(one => one.rawText)
    expect(first).toMatch(/^Code:\n\n```ts\n[\s\S]*\n```$/)
    expect(second).toMatch(/^```ts\nconst value\d+ = \d+\n[\s\S]*\n```\n\nDone\.$/)
    expect(slack.violations).toEqual([])
  })

  it('goes on in a further message when Slack ended the stream', async () => {
    const { chat, slack } = await enter({ streamLifetimeMs: 300 })
    const { request, answers } = ask()
    const text = words(300)

    const screen = await chat.openAnswer(request)
    screen.write(text.slice(0, 900))
    await slack.waitFor(() => answers().length === 1)
    await sleep(350)
    screen.write(text)
    await screen.finish(footer)

    expect(answers().length).toBe(2)
    expect(
      lettersOf(
        answers()
          .map(one => one.rawText)
          .join(''),
      ),
    ).toBe(lettersOf(text))
    expect(slack.violations).toEqual([])
  })

  it('cannot ping', async () => {
    const { chat, slack, ada } = await enter()
    const { request, answers } = ask()

    const screen = await chat.openAnswer(request)
    await trickle(screen, `Hey <!channel> and <@${ada.id}> and @everyone, look at <!here> this now`)
    await screen.finish(footer)

    expect(answers()[0]?.rawText).not.toMatch(/<!|<@|@everyone/)
    expect(slack.violations).toEqual([])
  })

  it('tells when the reader used Slack’s stop', async () => {
    const { chat, slack, ada, heard } = await enter()
    const { request, answers, stops } = ask()

    const screen = await chat.openAnswer(request)
    screen.write(words(50))
    const shown = await slack.waitFor(() => answers()[0])
    await slack.waitFor(() => slack.hasStopButton(shown.channel, shown.threadTs ?? ''))
    slack.stopStream(ada, shown)
    await slack.waitFor(() => stops() === 1)
    screen.write(words(80))
    await screen.finish(footer)

    expect(heard.stops).toHaveLength(1)
    expect(answers().map(one => one.isStreaming)).toEqual([false, false])
    expect(answers().at(-1)?.text).toBe('GPT-5 · $0.0123\n[Switch]')
    expect(stops()).toBe(1)
    expect(slack.violations).toEqual([])
  })

  it('offers Slack’s own stop control while it is written', async () => {
    const { chat, slack, general, heard, ada } = await enter()
    const { request, said } = ask()

    const screen = await chat.openAnswer(request)
    await slack.waitFor(() => slack.hasStopButton(general, said.ts), 'a stop control')
    slack.stopSession(ada, general, said.ts)
    await slack.waitFor(() => heard.stops.length === 1, 'the stop')
    await screen.finish(footer)

    expect(slack.hasStopButton(general, said.ts)).toBe(false)
    expect([...slack.world.sessions.values()]).toEqual([{ status: 'active', title: 'hi' }])
    expect(slack.violations).toEqual([])
  })

  it.each([
    ['sessions are not for this app', { agentView: false }],
    ['nobody would hear of Slack’s own', { events: ['message.channels'] }],
  ])(
    'offers a Stop button after two seconds where %s, and takes it away',
    async (_why, options) => {
      const { chat, slack } = await enter(options)
      const { request, answers, posted } = ask()

      const screen = await chat.openAnswer(request)
      screen.write('A slow answer that goes on and on and on and on.')
      const withStop = await slack.waitFor(
        () => answers().find(one => one.buttons.some(button => button.label === 'Stop')),
        'a Stop button',
      )
      await slack.waitFor(() => posted.at(-1)?.includes(withStop.ts), 'its id')
      await screen.finish(footer)

      expect(answers()).toHaveLength(1)
      expect(posted.at(-1)).toEqual([answers()[0]?.ts])
      expect([...slack.world.sessions.values()].map(({ status }) => status)).not.toContain(
        'processing',
      )
      expect(slack.violations).toEqual([])
    },
  )

  it('waits when Slack asks it to, and loses nothing', async () => {
    const { chat, slack } = await enter()
    const { request, answers } = ask()
    slack.limitNext('chat.startStream', { retryAfter: 1 })
    slack.limitNext('chat.appendStream', { retryAfter: 1 })
    slack.limitNext('chat.stopStream', { retryAfter: 1 })

    const screen = await chat.openAnswer(request)
    screen.write(words(40))
    await slack.waitFor(() => answers().length === 1)
    screen.write(words(90))
    await screen.finish(footer)

    expect(answers()).toHaveLength(1)
    expect(lettersOf(answers()[0]?.rawText ?? '')).toBe(lettersOf(words(90)))
    expect(slack.violations).toEqual([])
  })

  it.each(['lose', 'drop'] as const)('survives broken connections (%s)', async how => {
    const { chat, slack } = await enter()
    const { request, answers } = ask()
    for (const method of ['startStream', 'appendStream', 'stopStream'])
      slack.breakNext(`chat.${method}`, how)
    slack.tolerate('message_not_in_streaming_state')

    const screen = await chat.openAnswer(request)
    screen.write(words(40))
    await slack.waitFor(() => answers().length === 1)
    screen.write(words(90))
    await screen.finish(footer)

    expect(answers()).toHaveLength(1)
    expect(answers()[0]?.buttons).toHaveLength(1)
    expect(lettersOf(answers()[0]?.rawText ?? '')).toBe(lettersOf(words(90)))
    expect(slack.violations).toEqual([])
  })

  it('replaces what an interrupted try left behind', async () => {
    const { chat, slack } = await enter()
    const first = ask()
    const broken = await chat.openAnswer(first.request)
    broken.write(words(50))
    const left = await slack.waitFor(() => first.posted.at(-1))

    const screen = await chat.openAnswer({ ...first.request, replaces: left })
    screen.write('The whole answer.')
    await screen.finish(footer)

    expect(first.answers().map(one => one.rawText)).toEqual(['The whole answer.'])
    expect(slack.violations).toEqual([])
  })

  it('rejects when it cannot be shown', async () => {
    const { chat, slack, general } = await enter()
    slack.tolerate('not_in_channel')
    const { request } = ask()
    slack.removeBot(general)

    const screen = await chat.openAnswer(request)
    screen.write('Nobody will read this.')

    await expect(screen.finish(footer)).rejects.toMatchObject({ code: 'chat-forbidden' })
  })
})

describe('where Slack does not stream', () => {
  it('edits messages instead, and remembers', async () => {
    const { chat, slack } = await enter({ streaming: false })
    const { request, answers } = ask()
    const text = words(1_500)

    const screen = await chat.openAnswer(request)
    await trickle(screen, text)
    await slack.waitFor(() => answers().length > 0)
    await screen.finish(footer)
    const again = await chat.openAnswer(request)
    again.write('Once more.')
    await again.finish(footer)

    const shown = answers()
    expect(slack.callsOf('chat.startStream')).toHaveLength(1)
    expect(shown.length).toBeGreaterThan(3)
    const all = shown.slice(0, -1).map(one => String(one.blocks[0]?.['text']))
    expect(lettersOf(all.join(''))).toBe(lettersOf(text))
    expect(shown.at(-2)?.buttons.map(one => one.label)).toEqual(['Switch'])
    expect(slack.violations).toEqual([])
  })

  it('waits when Slack asks it to', async () => {
    const { chat, slack } = await enter({ streaming: 'missing_scope' })
    const { request, answers } = ask()
    slack.limitNext('chat.update', { times: 2, retryAfter: 1 })

    const screen = await chat.openAnswer(request)
    screen.write(words(30))
    await slack.waitFor(() => answers().length === 1)
    await sleep(1_300)
    screen.write(words(60))
    await screen.finish(footer)

    expect(answers()).toHaveLength(1)
    expect(lettersOf(String(answers()[0]?.blocks[0]?.['text']))).toBe(lettersOf(words(60)))
    expect(slack.violations).toEqual([])
  })

  it('finds what an interrupted try posted, though nobody noted it', async () => {
    const { chat, slack, general } = await enter({ streaming: false })
    const { request, answers, said } = ask()
    const other = await chat.openAnswer({ ...request, turnId: 'turn-0' })
    other.write('The answer to another question.')
    await other.finish(footer)
    const broken = await chat.openAnswer(request)
    broken.write(words(900))
    await slack.waitFor(() => answers().length > 2, 'what is left behind')

    const screen = await chat.openAnswer({ ...request, isResumed: true })
    screen.write('The whole answer.')
    await screen.finish(footer)

    expect(answers().map(one => one.blocks[0]?.['text'])).toEqual([
      'The answer to another question.',
      'The whole answer.',
    ])
    expect(slack.thread(general, said.ts)[0]?.rawText).toContain('hi')
    expect(slack.violations).toEqual([])
  })
})
