import type { Nodes } from 'mdast'
import { codePointBoundary, graphemeBoundary } from './grapheme.ts'
import { parseMarkdown, type Span, spanOf } from './parse-markdown.ts'

const sentenceEnd = /[.!?…؟۔।]+["'”’»)\]*_]*\s+|[。！？｡]+["'”’」』）]*|\n/g
const lineMarkers = /^(?:[ \t>]|[-*+#]+[ \t]|\d{1,9}[.)][ \t])*/
const wordEnd = /[ \t\r\n]+/g

/** Links, code and the like must stay whole; emphasis had better. */
const whole = new Set(['link', 'linkReference', 'image', 'imageReference', 'inlineCode', 'html'])
const preferred = new Set(['strong', 'emphasis', 'delete'])

/** Characters before the end of a window that need to be understood. */
const enough = 500

interface Breaks {
  readonly sentences: readonly number[]
  readonly words: readonly number[]
  readonly whole: readonly Span[]
  readonly any: readonly Span[]
}

/** Where to cut a window that has no good line to end on: `from` is where its last paragraph starts. */
export function inlineBreak(window: string, from: number, last: number): number {
  const breaks = readBreaks(window, from, last)
  const half = window.length / 2
  return (
    lastOutside(breaks.sentences, breaks.any, half) ??
    lastOutside(breaks.words, breaks.any, half) ??
    lastOutside(breaks.words, breaks.whole, half) ??
    lastOutside(from <= last ? [from] : [], [], half) ??
    characterOutside(window, breaks.whole, last, half) ??
    lastOutside([...breaks.words, ...breaks.whole.map(span => span.start)], breaks.whole, 1) ??
    hardBreak(window, last)
  )
}

/** Cuts between two characters, wherever that is. */
export function hardBreak(window: string, last: number): number {
  const at = graphemeBoundary(window, last) || Math.max(1, codePointBoundary(window, last))
  return beforeMarks(window, at) || at
}

/** Half a fence or code mark would mean something else. */
function beforeMarks(window: string, at: number): number {
  const mark = window.charAt(at)
  if (mark !== '`' && mark !== '~') return at
  let start = at
  while (start > 0 && window.charAt(start - 1) === mark) start -= 1
  return start
}

/** The last gap between two words in the second half of the window. */
export function wordBreak(window: string, last: number): number | undefined {
  const from = Math.ceil(window.length / 2)
  return endsOf(wordEnd, window, from, last).at(-1)
}

function readBreaks(window: string, from: number, last: number): Breaks {
  const start = parseStart(window, from)
  const nodes = spansIn(window, start)
  const tail = openTail(window, start, nodes.whole)
  const all = tail ? [...nodes.whole, tail] : nodes.whole
  return {
    sentences: endsOf(sentenceEnd, window, from, last),
    words: endsOf(wordEnd, window, from + markers(window.slice(from)), last),
    whole: all,
    any: [...nodes.preferred, ...all],
  }
}

/** A marker alone on a line would be something else than it was. */
const markers = (text: string) => lineMarkers.exec(text)?.[0].length ?? 0

function endsOf(pattern: RegExp, window: string, from: number, last: number): number[] {
  const matches = window.slice(from).matchAll(pattern)
  return Array.from(matches, match => from + match.index + match[0].length).filter(
    end => end <= last,
  )
}

function lastOutside(
  positions: readonly number[],
  spans: readonly Span[],
  least: number,
): number | undefined {
  const isOutside = (at: number) => at >= least && !spans.some(span => isInside(at, span))
  return positions.findLast(isOutside)
}

const isInside = (at: number, { start, end }: Span) => at > start && at < end

function characterOutside(window: string, spans: readonly Span[], last: number, least: number) {
  const blocking = spans.filter(span => isInside(last, span))
  const limit = Math.min(last, ...blocking.map(span => span.start))
  const at = beforeMarks(window, graphemeBoundary(window, limit))
  return at >= least ? at : undefined
}

/** Parsing costs more than all the rest, and only the end matters: a sentence with no code or link open will do. */
function parseStart(window: string, from: number): number {
  const latest = window.length - enough
  if (latest <= from) return from
  const starts = endsOf(sentenceEnd, window, from, latest)
  const start = starts.findLast(end => isBalanced(window.slice(from, end)))
  return start ?? Math.max(from, window.length - 3 * enough)
}

function isBalanced(text: string): boolean {
  const count = (char: string) => text.split(char).length - 1
  return count('`') % 2 === 0 && count('[') === count(']')
}

function spansIn(window: string, from: number) {
  const found: { whole: Span[]; preferred: Span[] } = { whole: [], preferred: [] }
  const paragraph = window.slice(from)
  if (!/[`[\]<*_~]|:\/\/|www\.|@/.test(paragraph)) return found
  visit(parseMarkdown(paragraph), node => {
    if (!node.position) return
    const { start, end } = spanOf(node)
    const span = { start: from + start, end: from + end }
    if (whole.has(node.type)) found.whole.push(span)
    if (preferred.has(node.type)) found.preferred.push(span)
  })
  return found
}

function visit(node: Nodes, see: (node: Nodes) => void): void {
  see(node)
  if ('children' in node) for (const child of node.children) visit(child, see)
}

/** A link or code that has begun and whose end is not in sight. */
function openTail(window: string, start: number, spans: readonly Span[]): Span | undefined {
  const ends = spans.map(span => span.end).filter(end => end < window.length)
  const from = Math.max(window.length - enough, ...ends, start)
  const tail = /(?:`+[^`]*|!?\[[^\][]*(?:\](?:\([^()\s]*)?)?|<[^<>\s]*)$/.exec(window.slice(from))
  if (!tail) return undefined
  return { start: from + tail.index, end: window.length + 1 }
}
