import { linesOf, readLine, type ScanState, topOfText } from './scan-lines.ts'

export interface TableLines {
  readonly start: number
  /** After the last row and its line end. */
  readonly end: number
}

interface Search {
  readonly found: TableLines[]
  state: ScanState
  start: number
  previousStart: number
  at: number
}

/** The tables of a text outside code, in order. */
export function findTables(text: string): TableLines[] {
  const search: Search = { found: [], state: topOfText, start: -1, previousStart: 0, at: 0 }
  for (const line of linesOf(text)) {
    const { state, kind } = readLine(search.state, line)
    if (state.table === undefined) endTable(search)
    if (kind === 'delimiter') search.start = search.previousStart
    search.state = state
    search.previousStart = search.at
    search.at += line.length
  }
  endTable(search)
  return search.found
}

function endTable(search: Search): void {
  if (search.start < 0) return
  search.found.push({ start: search.start, end: search.at })
  search.start = -1
}
