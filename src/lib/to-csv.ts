type Cell = string | number | undefined

const NEEDS_QUOTES = /[",\r\n]/
/** What a spreadsheet would run as a formula. https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/
const NUMBER = /^-?\d+(\.\d+)?$/

/** One line of RFC 4180, its end included. Text that a spreadsheet would run gets an apostrophe in front. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`

/** RFC 4180, with a first line of names. */
export const toCsv = (columns: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [columns, ...rows].map(csvLine).join('')

function csvCell(cell: Cell = ''): string {
  const raw = String(cell)
  const isHarmless = NUMBER.test(raw) || !FORMULA.test(raw)
  const safe = isHarmless ? raw : `'${raw}`
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
