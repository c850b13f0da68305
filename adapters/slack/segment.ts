import {
  linesOf,
  readLine,
  type ScanState,
  scan,
  topOfText,
} from '../../src/markdown/scan-lines.ts'
import { limits } from './limits.ts'

/**
 * One streamed message's share of the answer. What was appended cannot be taken back, so where a message ends is decided
 * before its text is sent, other than for a message that can be edited (`createSplitter`).
 */
export interface Segment {
  /** What is open where it begins: code, a table. */
  readonly state: ScanState
  /** Where in the answer this message begins, and how far Slack has it. */
  readonly start: number
  readonly sent: number
}

export interface Step {
  /** What to append. */
  readonly text: string
  /** The segment once Slack has it; the next message's if this one ends here. */
  readonly next: Segment
  readonly endsMessage: boolean
}

export interface Moment {
  readonly isFinal: boolean
  readonly ageMs: number
}

export const firstSegment: Segment = { state: topOfText, start: 0, sent: 0 }

const longestPrefix = 2_000
const roomToClose = 32

/** What to send next of the text so far, if anything. */
export function nextStep(raw: string, segment: Segment, moment: Moment): Step | undefined {
  const { end, endsMessage } = chooseEnd(raw, segment, moment)
  if (end <= segment.sent && !endsMessage) return undefined
  const text = opening(raw, segment, end) + (endsMessage ? closing(raw, segment, end) : '')
  const next = endsMessage ? continueAt(raw, segment, end) : { ...segment, sent: end }
  return { text, next, endsMessage }
}

/** The message that goes on after the one before ended at `end`. */
export function continueAt(raw: string, segment: Segment, end: number): Segment {
  return { state: scan(segment.state, raw.slice(segment.start, end)), start: end, sent: end }
}

/** A message that goes on repeats an open fence or the head of an open table, unless they end right there. */
function opening(raw: string, { state, start, sent }: Segment, end: number): string {
  const body = raw.slice(sent, end)
  if (sent > start || start === 0) return body
  const [line = ''] = linesOf(raw.slice(start, end))
  const { kind } = readLine(state, line)
  if (state.fence && kind === 'fence-close') return body.slice(line.length).trimStart()
  if (state.fence) return fenceLine(state) + body
  const head = state.table ?? ''
  const goesOn = kind === 'row' && head.length <= longestPrefix
  return goesOn ? head + body : body.replace(/^(?:[ \t]*\r?\n)+/, '')
}

/** How a message that goes on from here begins. */
export function prefixOf({ state, start }: Segment): string {
  if (start === 0) return ''
  return state.fence ? fenceLine(state) : (state.table ?? '').slice(0, longestPrefix)
}

const fenceLine = ({ fence }: ScanState): string =>
  fence ? `${fence.indent}${fence.marker}${fence.info.slice(0, 40)}\n` : ''

function closing(raw: string, segment: Segment, end: number): string {
  const { fence } = continueAt(raw, segment, end).state
  if (!fence) return ''
  const lineEnd = raw.charAt(end - 1) === '\n' ? '' : '\n'
  return `${lineEnd}${fence.indent}${fence.marker}`
}

interface End {
  readonly end: number
  readonly endsMessage: boolean
}

function chooseEnd(raw: string, segment: Segment, moment: Moment): End {
  if (!isReady(raw, segment, moment)) return { end: segment.sent, endsMessage: false }
  const cap = segment.start + limits.streamText - prefixOf(segment).length - roomToClose
  if (moment.isFinal && raw.length <= cap) return { end: raw.length, endsMessage: false }
  const softFrom = isOld(moment) ? segment.sent : segment.start + limits.streamSoftText
  if (raw.length <= softFrom) return { end: wholeWords(raw, segment.sent), endsMessage: false }
  return chooseLast(raw.slice(0, cap), segment, { softFrom, fits: raw.length <= cap, ...moment })
}

interface Soft extends Moment {
  readonly softFrom: number
  readonly fits: boolean
}

/** Where a message ends that is nearly full, or nearly too old. */
function chooseLast(window: string, segment: Segment, { softFrom, fits, ageMs }: Soft): End {
  const cuts = findCuts(window, segment, Math.max(softFrom, segment.sent))
  if (cuts.block !== undefined) return { end: cuts.block, endsMessage: true }
  if (!fits) return { end: cuts.line ?? cuts.word ?? hardEnd(window), endsMessage: true }
  const endsMessage = ageMs > limits.streamMs
  const whole = cuts.line ?? (endsMessage ? cuts.word : undefined)
  return { end: whole ?? segment.sent, endsMessage }
}

const longestWord = 60

/** A word is sent in one piece, for the message may have to end at any time. */
function wholeWords(raw: string, sent: number): number {
  const end = wordEnd(raw, sent) ?? sent
  return raw.length - end > longestWord ? raw.length : end
}

const isOld = ({ ageMs }: Moment) => ageMs > limits.streamSoftMs

/** What a continued message repeats depends on its first line, so that has to be there. */
function isReady(raw: string, { start, sent }: Segment, { isFinal }: Moment): boolean {
  return start === 0 || isFinal || sent > start || raw.slice(start).includes('\n')
}

interface Cuts {
  /** After a blank line outside of code and tables. */
  readonly block: number | undefined
  readonly line: number | undefined
  readonly word: number | undefined
}

function findCuts(window: string, segment: Segment, from: number): Cuts {
  const { start, sent } = segment
  let { state } = segment
  let at = start
  let block: number | undefined
  let line: number | undefined
  for (const text of linesOf(window.slice(start))) {
    state = readLine(state, text).state
    at += text.length
    if (at <= sent || !text.endsWith('\n')) continue
    line = at
    const isBlock = state.previous === 'blank' && !state.fence && state.table === undefined
    if (isBlock && at >= from) block = at
  }
  return { block, line, word: wordEnd(window, sent) }
}

function wordEnd(window: string, sent: number): number | undefined {
  const space = Math.max(window.lastIndexOf(' '), window.lastIndexOf('\n'))
  return space > sent ? space + 1 : undefined
}

/** Not in the middle of a character. */
function hardEnd(window: string): number {
  const last = window.charCodeAt(window.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? window.length - 1 : window.length
}
