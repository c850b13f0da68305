import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { graphemeBoundary } from '../../../src/markdown/grapheme.ts'
import { scan, topOfText } from '../../../src/markdown/scan-lines.ts'
import { createSplitter, splitMarkdown } from '../../../src/markdown/split-markdown.ts'
import { markdown, noise } from './documents.ts'

const maxLength = fc.integer({ min: 32, max: 400 })
const anyText = fc.oneof(markdown, noise)
const longDocument = (length: number) => {
  const section =
    '## Heading\n\nSome *text* with `code` and [a link](https://example.com) in it. And more of it.\n\n- one\n- two\n  - three\n\n```ts\nconst a = 1\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n'
  return section.repeat(Math.ceil(length / section.length)).slice(0, length)
}

const squeeze = (text: string) =>
  text.replace(/^[ \t>]*(?:`{3,}|~{3,})[ \t]*\r?$/gm, '').replace(/\s/g, '')
const isFence = (line: string) => /^[ \t>]*(?:`{3,}|~{3,})/.test(line)

/** A part, and what it is without what it may repeat: fence lines, a table head, quote marks. */
const readings = (part: string): string[] => {
  const lines = part.split('\n')
  const starts = [
    0,
    ...(isFence(part) ? [1] : []),
    ...(/^.*\n[ \t>]*\|:---\|---\|\r?\n/.test(part) ? [2] : []),
  ]
  const ends = isFence(lines.at(-1) ?? '') ? [lines.length, lines.length - 1] : [lines.length]
  const bodies = starts.flatMap(start => ends.map(end => lines.slice(start, end).join('\n')))
  return bodies.flatMap(body => [
    squeeze(body),
    squeeze(body.replace(/^> ?/, '')),
    squeeze(body.replace(/^[ >]+/, '')),
  ])
}

/** Where in the text one may be after a part; the end of code that is at the start of a part is not repeated. */
const positionsAfter = (text: string, from: number, part: string): number[] => {
  const closing = /^>*(?:`{3,}|~{3,})/.exec(text.slice(from))?.[0].length ?? 0
  return [from, from + closing].flatMap(at =>
    readings(part)
      .filter(body => text.startsWith(body, at))
      .map(body => at + body.length),
  )
}

/** Whether the parts hold all of the text, in order and once. */
const holdAll = (text: string, parts: readonly string[]): boolean => {
  const whole = squeeze(text)
  const ends = parts.reduce<number[]>(
    (starts, part) => [...new Set(starts.flatMap(at => positionsAfter(whole, at, part)))],
    [0],
  )
  return ends.some(at => /^>*(?:`{3,}|~{3,})?$/.test(whole.slice(at)))
}

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

  it('never makes a part longer than allowed', () => {
    fc.assert(
      fc.property(anyText, maxLength, (text, max) => {
        const parts = splitMarkdown(text, { maxLength: max })

        expect(parts.every(part => part.length <= max && part.trim() !== '')).toBe(true)
      }),
      { numRuns: 400 },
    )
  })

  it('never changes a part but the last when more text arrives', () => {
    fc.assert(
      fc.property(
        anyText,
        maxLength,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (text, max, at) => {
          const soFar = splitMarkdown(text.slice(0, Math.floor(text.length * at)), {
            maxLength: max,
          })

          const whole = splitMarkdown(text, { maxLength: max })

          expect(whole.slice(0, Math.max(0, soFar.length - 1))).toEqual(soFar.slice(0, -1))
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('never changes a closed part of a long answer', () => {
    const long = fc.array(markdown, { minLength: 3, maxLength: 8 }).map(texts => texts.join(' '))
    fc.assert(
      fc.property(long, fc.nat(8000), fc.constantFrom(2000, 4000), (text, at, max) => {
        const soFar = splitMarkdown(text.slice(0, at), { maxLength: max })

        const whole = splitMarkdown(text, { maxLength: max })

        expect(whole.slice(0, Math.max(0, soFar.length - 1))).toEqual(soFar.slice(0, -1))
        expect(holdAll(text, whole)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('loses no character of content', () => {
    fc.assert(
      fc.property(markdown, maxLength, (text, max) => {
        const parts = splitMarkdown(text, { maxLength: max })

        expect(holdAll(text, parts)).toBe(true)
      }),
      { numRuns: 400 },
    )
  })

  it('closes every fence it opens', () => {
    const limit = fc.integer({ min: 150, max: 500 })
    fc.assert(
      fc.property(markdown, limit, fc.nat(2000), (text, max, at) => {
        const parts = splitMarkdown(text.slice(0, at), { maxLength: max })

        expect(parts.filter(part => scan(topOfText, part).fence)).toEqual([])
      }),
      { numRuns: 400 },
    )
  })
})

describe('createSplitter', () => {
  it('gives the same parts however the text arrives', () => {
    fc.assert(
      fc.property(anyText, maxLength, fc.integer({ min: 1, max: 50 }), (text, max, step) => {
        const splitter = createSplitter({ maxLength: max })
        const closed: string[] = []
        let open = ''

        for (let at = 0; at < text.length; at += step) {
          const pushed = splitter.push(text.slice(at, at + step))
          closed.push(...pushed.closed)
          open = pushed.open
        }

        expect([...closed, open].filter(part => part !== '')).toEqual(
          splitMarkdown(text, { maxLength: max }),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('shows code that is still being written as code', () => {
    const splitter = createSplitter({ maxLength: 2000 })

    const { open } = splitter.push('Look:\n\n```ts\nconst a')

    expect(open).toBe('Look:\n\n```ts\nconst a\n```')
  })
})

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

describe('graphemeBoundary', () => {
  it('finds the boundaries the standard defines', () => {
    const text = 'a👨‍👩‍👧‍👦b🇩🇪🇫🇷e\u0301漢\r\n한국'
    const starts = Array.from(new Intl.Segmenter().segment(text), part => part.index).slice(1)

    const found = Array.from({ length: text.length - 1 }, (_, at) => graphemeBoundary(text, at + 1))

    expect(new Set(found)).toEqual(new Set(starts))
  })
})
