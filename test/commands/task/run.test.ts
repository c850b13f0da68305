import { expect, it } from 'vitest'
import { tasks } from '../../../src/prompts/tasks.ts'
import { gate, startBot } from '../../support/start.ts'

const insights = {
  summary: 'People export by hand.',
  insights: [
    {
      title: 'Exports are done by hand',
      impact: 'high',
      confidence: 'medium',
      meaning: 'A CSV export saves hours.',
      evidence: ['Ada: “We copy it every Friday”'],
      next_step: '',
    },
  ],
}
const document = `Two lines.\n\n=== DOCUMENT ===\n# Export\n\n${'A requirement.\n'.repeat(300)}`

it('puts a thread to a task: who runs what, then the result under it, with what it cost', async () => {
  const { ada, ben, idle, llm, rows } = await startBot()
  const { thread } = await ada.say('We need exports')
  const notes = { name: 'notes.md', mimeType: 'text/markdown', bytes: Buffer.from('Only CSV') }
  await ben.say('See the notes', thread, { files: [notes] })
  llm.next(document)

  await ben.type('/task run prd_generation mind the small teams', thread)
  await idle()

  expect(ben.sees(thread)).toContain('**PRD** is under way in this thread.')
  expect(ada.sees(thread).slice(2)).toEqual([
    'Ben runs **PRD**: mind the small teams',
    expect.stringMatching(/^Two lines\.\n\*\*GPT-5\*\*/),
    '{export.md} Export: 602 words of Markdown.',
  ])
  expect(llm.requests[0]?.messages[0]?.text).toContain('senior product manager')
  expect(llm.lastQuestion()).toBe(
    'Ada: We need exports\n\nBen: See the notes\n\nFile notes.md:\n```\nOnly CSV\n```\n\nPRD: mind the small teams',
  )
  expect(rows('SELECT purpose, outcome FROM LedgerEntry')).toEqual([
    { purpose: 'prd_generation', outcome: 'ok' },
  ])
})

it('opens a thread where there is none, and goes on there as a conversation', async () => {
  const { ada, ben, idle, llm } = await startBot()
  llm.next('It is a big one.')

  await ben.type('/task run task_analysis Rewrite the billing')
  await idle()

  const root = ada.seen().find(({ card }) => card)
  const thread = { channelId: 'general', threadId: root?.id ?? '' }
  expect(ada.last(thread)).toContain('It is a big one.')
  await ada.say('And in Rust?', thread)
  await idle()
  expect(
    llm.requests
      .at(-1)
      ?.messages.map(({ text }) => text)
      .slice(1),
  ).toEqual(['Ben: Task analysis: Rewrite the billing', 'It is a big one.', 'Ada: And in Rust?'])
})

it('offers a menu of the ten where none is named, as the shortcut on a message does', async () => {
  const { ben, idle, llm } = await startBot()
  const { thread } = await ben.say('What a day')
  await ben.type('/task run', thread)

  expect(ben.last(thread)).toContain(tasks.map(({ name }) => name).join(', '))
  llm.next(JSON.stringify(insights))
  await ben.pick('Insights')
  await idle()

  expect(llm.requests).toHaveLength(1)
  expect(ben.sees(thread)).toContain('Ben runs **Insights**')
})

it('shows structured results as a list and a table, and repairs nothing that is fine', async () => {
  const { ben, idle, llm } = await startBot()
  const { thread } = await ben.say('We copy it every Friday')
  llm.next(`\`\`\`json\n${JSON.stringify(insights)}`, '\n```')

  await ben.type('/task run insight_extraction', thread)
  await idle()

  expect(llm.requests).toHaveLength(1)
  expect(ben.sees(thread).join('\n')).toContain(`People export by hand.

1. **Exports are done by hand** · impact: high · confidence: medium
   - Meaning: A CSV export saves hours.
   - Evidence: Ada: “We copy it every Friday”
**GPT-5** · the default`)
  expect(ben.last(thread)).toBe('{insights.csv} Insights as a table of one row.')
})

it('repairs what has not its form with one more call, and says so', async () => {
  const { ben, idle, llm, rows } = await startBot()
  const { thread } = await ben.say('We copy it every Friday')
  llm.next('{"summary": "People export by hand.", "insights": [{"title": "Ex')
  llm.next(JSON.stringify(insights))

  await ben.type('/task run insight_extraction', thread)
  await idle()

  expect(llm.requests).toHaveLength(2)
  expect(llm.lastQuestion()).toContain('It is not one complete JSON object.')
  expect(llm.lastQuestion()).not.toContain('every Friday')
  const seen = ben.sees(thread).join('\n')
  expect(seen).toContain('1. **Exports are done by hand**')
  expect(seen).toContain(
    'The output did not have its form, so a second call repaired it (the first one cost $0.0001).',
  )
  expect(seen).not.toContain('{"summary"')
  expect(rows('SELECT purpose, attempt, outcome FROM LedgerEntry ORDER BY attempt')).toEqual([
    { purpose: 'insight_extraction', attempt: 1, outcome: 'ok' },
    { purpose: 'insight_extraction', attempt: 2, outcome: 'ok' },
  ])
})

it('gives up after one repair, without showing what nobody can read', async () => {
  const { ben, idle, llm, rows } = await startBot()
  const { thread } = await ben.say('We copy it every Friday')
  llm.next('{"summary": 1}')
  llm.next('{"summary": 2}')

  await ben.type('/task run task_suggestions', thread)
  await idle()

  expect(llm.requests).toHaveLength(2)
  expect(ben.last(thread)).toContain('did not have the form that was asked for')
  expect(ben.last(thread)).toContain('[Try again]')
  expect(ben.sees(thread).join('\n')).not.toContain('{"summary"')
  expect(rows('SELECT id FROM LedgerEntry')).toHaveLength(2)
  expect(rows('SELECT id FROM Hold')).toEqual([])
})

it('shows data again after a crash without another call', async () => {
  const { ben, idle, llm, another, until, chat } = await startBot()
  const openAnswer = chat.openAnswer
  const grave = gate()
  let isDead = true
  Object.assign(chat, {
    async openAnswer(request: Parameters<typeof openAnswer>[0]) {
      const screen = await openAnswer(request)
      return isDead ? { ...screen, finish: () => grave.opened } : screen
    },
  })
  const { thread } = await ben.say('We copy it every Friday')
  llm.next(JSON.stringify(insights))
  await ben.type('/task run insight_extraction', thread)
  await until(() => ben.last(thread).includes('Exports are done by hand'), 'the list')
  isDead = false

  const second = await another()
  const resume = await second.turns.recover()
  resume()
  await idle()

  expect(llm.requests).toHaveLength(1)
  expect(ben.sees(thread).join('\n')).toMatch(
    /1\. \*\*Exports are done by hand\*\*[\s\S]*insights\.csv/,
  )
  grave.open()
})

it.each([
  ['/task run chat', 'There is nothing to work on here.'],
  ['/task run', 'Which task?'],
  ['/task run poetry', '`task`: Invalid option'],
])('refuses what makes no sense in a channel: %s', async (typed, sentence) => {
  const { ben, idle, llm } = await startBot()

  await ben.type(typed)
  await idle()

  expect(ben.last()).toContain(sentence)
  expect(llm.requests).toEqual([])
})

it('posts nothing where the asker may not ask', async () => {
  const { ada, cleo, idle, llm } = await startBot()

  await cleo.type('/task run chat hello')
  await idle()

  expect(cleo.last()).toContain('Guests may not ask here')
  expect(ada.sees()).toEqual([])
  expect(llm.requests).toEqual([])
})
