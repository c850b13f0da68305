import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvLine, toCsv } from '../../../src/lib/to-csv.ts'

it('has a line of names, and quotes what needs it', () => {
  expect(
    toCsv(
      ['a', 'b'],
      [
        ['x, y', 'say "hi"\nbye'],
        [undefined, 3],
      ],
    ),
  ).toBe('a,b\r\n"x, y","say ""hi""\nbye"\r\n,3\r\n')
})

it.each([
  ['=1+1', `'=1+1`],
  ['+cmd', `'+cmd`],
  ['-2+3', `'-2+3`],
  ['@SUM(A1)', `'@SUM(A1)`],
  ['\t=1', `'\t=1`],
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ['＝1', `'＝1`],
  ['-0.000000001', '-0.000000001'],
  ['a=b', 'a=b'],
])('%j becomes %j', (cell, written) => {
  expect(csvLine([cell])).toBe(`${written}\r\n`)
})

/** As a spreadsheet reads it. */
function readCells(line: string): readonly string[] {
  const cells = [...`,${line}`.matchAll(/,(?:"(?<quoted>(?:[^"]|"")*)"|(?<bare>[^",\r\n]*))/g)]
  return cells.map(
    ({ groups }) => groups?.['quoted']?.replaceAll('""', '"') ?? groups?.['bare'] ?? '',
  )
}

it('is read back as it was, but for the apostrophe that keeps formulas from running', () => {
  const cell = fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', '\t', ',', '"', '\n', 'a', '1'),
  })
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 4 }), cells => {
      const read = readCells(csvLine(cells).slice(0, -2))

      expect(read.map(text => text.replace(/^'/, ''))).toEqual(cells)
      expect(read.filter(text => /^[=+@\t]|^-(?!\d+$)/.test(text))).toEqual([])
    }),
  )
})
