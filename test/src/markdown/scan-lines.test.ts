import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { describe, expect, it } from 'vitest'
import { parseMarkdown } from '../../../src/markdown/parse-markdown.ts'
import {
  type LineKind,
  linesOf,
  readLine,
  scan,
  topOfText,
} from '../../../src/markdown/scan-lines.ts'
import { markdown } from './documents.ts'

const kindsOf = (text: string): LineKind[] => {
  let state = topOfText
  return linesOf(text).map(line => {
    const scanned = readLine(state, line)
    state = scanned.state
    return scanned.kind
  })
}

type Block = 'code' | 'table'

const scannedAs: Readonly<Record<Block, readonly LineKind[]>> = {
  code: ['fence-open', 'code', 'fence-close'],
  table: ['delimiter', 'row'],
}

/** The lines that are not blank and, by the scan, code or a table without its header. */
const scannedLines = (text: string, type: Block) =>
  kindsOf(text).flatMap((kind, index) => (scannedAs[type].includes(kind) ? [index] : []))

/** The same by the syntax tree. */
const parsedLines = (text: string, type: Block) => {
  const found = new Set<number>()
  const visit = (node: Nodes) => {
    const start = (node.position?.start.line ?? 0) - (type === 'code' ? 1 : 0)
    const { line: last = 0, column = 1 } = node.position?.end ?? {}
    const end = column === 1 ? last - 1 : last
    for (let line = start; node.type === type && line < end; line += 1) found.add(line)
    if ('children' in node) node.children.forEach(visit)
  }
  visit(parseMarkdown(text))
  return [...found]
}

const withoutBlank = (text: string, lines: readonly number[]) => {
  const all = linesOf(text)
  return lines.filter(line => /[^\s>]/.test(all[line] ?? ''))
}

describe('readLine', () => {
  it.each<[string, LineKind[]]>([
    ['text\n\n# Heading', ['text', 'blank', 'heading']],
    ['```ts\n# no heading\n```\ntext', ['fence-open', 'code', 'fence-close', 'text']],
    ['~~~\n```\n~~~~', ['fence-open', 'code', 'fence-close']],
    ['````\n```\n````', ['fence-open', 'code', 'fence-close']],
    ['```not `a fence', ['text']],
    ['- ```\n  code\n  ```\n- b', ['fence-open', 'code', 'fence-close', 'item']],
    ['- ```\n  code\ntext', ['fence-open', 'code', 'text']],
    [
      '- a\n  - b\n\n    ```\n    c\n    ```',
      ['item', 'item', 'blank', 'fence-open', 'code', 'fence-close'],
    ],
    ['> ```\n> code\ntext', ['fence-open', 'code', 'text']],
    ['    indented', ['code']],
    ['text\n    goes on', ['text', 'text']],
    ['| a | b |\n|---|---|\n| 1 | 2 |\n\n', ['text', 'delimiter', 'row', 'blank']],
    ['a | b\n--|--\n1 | 2\n# x', ['text', 'delimiter', 'row', 'heading']],
    ['a\n--|--', ['text', 'text']],
    ['text\n---', ['text', 'rule']],
    ['* * *', ['rule']],
    ['It was\n1986. A year', ['text', 'text']],
    ['```\r\ncode\r\n```\r\n', ['fence-open', 'code', 'fence-close']],
  ])('reads %j', (text, expected) => {
    const kinds = kindsOf(text)

    expect(kinds).toEqual(expected)
  })

  it.each<Block>(['code', 'table'])('agrees with the syntax tree about what is %s', type => {
    const noHtml = markdown.filter(text => !text.includes('<'))
    fc.assert(
      fc.property(noHtml, text => {
        const scanned = withoutBlank(text, scannedLines(text, type))

        const parsed = withoutBlank(text, parsedLines(text, type))

        expect(scanned).toEqual(parsed)
      }),
      { numRuns: 500 },
    )
  })

  it('knows at the end of a text what is open', () => {
    const state = scan(topOfText, '1. a\n\n   ```ts\n   const')

    expect(state.fence).toEqual({ marker: '```', info: 'ts', indent: '   ', quotes: 0, base: 3 })
  })
})
