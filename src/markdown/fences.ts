import type { Quote } from './line-containers.ts'

export interface Fence {
  readonly marker: string
  readonly info: string
  /** What stands before the fence on a line of its own: quote marks and indentation. */
  readonly indent: string
  readonly quotes: number
  /** Columns a line needs to stay in the list item the fence is in. */
  readonly base: number
}

const opening = /^(`{3,}|~{3,})(.*)$/s
const closing = /^(`{3,}|~{3,})[ \t]*$/

export function isOpening(text: string): boolean {
  const [, marker = '', info = ''] = opening.exec(text) ?? []
  return marker !== '' && !(marker.startsWith('`') && info.includes('`'))
}

/** The marker, if the line is one and nothing else. */
export function closingOf(text: string): string {
  return closing.exec(text)?.[1] ?? ''
}

export function fenceOf(
  line: string,
  content: number,
  quote: Quote,
  lists: readonly number[],
): Fence {
  const [, marker = '', info = ''] = opening.exec(line.slice(content)) ?? []
  const own = line.slice(quote.prefix.length, content)
  const indent = quote.prefix + own.replace(/[^\t]/g, ' ')
  return { marker, info, indent, quotes: quote.quotes, base: lists.at(-1) ?? 0 }
}
