import { displayWidth } from '../../src/markdown/display-width.ts'
import { graphemesOf } from '../../src/markdown/grapheme.ts'
import type { TableBlock } from '../../src/ui/card.ts'

/** What a phone shows of a code block without breaking lines. */
const widest = 44
const gap = '  '
const mostColumns = 3
const longest = 3000
const number = /^[<~≈+-]*\$?[\d.,]+\s?(?:%|k|K|M|B|ms|s)?$|^[–—-]?$/

/** Cuts to a width in columns. */
function clip(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  let kept = ''
  for (const grapheme of graphemesOf(text)) {
    if (displayWidth(kept + grapheme) > width - 1) break
    kept += grapheme
  }
  return `${kept}…`
}

const cellOf = (cell: string | undefined): string =>
  (cell ?? '').replaceAll('`', 'ˋ').replaceAll(/\s+/g, ' ').trim()

function fitWidths(natural: readonly number[]): number[] {
  const widths = [...natural]
  const room = widest - gap.length * (widths.length - 1)
  for (let total = widths.reduce((sum, width) => sum + width, 0); total > room; total -= 1) {
    const most = Math.max(...widths)
    widths[widths.indexOf(most)] = most - 1
  }
  return widths
}

interface Layout {
  readonly widths: readonly number[]
  readonly isNumeric: readonly boolean[]
}

function layOut(head: readonly string[], body: readonly (readonly string[])[]): Layout {
  const column = (index: number) => body.map(row => row[index] ?? '')
  const natural = head.map((name, index) =>
    Math.max(1, displayWidth(name), ...column(index).map(displayWidth)),
  )
  const isNumeric = head.map((_, index) => column(index).every(cell => number.test(cell)))
  return { widths: fitWidths(natural), isNumeric }
}

function drawRow(row: readonly string[], { widths, isNumeric }: Layout): string {
  const cells = widths.map((width, index) => {
    const cell = clip(row[index] ?? '', width)
    const blank = ' '.repeat(Math.max(0, width - displayWidth(cell)))
    return isNumeric[index] ? blank + cell : cell + blank
  })
  return cells.join(gap).trimEnd()
}

/** An aligned code block of at most 44 columns; rows that do not fit a message are counted. */
export function tableText({ columns, rows }: TableBlock): string {
  const head = columns.slice(0, mostColumns).map(cellOf)
  const body = rows.map(row => head.map((_, index) => cellOf(row[index])))
  const layout = layOut(head, body)
  const lines = body.map(row => drawRow(row, layout))
  const top = [drawRow(head, layout), layout.widths.map(width => '─'.repeat(width)).join(gap)]
  const kept = fitting(lines, longest)
  const left = lines.length - kept.length
  const block = ['```', ...top, ...kept, '```'].join('\n')
  return left > 0 ? `${block}\n-# … and ${left} more` : block
}

function fitting(lines: readonly string[], room: number): readonly string[] {
  let used = 0
  const firstLeft = lines.findIndex(line => {
    used += line.length + 1
    return used > room
  })
  return firstLeft < 0 ? lines : lines.slice(0, firstLeft)
}
