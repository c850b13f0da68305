import { expect, it } from 'vitest'
import { findModel, searchModels } from '../../../src/models/find-model.ts'

const models = [
  { id: 'openai/gpt-5', name: 'GPT-5' },
  { id: 'openai/gpt-5-mini', name: 'GPT-5 mini' },
  { id: 'openai/gpt-4o', name: 'GPT-4o', aliases: ['openai/gpt-4o-2024-08-06'] },
  { id: 'anthropic/claude-sonnet-4.5', name: 'Claude Sonnet 4.5', label: 'Our best' },
  { id: 'anthropic/claude-opus-4.5', name: 'Claude Opus 4.5' },
  { id: 'azure/gpt-4o', name: 'GPT-4o on Azure' },
] as const

it.each([
  ['openai/gpt-5', 'openai/gpt-5'],
  ['OpenAI/GPT-5', 'openai/gpt-5'],
  [' gpt-5 ', 'openai/gpt-5'],
  ['GPT-5 mini', 'openai/gpt-5-mini'],
  ['our BEST', 'anthropic/claude-sonnet-4.5'],
  ['best', 'anthropic/claude-sonnet-4.5'],
  ['opus', 'anthropic/claude-opus-4.5'],
  ['openai/gpt-4o-2024-08-06', 'openai/gpt-4o'],
  ['azure', 'azure/gpt-4o'],
])('finds %s', (typed, id) => {
  expect(findModel(models, typed)).toMatchObject({ kind: 'found', model: { id } })
})

it.each([
  ['gpt', 4],
  ['claude', 2],
  ['gpt-4o', 2],
  ['4.5', 2],
])('says that %s fits several', (typed, count) => {
  const found = findModel(models, typed)

  expect(found.kind).toBe('ambiguous')
  expect(found.kind === 'ambiguous' && found.candidates).toHaveLength(count)
})

it.each([
  ['gtp-5', ['openai/gpt-5']],
  ['claude-sonet-4.5', ['anthropic/claude-sonnet-4.5']],
  ['llama', []],
  ['', []],
])('does not know “%s”', (typed, nearest) => {
  const found = findModel(models, typed)

  expect(found.kind).toBe('unknown')
  const ids = found.kind === 'unknown' ? found.nearest.map(({ id }) => id) : []
  expect(ids.slice(0, 1)).toEqual(nearest)
})

it('searches by all words, in any order', () => {
  expect(searchModels(models, '4.5 claude').map(({ id }) => id)).toEqual([
    'anthropic/claude-sonnet-4.5',
    'anthropic/claude-opus-4.5',
  ])
  expect(searchModels(models, '')).toHaveLength(models.length)
})
