import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openJournal, readJournal } from '../../../adapters/playground/journal.ts'
import type { WireMessage } from '../../../adapters/playground/protocol.ts'
import { emptyFolder } from './start-playground.ts'

const message = (id: string, more: Partial<WireMessage> = {}): WireMessage => ({
  id,
  channelId: 'general',
  authorId: 'ada',
  sentAt: 1,
  text: `text of ${id}`,
  ...more,
})

const growing = { turnId: 't', title: 'T', state: 'growing', stop: { blocks: [] } } as const

it('reads back what was put, changed, grown and removed', () => {
  const file = join(emptyFolder(), 'playground.jsonl')
  const journal = openJournal(file, [message('a')])
  journal.record({ kind: 'put', message: message('b') })
  journal.record({ kind: 'put', message: message('c', { text: 'one' }) })
  journal.record({ kind: 'grow', id: 'c', from: 3, text: ' two' })
  journal.record({ kind: 'put', message: message('a', { text: 'edited' }) })
  journal.record({ kind: 'remove', id: 'b' })

  const messages = readJournal(file)

  expect(messages.map(({ id, text }) => [id, text])).toEqual([
    ['a', 'edited'],
    ['c', 'one two'],
  ])
})

it('survives the half line of a process that was killed', () => {
  const file = join(emptyFolder(), 'playground.jsonl')
  openJournal(file, [message('a')])
  appendFileSync(file, '{"kind":"put","message":{"id":"b","chan')

  expect(readJournal(file).map(({ id }) => id)).toEqual(['a'])
})

it('shows an answer that was growing as interrupted, without its stop button', () => {
  const file = join(emptyFolder(), 'playground.jsonl')
  openJournal(file, [message('a', { text: 'Hel', answer: growing })])

  const [answer] = readJournal(file)

  expect(answer).toMatchObject({ text: 'Hel', answer: { state: 'interrupted' } })
  expect(answer?.answer).not.toHaveProperty('stop')
})

it('starts over with one line per message', () => {
  const file = join(emptyFolder(), 'playground.jsonl')
  const journal = openJournal(file, [message('a')])
  for (let round = 0; round < 50; round += 1) {
    journal.record({ kind: 'put', message: message('a', { text: `${round}` }) })
  }

  openJournal(file, readJournal(file))

  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1)
  expect(readJournal(file)[0]?.text).toBe('49')
})

it('has nothing to read where there is no file yet', () => {
  expect(readJournal(join(emptyFolder(), 'none.jsonl'))).toEqual([])
})
