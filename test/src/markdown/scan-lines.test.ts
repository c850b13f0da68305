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

/** Lines that a syntax tree holds for fenced code or for a table. */
const linesIn = (text: string, type: 'code' | 'table') => {
  const found = new Set<number>()
  const visit = (node: Nodes) => {
    const start = node.position?.start.line ?? 0
    const end = node.position?.end.line ?? 0
    for (let line = start; node.type === type && line <= end; line += 1) found.add(line)
    if ('children' in node) node.children.forEach(visit)
  }
  visit(parseMarkdown(text))
  return [...found]
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

  it('agrees with the syntax tree about what is code and what is a table', () => {
    fc.assert(
      fc.property(
        markdown.filter(text => !text.includes('<')),
        text => {
          const kinds = kindsOf(text).map((kind, index) => ({ kind, line: index + 1 }))
          const code = kinds
            .filter(({ kind }) => /^(?:fence|code)/.test(kind))
            .map(({ line }) => line)
          const rows = kinds
            .filter(({ kind }) => /^(?:row|delimiter)/.test(kind))
            .map(({ line }) => line)

          expect({ text, code }).toEqual({ text, code: linesIn(text, 'code') })
          expect({ text, rows: rows.length }).toEqual({
            text,
            rows:
              linesIn(text, 'table').length -
              kinds.filter(({ kind }) => kind === 'delimiter').length,
          })
        },
      ),
      { numRuns: 500 },
    )
  })

  it('knows at the end of a text what is open', () => {
    const state = scan(topOfText, '1. a\n\n   ```ts\n   const')

    expect(state.fence).toEqual({ marker: '```', info: 'ts', indent: '   ', quotes: 0, base: 3 })
  })
})
