import { expect, it } from 'vitest'
import { startBot } from '../../support/start.ts'

const general = { channelId: 'general' }
const three = { enabled: ['anthropic/claude-sonnet-4.5'] }

it('says who stands in for a model, and lets an admin choose', async () => {
  const { ada, rows } = await startBot(three)

  await ada.type('/models fallback gpt-5')
  expect(ada.last()).toContain('Where **GPT-5** cannot answer, **GPT-4o mini** does.')

  await ada.pick('Claude Sonnet 4.5')
  expect(ada.last(general)).toContain('**Claude Sonnet 4.5**, then **GPT-4o mini** does.')
  expect(rows("SELECT fallbackId FROM Enabled WHERE modelId = 'openai/gpt-5'")).toEqual([
    { fallbackId: 'anthropic/claude-sonnet-4.5' },
  ])

  await ada.press('Take it away')
  expect(ada.last(general)).toContain('Where **GPT-5** cannot answer, **GPT-4o mini** does.')
})

it('is typed in one line, told to the admins and on the audit', async () => {
  const { ada, ben } = await startBot(three)

  await ada.type('/models fallback gpt-5 sonnet')
  await ada.type('/models fallback gpt-5 off')
  await ada.type('/models audit')

  expect(ada.last(general)).toContain('fallback')
  expect(ada.sees().join('\n')).toContain('Ada decided: nobody of its own stands in for **GPT-5**.')
  await ben.type('/models fallback gpt-5 sonnet')
  expect(ben.last()).toContain('Only admins')
})

it('shows a chain of fallbacks, and ends where it comes round', async () => {
  const { ada } = await startBot(three)
  await ada.type('/models fallback gpt-5 sonnet')
  await ada.type('/models fallback sonnet gpt-5')

  await ada.type('/models fallback sonnet')

  expect(ada.last()).toContain('**GPT-5**, then **GPT-4o mini** does.')
})

it.each([
  ['/models fallback gpt-5 gpt-5', 'A model cannot stand in for itself.'],
  ['/models fallback nonsense', 'No enabled model is called “nonsense”.'],
  ['/models fallback gpt-5 grok', 'No enabled model is called “grok”.'],
])('refuses %s', async (line, sentence) => {
  const { ada, rows } = await startBot(three)

  await ada.type(line)

  expect(ada.last()).toContain(sentence)
  expect(rows('SELECT fallbackId FROM Enabled WHERE fallbackId IS NOT NULL')).toEqual([])
})
