import { closingOf, type Fence, fenceOf, isOpening } from './fences.ts'
import {
  columnsOf,
  leadingSpace,
  type Place,
  peelQuotes,
  type Quote,
  readContainers,
  rule,
} from './line-containers.ts'
import { isDelimiterOf } from './table-rows.ts'

/**
 * Reads Markdown line by line and keeps just enough state to know, at any line start, which fence, table, list or
 * quote is open. A line never changes what earlier lines meant, so it works on a text that is still growing, and it is
 * some hundred times faster than a syntax tree, which is kept for what needs one: the inside of a paragraph or table.
 */
export type LineKind =
  | 'blank'
  | 'text'
  | 'heading'
  | 'item'
  | 'rule'
  | 'fence-open'
  | 'fence-close'
  | 'code'
  | 'delimiter'
  | 'row'

export interface ScanState {
  readonly quotes: number
  readonly quotePrefix: string
  /** Column at which the content of each open list item starts. */
  readonly lists: readonly number[]
  readonly fence: Fence | undefined
  /** Header and delimiter row of the table that is open. */
  readonly table: string | undefined
  readonly previous: LineKind
  readonly previousLine: string
  /** Its text, unless it only belongs to the paragraph above it, where no table can start. */
  readonly previousContent: string | undefined
  /** Nothing but blank lines since the last heading. */
  readonly underHeading: boolean
  /** The text was cut inside a line: what comes is the rest of it. */
  readonly isMidLine: boolean
}

export interface ScannedLine {
  readonly state: ScanState
  readonly kind: LineKind
  /** Where the text starts, after quote marks, indentation and list markers. */
  readonly content: number
}

export const topOfText: ScanState = {
  quotes: 0,
  quotePrefix: '',
  lists: [],
  fence: undefined,
  table: undefined,
  previous: 'blank',
  previousLine: '',
  previousContent: '',
  underHeading: false,
  isMidLine: false,
}

const heading = /^#{1,6}(?:[ \t]|$)/

/** The lines of a text with their line ends; the last one may be unfinished. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

export function scan(state: ScanState, text: string): ScanState {
  const end = linesOf(text).reduce((before, line) => readLine(before, line).state, state)
  if (text.endsWith('\n')) return end
  const table = end.previous === 'delimiter' ? undefined : end.table
  return { ...end, table, previousContent: undefined, isMidLine: true }
}

export function readLine(state: ScanState, lineWithEnd: string): ScannedLine {
  const line = lineWithEnd.replace(/\r?\n?$/, '')
  return state.fence ? readCode(state, state.fence, line) : readBlock(state, line)
}

function readCode(state: ScanState, fence: Fence, line: string): ScannedLine {
  const quote = peelQuotes(line, fence.quotes)
  const inner = line.slice(quote.prefix.length)
  const space = leadingSpace(inner)
  const column = columnsOf(space)
  const leftItem = inner.trim() !== '' && column < fence.base
  if (!state.isMidLine && (quote.quotes < fence.quotes || leftItem)) {
    return readBlock({ ...state, fence: undefined, previous: 'fence-close' }, line)
  }
  const content = quote.prefix.length + space.length
  const marker = closingOf(line.slice(content))
  const isNear = !state.isMidLine && column - fence.base < 4
  const closes = marker.startsWith(fence.marker) && isNear
  const kind: LineKind = closes ? 'fence-close' : 'code'
  const next: ScanState = {
    ...state,
    fence: closes ? undefined : fence,
    previous: kind,
    previousLine: line,
    underHeading: false,
    isMidLine: false,
  }
  return { kind, content, state: next }
}

function readBlock(before: ScanState, line: string): ScannedLine {
  const quote = peelQuotes(line, Number.POSITIVE_INFINITY)
  const state = enterQuotes(before, quote.quotes)
  const inner = line.slice(quote.prefix.length)
  const place = readContainers(state.lists, state.previous === 'text', inner)
  const content = quote.prefix.length + place.at
  const text = line.slice(content)
  const kind = kindOf(state, place, text)
  return {
    kind,
    content,
    state: {
      quotes: quote.quotes,
      quotePrefix: quote.prefix,
      lists: listsAfter(state, place, kind),
      fence: kind === 'fence-open' ? fenceOf(line, content, quote, place.lists) : undefined,
      table: tableAfter(state, kind, line),
      previous: kind,
      previousLine: line,
      previousContent: isLazy(before, quote, place) ? undefined : text,
      underHeading: kind === 'heading' || (kind === 'blank' && state.underHeading),
      isMidLine: false,
    },
  }
}

function enterQuotes(state: ScanState, quotes: number): ScanState {
  return quotes === state.quotes ? state : { ...state, lists: [], table: undefined }
}

/** A line of text without indentation still belongs to the paragraph of the item above it. */
function listsAfter(state: ScanState, place: Place, kind: LineKind): readonly number[] {
  const isKept = kind === 'blank' || (kind === 'text' && isParagraph(state.previous))
  return isKept ? state.lists : place.lists
}

function isLazy(before: ScanState, { quotes }: Quote, place: Place): boolean {
  if (place.isItem || !isParagraph(before.previous)) return false
  const isLess = quotes < before.quotes || place.lists.length < before.lists.length
  return isLess || (quotes === before.quotes && before.previousContent === undefined)
}

function kindOf(state: ScanState, place: Place, text: string): LineKind {
  if (text.trim() === '') return place.isItem ? 'item' : 'blank'
  if (place.isIndented) return isParagraph(state.previous) ? 'text' : 'code'
  return constructOf(state, text) ?? textKind(state, place)
}

function constructOf(state: ScanState, text: string): LineKind | undefined {
  if (isOpening(text)) return 'fence-open'
  if (heading.test(text)) return 'heading'
  if (isDelimiter(state, text)) return 'delimiter'
  return rule.test(text) ? 'rule' : undefined
}

function textKind(state: ScanState, place: Place): LineKind {
  if (place.isItem) return 'item'
  const isInside = place.lists.length >= state.lists.length
  return state.table !== undefined && isInside ? 'row' : 'text'
}

function isDelimiter(state: ScanState, text: string): boolean {
  if (state.table !== undefined || !isParagraph(state.previous)) return false
  const header = state.previousContent
  return header !== undefined && isDelimiterOf(header, text)
}

function tableAfter(state: ScanState, kind: LineKind, line: string): string | undefined {
  if (kind === 'delimiter') return `${state.previousLine}\n${line}\n`
  return kind === 'row' ? state.table : undefined
}

const isParagraph = (kind: LineKind) => kind === 'text' || kind === 'item'
