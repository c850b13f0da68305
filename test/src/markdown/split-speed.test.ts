import { describe, expect, it } from 'vitest'
import { createSplitter, splitMarkdown } from '../../../src/markdown/split-markdown.ts'

const longDocument = (length: number) => {
  const section =
    '## Heading\n\nSome *text* with `code` and [a link](https://example.com) in it. And more of it.\n\n- one\n- two\n  - three\n\n```ts\nconst a = 1\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n'
  return section.repeat(Math.ceil(length / section.length)).slice(0, length)
}

describe('speed', () => {
  const timed = (work: () => void) => {
    work()
    const start = performance.now()
    work()
    return performance.now() - start
  }

  it.each([
    ['an answer of 200 kB', longDocument(200_000), 2000],
    ['an answer of 200 kB into long messages', longDocument(200_000), 12_000],
    ['one line of 100 kB without a space', 'x'.repeat(100_000), 2000],
    ['100 kB of Chinese', '漢字'.repeat(50_000), 2000],
    ['one paragraph of 200 kB', 'word '.repeat(40_000), 2000],
  ])('splits %s in a moment', (_, text, max) => {
    const ms = timed(() => splitMarkdown(text, { maxLength: max }))

    expect(ms).toBeLessThan(500)
  })

  it('does not read again what it has closed', () => {
    const text = longDocument(200_000)

    const ms = timed(() => {
      const splitter = createSplitter({ maxLength: 2000 })
      for (let at = 0; at < text.length; at += 64) splitter.push(text.slice(at, at + 64))
    })

    expect(ms).toBeLessThan(3000)
  })
})
