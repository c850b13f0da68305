import { expect, it } from 'vitest'
import { createMemoryClock } from '../../../adapters/memory/index.ts'
import type { Turns } from '../../../src/turns/index.ts'
import { gate, startBot } from '../../support/start.ts'

const resume = async ({ turns }: { readonly turns: Turns }): Promise<void> => {
  const start = await turns.recover()
  start()
}

it('finishes a running turn of a dead process, exactly once, in the same message', async () => {
  const { ben, llm, another, idle, until, rows } = await startBot()
  llm.next('The begin', gate().opened)
  llm.next('The beginning and the end')
  const { thread } = await ben.say('@switchboard tell me')
  await until(() => ben.last(thread).includes('The begin'), 'the beginning')

  const second = await another()
  await resume(second)
  await resume(second)
  await idle()

  const answers = ben.seen(thread).filter(({ answer }) => answer)
  expect(answers.map(({ text }) => text)).toEqual(['The beginning and the end'])
  expect(llm.requests).toHaveLength(2)
  expect(rows('SELECT outcome FROM LedgerEntry ORDER BY at, id')).toEqual([
    { outcome: 'interrupted' },
    { outcome: 'ok' },
  ])
  expect(rows('SELECT id FROM Hold')).toEqual([])
})

it('waits for the lease of a process that may still live', async () => {
  const clock = createMemoryClock()
  const { ben, llm, another, idle, until } = await startBot({ clock })
  llm.next('The begin', gate().opened)
  const { thread } = await ben.say('@switchboard tell me')
  await until(() => ben.last(thread).includes('The begin'), 'the beginning')
  const second = await another({ isAlone: false })

  await resume(second)
  expect(llm.requests).toHaveLength(1)
  clock.advance(31_000)
  await resume(second)
  await idle()

  expect(llm.requests).toHaveLength(2)
  expect(ben.last(thread)).toContain('ok')
})

it('does not call the model again where the answer was complete', async () => {
  const { ben, llm, another, idle, until, chat } = await startBot()
  const openAnswer = chat.openAnswer
  const grave = gate()
  let isDead = true
  Object.assign(chat, {
    async openAnswer(request: Parameters<typeof openAnswer>[0]) {
      const screen = await openAnswer(request)
      return isDead ? { ...screen, finish: () => grave.opened } : screen
    },
  })
  llm.next('All of it')
  const { thread } = await ben.say('@switchboard tell me')
  await until(() => ben.last(thread).includes('All of it'), 'the text')
  await new Promise(resolve => setTimeout(resolve, 100))
  isDead = false

  const second = await another()
  await resume(second)
  await idle()

  expect(llm.requests).toHaveLength(1)
  expect(ben.last(thread)).toContain('All of it\n**GPT-5**')
  grave.open()
})

it('shows a complete answer although the workspace was paused meanwhile', async () => {
  const { ada, ben, llm, another, idle, until, chat } = await startBot()
  const openAnswer = chat.openAnswer
  const grave = gate()
  let isDead = true
  Object.assign(chat, {
    async openAnswer(request: Parameters<typeof openAnswer>[0]) {
      const screen = await openAnswer(request)
      return isDead ? { ...screen, finish: () => grave.opened } : screen
    },
  })
  llm.next('All of it')
  const { thread } = await ben.say('@switchboard tell me')
  await until(() => ben.last(thread).includes('All of it'), 'the text')
  await new Promise(resolve => setTimeout(resolve, 100))
  isDead = false
  await ada.type('/models pause')

  await resume(await another())
  await idle()

  expect(ben.last(thread)).toContain('All of it\n**GPT-5**')
  grave.open()
})

it('gives up on what killed two processes, and says so', async () => {
  const { ben, llm, another, idle, until } = await startBot()
  llm.next('1', gate().opened)
  llm.next('2', gate().opened)
  const { thread } = await ben.say('@switchboard tell me')
  await until(() => ben.last(thread).startsWith('1'), 'the first try')
  await resume(await another())
  await until(() => ben.last(thread).startsWith('2'), 'the second try')

  await resume(await another())
  await idle()

  expect(llm.requests).toHaveLength(2)
  expect(ben.last(thread)).toBe(
    'This answer was interrupted twice, so I gave up on it.\n[Try again]',
  )
})

it('answers what was queued when the process ended', async () => {
  const { ben, llm, another, idle, until, turns } = await startBot()
  const first = gate()
  llm.next('one', first.opened)
  const { thread } = await ben.say('@switchboard first')
  await until(() => llm.requests.length === 1, 'the first call')
  await ben.say('second', thread)
  const drained = turns.drain(0)
  await drained

  const second = await another()
  llm.next('one again')
  llm.next('two')
  await resume(second)
  await idle()

  const answers = ben.seen(thread).filter(({ answer }) => answer)
  expect(answers.map(({ text }) => text)).toEqual(['one again', 'two'])
})

it('lets answers under way end before it stops', async () => {
  const clock = createMemoryClock({ sleeps: 'wait' })
  const { ben, llm, turns, until, rows } = await startBot({ clock })
  const later = gate()
  llm.next('The beginning', later.opened, ' and the end')
  const { thread } = await ben.say('@switchboard tell me')
  await until(() => ben.last(thread).includes('The beginning'), 'the beginning')

  const drained = turns.drain(25_000)
  later.open()
  await drained

  expect(ben.last(thread)).toContain('The beginning and the end\n**GPT-5**')
  expect(rows('SELECT state FROM Turn')).toEqual([{ state: 'answered' }])
})

it('interrupts what takes longer, says so, and leaves it to the next process', async () => {
  const clock = createMemoryClock({ sleeps: 'wait' })
  const { ben, llm, turns, until, rows } = await startBot({ clock })
  llm.next('The beginning', gate().opened)
  const { thread } = await ben.say('@switchboard tell me')
  await until(() => ben.last(thread).includes('The beginning'), 'the beginning')

  const drained = turns.drain(25_000)
  clock.advance(25_000)
  await drained

  expect(ben.last(thread)).toContain(
    '_Interrupted by a restart; the answer will be written again._',
  )
  expect(rows('SELECT state FROM Turn')).toEqual([{ state: 'queued' }])
  expect(rows('SELECT outcome FROM LedgerEntry')).toEqual([{ outcome: 'interrupted' }])
})
