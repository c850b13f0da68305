import { expect, it } from 'vitest'
import { BotError } from '../../../src/errors.ts'
import { startBot } from '../../support/start.ts'

const png = { name: 'cat.png', mimeType: 'image/png', bytes: new Uint8Array([137, 80]) }
const note = {
  name: 'notes.md',
  mimeType: 'text/markdown',
  bytes: new TextEncoder().encode('# Notes\nübrig'),
}

it('puts text files under the question', async () => {
  const { ben, idle, llm } = await startBot()

  await ben.say('@switchboard what is in it?', undefined, { files: [note] })
  await idle()

  expect(llm.lastQuestion()).toBe('Ben: what is in it?\n\nFile notes.md:\n```\n# Notes\nübrig\n```')
})

it('asks a model that can see, and says why', async () => {
  const { ben, seenBy, llm } = await startBot({ enabled: ['anthropic/claude-sonnet-4.5'] })

  const { thread } = await ben.say('@switchboard what is it?', undefined, { files: [png] })

  expect((await seenBy(ben, thread))[1]).toContain(
    '`openai/gpt-5` cannot read images, so Claude Sonnet 4.5 answered.',
  )
  expect(llm.requests[0]?.model.id).toBe('anthropic/claude-sonnet-4.5')
  expect(llm.requests[0]?.messages.at(-1)?.images).toHaveLength(1)
})

it('answers without the image where no model can see, and says so', async () => {
  const { ben, seenBy, llm } = await startBot()

  const { thread } = await ben.say('@switchboard what is it?', undefined, { files: [png] })

  expect((await seenBy(ben, thread))[1]).toContain(
    'Cat.png is an image, which this model cannot read.',
  )
  expect(llm.requests[0]?.messages.at(-1)?.images).toBeUndefined()
})

it('reads ten attachments and names the rest', async () => {
  const { ben, seenBy, llm } = await startBot()
  const files = Array.from({ length: 12 }, (_, index) => ({ ...note, name: `n${index}.md` }))

  const { thread } = await ben.say('@switchboard read', undefined, { files })

  expect((await seenBy(ben, thread))[1]).toContain('N10.md is one file too many.')
  expect(llm.lastQuestion().match(/File n/g)).toHaveLength(10)
})

it('answers a file without words', async () => {
  const { ben, idle, llm } = await startBot()

  await ben.say('@switchboard', undefined, { files: [note] })
  await idle()

  expect(llm.lastQuestion()).toContain('File notes.md')
})

it.each([
  [{ ...note, mimeType: 'application/pdf', name: 'a.pdf' }, 'A.pdf is of a kind I cannot read.'],
  [{ ...note, bytes: new Uint8Array(200_001) }, 'Notes.md is larger than 200 kB.'],
])('%# names what it leaves out', async (file, sentence) => {
  const { ben, seenBy } = await startBot()

  const { thread } = await ben.say('@switchboard read', undefined, { files: [file] })

  expect((await seenBy(ben, thread))[1]).toContain(sentence)
})

it('answers although a file cannot be fetched', async () => {
  const { ben, chat, seenBy } = await startBot()
  chat.failNext('download', new BotError('chat-unavailable', ''))

  const { thread } = await ben.say('@switchboard read', undefined, { files: [note] })

  expect((await seenBy(ben, thread))[1]).toContain('Notes.md could not be read.')
})

it('remembers the files of what was said shortly before', async () => {
  const { ben, idle, llm } = await startBot()
  const { thread } = await ben.say('@switchboard read', undefined, { files: [note] })
  await idle()

  await ben.say('and now?', thread)
  await idle()

  expect(llm.requests[1]?.messages[1]?.text).toContain('File notes.md')
})
