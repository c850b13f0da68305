import type { AlignType } from 'mdast'
import { displayWidth, wrapToWidth } from './display-width.ts'

export interface Cells {
  /** The header first. */
  readonly rows: readonly (readonly string[])[]
  readonly align: readonly AlignType[]
}

const widest = 60
const narrowestColumn = 8
const mostLines = 5
const gap = ' │ '

/** The table as a code block, or undefined if it has no readable form at most 60 columns wide. */
export function alignedTable({ rows, align }: Cells): string[] | undefined {
  const widths = fitWidths(naturalWidths(rows))
  if (!widths || rows.flat().some(cell => cell.includes('```'))) return undefined
  const wrapped = rows.map(row =>
    widths.map((width, column) => wrapToWidth(row[column] ?? '', width)),
  )
  if (wrapped.flat().some(lines => lines.length > mostLines)) return undefined
  const [head = [], ...body] = wrapped.map(cells => drawRow(cells, widths, align))
  const line = widths.map(width => '─'.repeat(width)).join('─┼─')
  const isTall = wrapped.flat().some(lines => lines.length > 1)
  const drawn = isTall
    ? body.flatMap((row, index) => (index > 0 ? [line, ...row] : row))
    : body.flat()
  return ['```', ...head, line, ...drawn, '```']
}

function naturalWidths(rows: readonly (readonly string[])[]): number[] {
  const columns = Math.max(...rows.map(row => row.length))
  return Array.from({ length: columns }, (_, column) =>
    Math.max(1, ...rows.map(row => displayWidth(row[column] ?? ''))),
  )
}

/** Takes from the widest column until all fit. */
function fitWidths(natural: readonly number[]): number[] | undefined {
  const widths = [...natural]
  const room = widest - gap.length * (widths.length - 1)
  for (let total = widths.reduce((sum, width) => sum + width, 0); total > room; ) {
    const most = Math.max(...widths)
    const second = Math.max(narrowestColumn, ...widths.filter(width => width < most))
    const step = Math.max(1, Math.min(most - second, total - room))
    if (most - step < narrowestColumn) return undefined
    widths[widths.indexOf(most)] = most - step
    total -= step
  }
  return widths
}

function drawRow(
  cells: readonly string[][],
  widths: readonly number[],
  align: readonly AlignType[],
): string[] {
  const height = Math.max(...cells.map(lines => lines.length))
  return Array.from({ length: height }, (_, index) => {
    const line = cells.map((lines, column) =>
      pad(lines[index] ?? '', widths[column] ?? 0, align[column]),
    )
    return line.join(gap).trimEnd()
  })
}

function pad(text: string, width: number, align: AlignType | undefined): string {
  const space = Math.max(0, width - displayWidth(text))
  const left = { right: space, center: space >> 1, left: 0 }[align ?? 'left']
  return ' '.repeat(left) + text + ' '.repeat(space - left)
}
