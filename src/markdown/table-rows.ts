const delimiterRow = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/

/** Whether a line makes the one above it the header of a table. */
export function isDelimiterOf(header: string, line: string): boolean {
  if (!line.includes('|') || !delimiterRow.test(line)) return false
  return cellCount(header) === cellCount(line)
}

function cellCount(row: string): number {
  const inner = row.trim().replace(/^\|/, '')
  return inner.replace(/(?<!\\)\|$/, '').split(/(?<!\\)\|/).length
}
