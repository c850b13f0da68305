import { expect, it } from 'vitest'
import type { StoredMessage } from '../../../src/ports/threads.ts'
import { linesBefore, mergeRoles, toChatMessage, trim } from '../../../src/turns/history.ts'

const at = new Date('2026-11-10T09:00:00Z')
const ada = { id: 'ada', name: 'Ada' }
const said = (ref: string, role: StoredMessage['role'] = 'user'): StoredMessage => ({
  ...{ ref, role, at },
  text: `text of ${ref}`,
  author: ada,
  attachments: [],
})
const answer = (ref: string, answers: string): StoredMessage => ({
  ...said(ref, 'assistant'),
  answers,
})

const q1 = said('q1')
const q2 = said('q2')
const q3 = said('q3')
const c1 = said('c1', 'context')
const a1 = answer('a1', 'q1')
const a1again = answer('a1again', 'q1')
const a2 = answer('a2', 'q2')
const orphan = answer('orphan', 'deleted')

it.each([
  ['the question alone', [q1], 'q1', [q1]],
  ['each answer after its question', [q1, q2, a1, a2, q3], 'q3', [q1, a1, q2, a2, q3]],
  ['nothing that came after it', [q1, q2, a1, q3], 'q2', [q1, a1, q2]],
  ['no earlier answer to itself', [q1, a1], 'q1', [q1]],
  ['the latest of two answers', [q1, a1, a1again, q2], 'q2', [q1, a1again, q2]],
  ['no answer whose question is gone', [orphan, q2], 'q2', [q2]],
  ['what others said', [c1, q1], 'q1', [c1, q1]],
])('gives %s', (_what, history, question, lines) => {
  expect(linesBefore(history, question)).toEqual(lines)
})

it('gives nothing when the question is gone', () => {
  expect(linesBefore([q1, a1], 'q9')).toBeUndefined()
})

it('names who spoke, but not in answers', () => {
  expect(toChatMessage(q1)).toEqual({ role: 'user', text: 'Ada: text of q1' })
  expect(toChatMessage(c1)).toEqual({ role: 'user', text: 'Ada: text of c1' })
  expect(toChatMessage(a1)).toEqual({ role: 'assistant', text: 'text of a1' })
})

const lines = (...tokens: readonly number[]) => tokens.map(count => ({ tokens: count }))

it.each([
  ['all', [1, 2, 3], 6, 3, 0],
  ['the newest', [4, 2, 3], 6, 2, 1],
  ['no older one that would fit behind a larger one', [1, 9, 3], 6, 1, 2],
  ['the question although it is too large', [1, 9], 5, 1, 1],
  ['nothing of nothing', [], 5, 0, 0],
])('keeps %s', (_what, tokens, room, kept, leftOut) => {
  const trimmed = trim(lines(...tokens), room)

  expect(trimmed.kept).toHaveLength(kept)
  expect(trimmed.leftOut).toBe(leftOut)
})

it('joins what people said one after the other, with their pictures', () => {
  const image = { mimeType: 'image/png', bytes: new Uint8Array([1]) }

  const merged = mergeRoles([
    { role: 'user', text: 'a', images: [image] },
    { role: 'user', text: 'b' },
    { role: 'assistant', text: 'c' },
    { role: 'assistant', text: 'd' },
    { role: 'user', text: 'e' },
  ])

  expect(merged).toEqual([
    { role: 'user', text: 'a\n\nb', images: [image] },
    { role: 'assistant', text: 'c' },
    { role: 'assistant', text: 'd' },
    { role: 'user', text: 'e' },
  ])
})
