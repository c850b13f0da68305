import { expect, it } from 'vitest'
import { startBot } from '../support/start.ts'

it('asks before it forgets, then deletes this person’s words and keeps the figures', async () => {
  const { ada, ben, idle, llm, rows } = await startBot()
  const { thread } = await ben.say('@switchboard my secret is 42')
  await idle()
  await ada.say('mine is 43', thread)
  await idle()

  await ben.type('/forget')
  expect(rows(`SELECT text FROM Message WHERE text LIKE '%42%'`)).toHaveLength(1)
  await ben.press('Delete them')

  expect(ben.last({ channelId: 'general' })).toBe('Done: I forgot 1 message of yours.')
  expect(rows(`SELECT text FROM Message WHERE text LIKE '%42%'`)).toEqual([])
  expect(rows('SELECT id FROM LedgerEntry')).toHaveLength(2)
  await ada.say('what do you know?', thread)
  await idle()
  const sent = llm.requests
    .at(-1)
    ?.messages.map(({ text }) => text)
    .join('\n')
  expect(sent).not.toContain('42')
  expect(sent).toContain('mine is 43')
})

it('has nothing to forget of a stranger', async () => {
  const { ben } = await startBot()
  await ben.type('/forget')

  await ben.press('Delete them')

  expect(ben.last()).toBe('I remembered nothing of yours.')
})
