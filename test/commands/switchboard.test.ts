import { expect, it } from 'vitest'
import { startBot } from '../support/start.ts'

it.each([
  ['/switchboard', '**Mention me in a channel'],
  ['/switchboard model 4o', 'will use **GPT-4o mini**'],
  ['/switchboard /model 4o', 'will use **GPT-4o mini**'],
  ['/switchboard models  info gpt-5', '**GPT-5** `openai/gpt-5`'],
  ['/switchboard Model 4o', 'will use **GPT-4o mini**'],
  ['/switchboard modle 4o', 'There is no `/modle`. Did you mean `/model`?'],
  ['/switchboard models', 'Say which one: '],
])('is any other command: %s', async (typed, seen) => {
  const { ada } = await startBot()

  await ada.type(typed)

  expect(ada.last()).toContain(seen)
})

it('takes the words as one option where the platform has options', async () => {
  const { ben } = await startBot()

  await ben.command('switchboard', { command: 'usage today' })

  expect(ben.last()).toBe('You have spent nothing today.')
})
