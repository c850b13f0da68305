import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayWidth } from '../../../src/markdown/display-width.ts'
import { formatAllTables, formatTables, settledLength } from '../../../src/markdown/tables.ts'
import { markdown } from './documents.ts'

const table = (...rows: string[]) => rows.join('\n')

describe('formatTables', () => {
  it('aligns the columns in a code block', () => {
    const text = table(
      'Prices:',
      '',
      '| Model | Price |',
      '|:--|--:|',
      '| small | 1 |',
      '| **large** | 10 |',
      '',
      'Done.',
    )

    const formatted = formatTables(text)

    expect(formatted).toBe(
      table(
        'Prices:',
        '',
        '```',
        'Model │ Price',
        '──────┼──────',
        'small │     1',
        'large │    10',
        '```',
        '',
        'Done.',
      ),
    )
  })

  it.each([
    ['East Asian', '東京', '漢字漢字'],
    ['emoji', '🎉', '👨‍👩‍👧‍👦'],
    ['accented', 'e\u0301', 'n\u0303o'],
    ['Hebrew', 'שלום', 'א'],
  ])('counts the columns of %s text', (_, first, second) => {
    const formatted = formatAllTables(
      table('| a | b |', '|---|---|', `| ${first} | 1 |`, `| ${second} | 2 |`),
    )

    const bars = formatted
      .split('\n')
      .slice(3, 5)
      .map(line => displayWidth(line.slice(0, line.indexOf('│'))))
    expect(new Set(bars).size).toBe(1)
  })

  it('wraps long cells', () => {
    const long = 'a sentence that is too long for the screen of a phone and goes on and on'

    const lines = formatAllTables(
      table('| a | b |', '|---|---|', `| ${long} | 1 |`, '| x | 2 |'),
    ).split('\n')

    expect(lines[0]).toBe('```')
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(60)
    expect(lines.length).toBeGreaterThan(6)
  })

  it('lists the cells when there are too many columns', () => {
    const head = '| One | Two | Three | Four | Five | Six | Seven |'
    const row =
      '| a long one | [link](https://a.io) | | 4 four four | 5 five five | 6 six six | 7 seven |'

    const formatted = formatAllTables(
      table('Text', head, '|---|---|---|---|---|---|---|', row, row),
    )

    expect(formatted.split('\n').slice(0, 5)).toEqual([
      'Text',
      '',
      '**One:** a long one',
      '**Two:** [link](https://a.io)',
      '**Four:** 4 four four',
    ])
    expect(formatted).toContain('\n**Seven:** 7 seven\n\n**One:** a long one\n')
  })

  it.each([
    ['in a fence', '```\n| a | b |\n|---|---|\n| 1 | 2 |\n```\n\nText'],
    ['in a fence in a list', '- x\n  ~~~\n  | a | b |\n  |---|---|\n  ~~~\n\nText'],
    ['without a delimiter row', '| a | b |\n| 1 | 2 |\n\nText'],
    ['with a delimiter row that does not fit', '| a | b |\n|---|\n\nText'],
  ])('leaves a table %s alone', (_, text) => {
    expect(formatTables(text)).toBe(text)
  })

  it.each([
    '| a',
    '| a | b |\n',
    '| a | b |\n|--',
    '| a | b |\n|---|---|\n',
    '| a | b |\n|---|---|\n| 1 | 2 |',
    '| a | b |\n|---|---|\n| 1 | 2 |\n',
    '| a | b |\n|---|---|\n| 1 | 2 |\n#',
  ])('leaves a table alone that has only got to %j', unfinished => {
    const text = `Text\n\n${unfinished}`

    expect(formatTables(text)).toBe(text)
    expect(settledLength(text)).toBe(6)
  })

  it.each([
    ['a quote', '> '],
    ['a list', '  '],
  ])('keeps a table in %s there', (_, indent) => {
    const text = ['| a | b |', '|---|---|', '| 1 | 2 |'].map(line => indent + line).join('\n')

    const formatted = formatAllTables(text)

    expect(formatted.split('\n').every(line => line.startsWith(indent))).toBe(true)
    expect(formatted).toContain(`${indent}1 │ 2`)
  })

  it('reads Windows line ends', () => {
    const formatted = formatTables('| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n\r\nText')

    expect(formatted).toContain('\n1 │ 2\n```\n\r\nText')
  })

  it('writes out where a link goes', () => {
    const formatted = formatAllTables(
      '| a |\n|---|\n| [text](https://a.io) |\n| <https://b.io> |\n| `x \\| y` |',
    )

    expect(formatted).toContain('text (https://a.io)\nhttps://b.io\nx | y\n')
  })

  it('begins a text that is arriving as it will begin in the end', () => {
    fc.assert(
      fc.property(markdown, fc.nat(1500), (text, at) => {
        const soFar = text.slice(0, at)
        const settled = formatAllTables(soFar.slice(0, settledLength(soFar)))

        const whole = formatAllTables(text)

        expect(whole.slice(0, settled.length)).toBe(settled)
      }),
      { numRuns: 300 },
    )
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(markdown, text => {
        const once = formatAllTables(text)

        expect(formatAllTables(once)).toBe(once)
      }),
      { numRuns: 200 },
    )
  })
})
