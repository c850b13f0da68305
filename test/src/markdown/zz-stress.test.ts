import fc from 'fast-check'
import { it } from 'vitest'
import { scan, topOfText } from '../../../src/markdown/scan-lines.ts'
import { splitMarkdown } from '../../../src/markdown/split-markdown.ts'
import { markdown, noise } from './documents.ts'

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

it('fences', () => {
  fc.assert(
    fc.property(markdown, fc.integer({ min: 150, max: 500 }), fc.nat(2000), (text, max, at) =>
      splitMarkdown(text.slice(0, at), { maxLength: max }).every(p => !scan(topOfText, p).fence),
    ),
    { numRuns: 20000 },
  )
}, 600000)
it('lossless small', () => {
  fc.assert(
    fc.property(markdown, fc.integer({ min: 32, max: 400 }), (text, max) =>
      holdAll(text, splitMarkdown(text, { maxLength: max })),
    ),
    { numRuns: 20000 },
  )
}, 600000)
it('lossless 100', () => {
  fc.assert(
    fc.property(markdown, fc.integer({ min: 100, max: 500 }), (text, max) =>
      holdAll(text, splitMarkdown(text, { maxLength: max })),
    ),
    { numRuns: 20000 },
  )
}, 600000)
it('stable', () => {
  fc.assert(
    fc.property(
      fc.oneof(markdown, noise),
      fc.integer({ min: 32, max: 400 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (text, max, at) => {
        const a = splitMarkdown(text.slice(0, Math.floor(text.length * at)), { maxLength: max })
        const b = splitMarkdown(text, { maxLength: max })
        return a.slice(0, -1).every((p, i) => p === b[i]) && b.every(p => p.length <= max)
      },
    ),
    { numRuns: 20000 },
  )
}, 600000)
