/** What a line is in: quotes and list items. */

const listMarker = /^(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)/
export const rule = /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/

export interface Quote {
  readonly quotes: number
  readonly prefix: string
}

export function peelQuotes(line: string, most: number): Quote {
  let prefix = ''
  let quotes = 0
  while (quotes < most) {
    const mark = /^ {0,3}> ?/.exec(line.slice(prefix.length))?.[0]
    if (mark === undefined) break
    prefix += mark
    quotes += 1
  }
  return { quotes, prefix }
}

export interface Place {
  readonly lists: readonly number[]
  readonly at: number
  readonly isItem: boolean
  readonly isIndented: boolean
}

export function readContainers(open: readonly number[], inText: boolean, inner: string): Place {
  const indent = columnsOf(leadingSpace(inner))
  let lists = open.filter(column => column <= indent)
  const mustInterrupt = inText && open.length === 0
  let at = 0
  for (let isItem = false; ; isItem = true) {
    at += leadingSpace(inner.slice(at)).length
    const column = columnsOf(inner.slice(0, at))
    const isIndented = column - (lists.at(-1) ?? 0) > 3
    const text = inner.slice(at)
    const marker = isIndented || rule.test(text) ? '' : markerOf(text, mustInterrupt)
    if (marker === '') return { lists, at, isItem, isIndented }
    lists = [...lists, column + marker.length + paddingOf(text.slice(marker.length))]
    at += marker.length
  }
}

/** Columns between a marker and its text; more than four are the start of code. */
function paddingOf(afterMarker: string): number {
  const padding = leadingSpace(afterMarker)
  const columns = columnsOf(padding)
  return padding === afterMarker || columns > 4 ? 1 : columns
}

/** Only an item with text and, if numbered, with 1, can end a paragraph: "It was\n1986." is none. */
function markerOf(text: string, mustInterrupt: boolean): string {
  const marker = listMarker.exec(text)?.[0] ?? ''
  const mayInterrupt = marker.length < text.trimEnd().length && !/^(?!1[.)])\d/.test(marker)
  return mustInterrupt && !mayInterrupt ? '' : marker
}

export const leadingSpace = (text: string) => /^[ \t]*/.exec(text)?.[0] ?? ''

export function columnsOf(text: string): number {
  if (!text.includes('\t')) return text.length
  return [...text].reduce((column, char) => column + (char === '\t' ? 4 - (column % 4) : 1), 0)
}
