import { formatAllTables } from '../../src/markdown/tables.ts'
import type { Json } from './json.ts'
import { cut, limits } from './limits.ts'

type Rows = readonly (readonly string[])[]

/** Slack's own table; what does not fit is left out, and the last row says so. */
export function toTable(
  columns: readonly string[],
  rows: Rows,
  clean: (text: string) => string,
): Json {
  const width = Math.min(columns.length, limits.tableColumns)
  const cells = (row: readonly string[]) =>
    Array.from({ length: width }, (_, column) => cut(clean(row[column] ?? ''), limits.cellText))
  const lines = fitRows([cells(columns), ...rows.map(cells)], width)
  return {
    type: 'table',
    rows: lines.map(line => line.map(text => ({ type: 'raw_text', text }))),
    column_settings: [{ is_wrapped: true }],
  }
}

function fitRows(all: readonly string[][], width: number): readonly string[][] {
  let room: number = limits.tableText
  const fitting = all.findIndex(line => {
    room -= line.join('').length
    return room < 0
  })
  const max = Math.min(fitting === -1 ? all.length : Math.max(fitting, 1), limits.tableRows)
  if (max === all.length) return all
  const kept = Math.max(1, max - 1)
  const note = `… ${all.length - kept} more`
  const last = Array.from({ length: width }, (_, column) => (column === 0 ? note : '–'))
  return [...all.slice(0, kept), last]
}

const longestMonospace = 2_900

/** Where Slack takes no table: aligned text in a code block, or a list where that gets too wide. */
export function toMonospace(columns: readonly string[], rows: Rows): string {
  const head = [line(columns), line(columns.map(() => '---'))]
  const body = rows.map(row => line(columns.map((_, column) => row[column] ?? '')))
  for (let count = body.length; count >= 0; count = Math.floor(count * 0.8)) {
    const more = count < body.length ? `\n… ${body.length - count} more` : ''
    const text = formatAllTables([...head, ...body.slice(0, count)].join('\n'))
    if (text.length + more.length <= longestMonospace || count === 0) {
      return cut(`${text}${more}`, longestMonospace)
    }
  }
  return ''
}

const line = (cells: readonly string[]) =>
  `| ${cells.map(cell => cell.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`
