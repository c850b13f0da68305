import { expect, it } from 'vitest'
import type { Asking } from '../../../src/turns/ask.ts'
import { gate, startBot } from '../../support/start.ts'

const asking = (over: Partial<Asking> = {}): Asking => ({
  key: 'k1',
  place: { workspaceId: 'memory:team', channelId: 'general', isDirect: false },
  by: { id: 'ben', name: 'Ben' },
  announcement: { blocks: [{ kind: 'text', markdown: '**Ben** runs PRD analysis' }] },
  text: 'PRD analysis: the risks',
  purpose: 'prd_analysis',
  spec: { kind: 'task', id: 'prd_analysis', name: 'PRD analysis', system: 'Find the gaps.' },
  ...over,
})

it('opens a thread on what the bot posts, answers there, and goes on as a conversation', async () => {
  const { turns, ben, idle, llm, rows } = await startBot()

  const place = await turns.ask(asking())
  await idle()

  const thread = { channelId: 'general', threadId: place?.threadId ?? '' }
  expect(ben.sees(thread)[0]).toBe('**Ben** runs PRD analysis')
  expect(ben.last(thread)).toMatch(/^ok\n\*\*GPT-5\*\*/)
  expect(llm.requests[0]?.messages[0]?.text).toContain('Find the gaps.')
  expect(llm.lastQuestion()).toBe('PRD analysis: the risks')
  expect(rows('SELECT purpose FROM LedgerEntry')).toEqual([{ purpose: 'prd_analysis' }])

  await ben.say('and then?', thread)
  await idle()
  expect(llm.lastQuestion()).toBe('Ben: and then?')
  expect(llm.requests[1]?.messages[0]?.text).not.toContain('Find the gaps.')
})

it('works over the conversation of a thread that the bot does not know yet', async () => {
  const { turns, ben, ada, idle, llm } = await startBot()
  const { thread } = await ada.say('We need exports')
  await ben.say('Only CSV', thread)

  await turns.ask(asking({ place: { ...asking().place, ...thread } }))
  await idle()

  expect(llm.lastQuestion()).toBe(
    'Ada: We need exports\n\nBen: Only CSV\n\nPRD analysis: the risks',
  )
  expect(ada.last(thread)).toContain('ok')
})

it('asks once, however often it is told to', async () => {
  const { turns, idle, llm, ben } = await startBot()

  await Promise.all([turns.ask(asking()), turns.ask(asking())])
  await idle()

  expect(llm.requests).toHaveLength(1)
  expect(ben.sees().filter(line => line.includes('runs PRD analysis'))).toHaveLength(1)
})

it('survives the death of its process, with what it is for', async () => {
  const { turns, ben, llm, another, idle, until, rows } = await startBot()
  llm.next('The begin', gate().opened)
  llm.next('The whole')
  const place = await turns.ask(asking())
  const thread = { channelId: 'general', threadId: place?.threadId ?? '' }
  await until(() => ben.last(thread).includes('The begin'), 'the beginning')

  const second = await another()
  const start = await second.turns.recover()
  start()
  await idle()

  expect(ben.last(thread)).toContain('The whole')
  expect(llm.requests[1]?.messages[0]?.text).toContain('Find the gaps.')
  expect(rows('SELECT DISTINCT purpose FROM LedgerEntry')).toEqual([{ purpose: 'prd_analysis' }])
})

it('is asked again with all that it is for', async () => {
  const { turns, ben, idle, llm } = await startBot()
  await turns.ask(asking())
  await idle()

  await ben.press('Regenerate')
  await idle()

  expect(llm.requests[1]?.messages[0]?.text).toContain('Find the gaps.')
})

it('is stopped like any answer', async () => {
  const { turns, ben, llm, idle, until } = await startBot()
  llm.next('The begin', gate().opened)
  const place = await turns.ask(asking())
  const thread = { channelId: 'general', threadId: place?.threadId ?? '' }
  await until(() => ben.last(thread).includes('The begin'), 'the beginning')

  await ben.press('Stop')
  await idle()

  expect(ben.sees(thread)).toContainEqual(expect.stringContaining('The begin\n_Stopped._'))
})

it('counts as a question: too many within a minute are refused before anything is posted', async () => {
  const { turns, ben, idle, llm } = await startBot()
  for (let count = 0; count < 10; count++) await turns.ask(asking({ key: `k${count}` }))
  await idle()
  const before = ben.sees().length

  await expect(turns.ask(asking({ key: 'one more' }))).rejects.toThrow('more than 10 questions')
  await ben.say('@switchboard and this?')
  await idle()

  expect(llm.requests).toHaveLength(10)
  expect(
    ben
      .sees()
      .slice(before)
      .filter(line => line.includes('runs')),
  ).toEqual([])
})
