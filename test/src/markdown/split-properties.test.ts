import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scan, topOfText } from '../../../src/markdown/scan-lines.ts'
import { createSplitter, splitMarkdown } from '../../../src/markdown/split-markdown.ts'
import { markdown, noise } from './documents.ts'

const maxLength = fc.integer({ min: 32, max: 400 })
const anyText = fc.oneof(markdown, noise)
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

describe('splitMarkdown on any text', () => {
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

describe('createSplitter on any text', () => {
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
})
