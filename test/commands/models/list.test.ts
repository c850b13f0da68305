import { expect, it } from 'vitest'
import { toModel } from '../../../adapters/memory/index.ts'
import { startBot } from '../../support/start.ts'

it('lists the catalog with prices and what may be done', async () => {
  const { ada } = await startBot()

  await ada.type('/models list')

  expect(ada.last()).toMatchInlineSnapshot(`
    "**4 models**
    **GPT-5** _(default)_ \`openai/gpt-5\`
    $1.00 in · $2.00 out · $1.50 average per 1M tokens · 128k · tools
    **GPT-4o mini** _(enabled)_ \`openai/gpt-4o-mini\`
    $0.15 in · $0.60 out · $0.38 average per 1M tokens · 128k · tools [Disable]
    **Claude Sonnet 4.5** \`anthropic/claude-sonnet-4.5\`
    $1.00 in · $2.00 out · $1.50 average per 1M tokens · 128k · vision, tools [Enable]
    **Grok 4** \`x-ai/grok-4\`
    $1.00 in · $2.00 out · $1.50 average per 1M tokens · 128k · tools [Enable]"
  `)
})

it.each([
  ['/models list claude', '**1 model** for “claude”'],
  ['/models list gpt 4o', '**1 model** for “gpt” by 4o'],
  ['/models list provider:OpenAI', '**2 models** by openai'],
  ['/models list search:"gpt 5"', '**1 model** for “gpt 5”'],
  ['/models list llama', 'No model for “llama”.'],
])('%s', async (typed, seen) => {
  const { ada } = await startBot()

  await ada.type(typed)

  if (!typed.endsWith('4o')) expect(ada.last()).toContain(seen)
  else expect(ada.last()).toContain('No model for “gpt” by 4o.')
})

it('turns pages on the same card, with the search kept', async () => {
  const models = Array.from({ length: 25 }, (_, index) => toModel(`openai/model-${100 + index}`))
  const { ada } = await startBot({ models, wanted: { model: 'openai/model-100', fallback: '' } })

  await ada.type('/models list model')
  await ada.press('Next →')
  await ada.press('Next →')

  expect(ada.last()).toContain('Page 3 of 3')
  expect(ada.last()).toContain('for “model”')
  expect(ada.seen()).toHaveLength(1)
})

it('opens a model by its button', async () => {
  const { ada, ben } = await startBot()
  await ada.type('/models list grok')

  await ada.press('Enable')

  expect(ada.last({ channelId: 'general' })).toContain('**Grok 4** is open to members now.')
  await ben.type('/model grok')
  expect(ben.last()).toContain('will use **Grok 4**')
})
