import { expect, it } from 'vitest'
import { readSnapshot } from '../../../adapters/catalog/index.ts'
import { toModel } from '../../../adapters/memory/index.ts'
import { createFindById } from '../../../src/import/find-by-id.ts'
import type { CatalogModel } from '../../../src/ports/catalog.ts'

const at = new Date('2026-11-20T10:00:00.000Z')
const stored: CatalogModel = {
  ...toModel('matcha/gpt-4o', { provider: 'matcha', route: 'matcha', routeModelId: '40' }),
  ...{ status: 'active', displayOrder: 1, missed: 0, firstSeenAt: at, lastSeenAt: at },
}
const find = createFindById([stored], (await readSnapshot()).models)

it.each([
  ['gpt-4o', 'openai', 'openai/gpt-4o'],
  ['openai/gpt-4o', 'openai', 'openai/gpt-4o'],
  ['GPT-4o-2024-08-06', 'OpenAI', 'openai/gpt-4o'],
  // a dated one that is a model of its own
  ['gpt-4o-2024-05-13', 'openai', 'openai/gpt-4o-2024-05-13'],
  ['claude-sonnet-4-5-20250929', 'anthropic', 'anthropic/claude-sonnet-4.5'],
  ['anthropic/claude-opus-4-1', 'openrouter', 'anthropic/claude-opus-4.1'],
  ['grok-4.5-latest', 'xai', 'x-ai/grok-4.5'],
  ['xai/grok-4.5', undefined, 'x-ai/grok-4.5'],
  ['40', 'matcha', 'matcha/gpt-4o'],
])('finds %s of %s', (typed, provider, id) => {
  expect(find(typed, 'model', provider)).toBe(id)
})

it.each([
  ['gpt-4', undefined],
  ['gpt-4o', undefined],
  ['claude-sonnet-4.5', 'openai'],
  ['', 'openai'],
  ['constructor', undefined],
])('does not guess what %j of %s is', (typed, provider) => {
  expect(() => find(typed, 'model', provider)).toThrow(`No model is called “${typed}”.`)
})

it('names what is spelled most alike', () => {
  expect(() => find('gtp-5', 'model', 'openai')).toThrow(/The nearest: .*\bopenai\/gpt-5\b/)
})
