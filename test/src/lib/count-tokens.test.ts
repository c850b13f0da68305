import { expect, it } from 'vitest'
import { loadTokenizer } from '../../../src/lib/count-tokens.ts'

it.each([
  ['', 0],
  ['hello', 1],
  ['hello world', 2],
  ['Why is the sky blue?', 6],
  ['<|endoftext|>', 7],
])('“%s” has %i tokens', async (text, tokens) => {
  const count = await loadTokenizer()

  expect(count(text)).toBe(tokens)
})

it('loads its tables once', () => {
  expect(loadTokenizer()).toBe(loadTokenizer())
})
