import { describe, expect, it } from 'vitest'
import { graphemeBoundary } from '../../../src/markdown/grapheme.ts'
import { createSplitter, splitMarkdown } from '../../../src/markdown/split-markdown.ts'

describe('splitMarkdown', () => {
  it.each([
    ['nothing', '', []],
    ['blank space', ' \n\n ', []],
    ['what fits', 'Hello there.', ['Hello there.']],
    ['exactly what fits', 'x'.repeat(40), ['x'.repeat(40)]],
    ['blocks', `${'a'.repeat(25)}\n\n${'b'.repeat(25)}`, ['a'.repeat(25), 'b'.repeat(25)]],
    [
      'sentences',
      'One sentence is here. Two are now here, and more.',
      ['One sentence is here.', 'Two are now here, and more.'],
    ],
    ['words', `${'word '.repeat(9)}end`, ['word word word word word', 'word word word word end']],
    [
      'code',
      '```ts\nlet alpha = 1\nlet beta = 2\nlet c = 3\n```',
      ['```ts\nlet alpha = 1\n```', '```ts\nlet beta = 2\nlet c = 3\n```'],
    ],
  ])('splits %s', (_, text, expected) => {
    const parts = splitMarkdown(text, { maxLength: 40 })

    expect(parts.slice(0, expected.length || 1)).toEqual(expected)
  })

  it.each([
    ['~~~', '~~~py'],
    ['````', '````md'],
    ['```', '  ```js {1,3}'],
    ['> ```', '> ```sh'],
  ])('closes with %s what %s opened and opens it again', (closing, opening) => {
    const quote = opening.startsWith('>') ? '> ' : ''
    const text = `${opening}\n${`${quote}some code here\n`.repeat(20)}`

    const parts = splitMarkdown(text, { maxLength: 100 })

    expect(parts.length).toBeGreaterThan(2)
    for (const part of parts) {
      expect(part.split('\n')[0]).toBe(opening)
      expect(part.split('\n').at(-1)?.trim()).toBe(closing)
    }
  })

  it('repeats the head of a table above its rows', () => {
    const text = `| name | value |\n|---|---|\n${'| some name | 12345 |\n'.repeat(20)}\nAfter.`

    const parts = splitMarkdown(text, { maxLength: 150 })

    expect(
      parts.slice(0, -1).every(part => part.startsWith('| name | value |\n|---|---|\n| s')),
    ).toBe(true)
    expect(parts.at(-1)).toMatch(/\n\nAfter\.$/)
  })

  it('keeps a list item in one piece', () => {
    const items = Array.from({ length: 12 }, (_, index) => `- item ${index} with a few words`)

    const parts = splitMarkdown(items.join('\n'), { maxLength: 120 })

    expect(parts.flatMap(part => part.split('\n'))).toEqual(items)
  })

  it('moves code deep in a list to the left when the list is not there to hold it', () => {
    const text = `- one\n  - two\n\n    \`\`\`ts\n${'    const a = 1\n'.repeat(12)}    \`\`\`\n`

    const parts = splitMarkdown(text, { maxLength: 120 })

    expect(parts[1]).toMatch(/^```ts\nconst a = 1\n/)
  })

  it('does not leave a heading at the end of a message', () => {
    const text = `${'word '.repeat(11)}end.\n\n## Heading\n\n${'text '.repeat(20)}`

    const parts = splitMarkdown(text, { maxLength: 100 })

    expect(parts[1]).toMatch(/^## Heading\n\ntext/)
  })

  it('leaves no empty code when the fence closes where a message ends', () => {
    const code = '```\nlet alpha = 1\nlet beta = 2\n'

    const parts = splitMarkdown(`${code}\`\`\`\n\nThen it goes on with text.`, { maxLength: 40 })

    expect(parts.filter(part => /^```\s*```/.test(part))).toEqual([])
  })

  it.each([
    ['a link', '[the text of a link](https://example.com/some/path)'],
    ['inline code', '`some inline code that is long`'],
    ['a bare address', 'https://example.com/some/path/that/is/long'],
    ['an image', '![what it shows](https://example.com/a.png)'],
  ])('keeps %s whole', (_, inline) => {
    for (let before = 1; before < 90; before += 1) {
      const parts = splitMarkdown(`${'ab '.repeat(before)}${inline} ${'cd '.repeat(40)}`, {
        maxLength: 100,
      })

      expect(parts.some(part => part.includes(inline))).toBe(true)
    }
  })

  it.each([
    ['families', '👨‍👩‍👧‍👦'],
    ['flags', '🇩🇪'],
    ['Chinese', '漢'],
    ['accents', 'e\u0301'],
    ['skin tones', '👍🏽'],
    ['Hebrew', 'שָׁ'],
    ['Thai', 'กำ'],
  ])('never cuts through %s', (_, grapheme) => {
    const text = grapheme.repeat(200)

    const parts = splitMarkdown(text, { maxLength: 101 })

    expect(parts.join('')).toBe(text)
    expect(parts.every(part => part.length % grapheme.length === 0)).toBe(true)
  })

  it('counts the way it is told to', () => {
    const measure = (text: string) => [...text].length

    const parts = splitMarkdown('😀'.repeat(100), { maxLength: 50, measure })

    expect(parts.every(part => measure(part) <= 50)).toBe(true)
    expect(parts[0]).toHaveLength(74)
  })

  it('refuses a limit nothing fits in', () => {
    expect(() => splitMarkdown('', { maxLength: 31 })).toThrow(RangeError)
  })
})

describe('createSplitter', () => {
  it('shows code that is still being written as code', () => {
    const splitter = createSplitter({ maxLength: 2000 })

    const { open } = splitter.push('Look:\n\n```ts\nconst a')

    expect(open).toBe('Look:\n\n```ts\nconst a\n```')
  })
})

describe('graphemeBoundary', () => {
  it('finds the boundaries the standard defines', () => {
    const text = 'a👨‍👩‍👧‍👦b🇩🇪🇫🇷e\u0301漢\r\n한국'
    const starts = Array.from(new Intl.Segmenter().segment(text), part => part.index).slice(1)

    const found = Array.from({ length: text.length - 1 }, (_, at) => graphemeBoundary(text, at + 1))

    expect(new Set(found)).toEqual(new Set(starts))
  })
})
