import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openAnswer } from '../../../adapters/playground/answer.ts'
import { noJournal } from '../../../adapters/playground/journal.ts'
import type { Change, WireMessage } from '../../../adapters/playground/protocol.ts'
import { createRoom } from '../../../adapters/playground/room.ts'
import type { AnswerRequest } from '../../../src/ports/chat.ts'
import { card, note, say } from '../../../src/ui/card.ts'

const question: WireMessage = {
  id: '0000000010000',
  channelId: 'general',
  authorId: 'ada',
  sentAt: 1,
  text: '@Switchboard hello',
}

function setup(...earlier: WireMessage[]) {
  const room = createRoom({
    messages: [question, ...earlier],
    journal: noJournal,
    now: () => new Date(),
  })
  const changes: Change[] = []
  room.watch('ben', change => changes.push(change))
  const posted: string[][] = []
  const open = (more: Partial<AnswerRequest> = {}) =>
    openAnswer(room, {
      turnId: 'turn',
      place: {
        workspaceId: 'playground',
        channelId: 'general',
        threadId: question.id,
        isDirect: false,
      },
      question: { id: question.id, author: { id: 'ada', name: 'Ada' } },
      title: 'hello',
      stop: say('stop'),
      replaces: [],
      isResumed: false,
      onPosted: ids => posted.push([...ids]),
      onStopped: () => {},
      ...more,
    })
  const answers = () => room.inSpot({ channelId: 'general', threadId: question.id }).slice(1)
  return { room, changes, posted, open, answers }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('sends what was added at most twenty times a second', () => {
  const { changes, open } = setup()
  const screen = open()
  let text = ''
  for (let ms = 0; ms < 1000; ms += 1) {
    text += 'x'
    screen.write(text)
    vi.advanceTimersByTime(1)
  }

  const grown = changes.filter(change => change.kind === 'grow')

  expect(grown.length).toBeGreaterThan(15)
  expect(grown.length).toBeLessThanOrEqual(21)
  expect(grown.map(change => change.text.length).reduce((a, b) => a + b)).toBeGreaterThan(900)
})

it('shows everything and the footer when it ends, and no stop button any more', async () => {
  const { open, answers, posted } = setup()
  const screen = open()
  screen.write('Hello')
  screen.write('Hello there')
  const footer = card(note('$0.01'))

  await screen.finish(footer)

  expect(answers()).toMatchObject([{ text: 'Hello there', answer: { state: 'done', footer } }])
  expect(answers()[0]?.answer).not.toHaveProperty('stop')
  expect(posted).toEqual([[answers()[0]?.id]])
})

it('writes over an interrupted try where it stands, and removes its other messages', async () => {
  const old = { ...question, threadId: question.id, authorId: 'switchboard' }
  const { open, answers } = setup(
    { ...old, id: '0000000010001', text: 'Hel' },
    { ...old, id: '0000000010002', text: 'more' },
    { ...old, id: '0000000010003', authorId: 'ben', text: 'later' },
  )

  const screen = open({ replaces: ['0000000010001', '0000000010002'] })
  screen.write('Hello again')
  await screen.finish(card())

  expect(answers().map(({ id, text }) => [id, text])).toEqual([
    ['0000000010001', 'Hello again'],
    ['0000000010003', 'later'],
  ])
})

it('never posts an answer twice', async () => {
  const { open, answers } = setup()
  const first = open()
  first.write('Hello')
  await first.finish(card())

  const second = open()
  second.write('Hello')
  await second.finish(card())

  expect(answers()).toHaveLength(1)
})

it('writes nothing more where the answer was deleted', async () => {
  const { open, answers, room } = setup()
  const screen = open()
  screen.write('Hello')
  room.remove(answers()[0]?.id ?? '')

  vi.advanceTimersByTime(100)
  screen.write('Hello there')
  await screen.finish(card())

  expect(answers()).toEqual([])
})
