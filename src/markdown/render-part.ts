import type { Fence } from './fences.ts'
import { linesOf, readLine, type ScanState, scan, topOfText } from './scan-lines.ts'

/** What a part starts from: the state of the text before it, and what it repeats because of that. */
export interface Continuation {
  readonly state: ScanState
  readonly prefix: string
  readonly isFirst: boolean
}

export const firstPart: Continuation = { state: topOfText, prefix: '', isFirst: true }

export function continueAfter(state: ScanState, fits: (prefix: string) => boolean): Continuation {
  return { state, prefix: repeats(state).find(fits) ?? '', isFirst: false }
}

/** What may be repeated, the most faithful first. */
function repeats({ fence, table, quotePrefix, isMidLine }: ScanState): string[] {
  if (fence) {
    const openings = [fence.marker + fence.info, fence.marker]
    return openings.map(line => `${fence.indent}${line}\n${isMidLine ? fence.indent : ''}`)
  }
  if (isMidLine) return [quotePrefix]
  return table === undefined ? [] : [table]
}

export interface RenderLimits {
  /** Room kept for closing a fence. */
  readonly reserve: number
  fits(text: string): boolean
}

/** The part as it is posted, '' when it would show nothing. */
export function renderPart(
  part: Continuation,
  body: string,
  after: ScanState,
  { reserve, fits }: RenderLimits,
): string {
  const closed = withClosings(part.state, body)
  const text = closed === body ? '' : wrapPart(part, closed, after, reserve)
  return text !== '' && fits(text) ? text : wrapPart(part, body, after, reserve)
}

function wrapPart(part: Continuation, body: string, after: ScanState, reserve: number): string {
  const shown = withoutStrayClosing(part, body)
  if (shown.trim() === '') return ''
  const prefix = shown === body && repeatsHere(part, body) ? part.prefix : ''
  const text = prefix === '' ? trimStart(part, shown) : prefix + shown
  return dedent(part, shown, after.fence ? closeFence(text, after.fence, reserve) : text.trimEnd())
}

/** Closes fences that only end because their list item or quote does: chats do not end them there. */
function withClosings(start: ScanState, body: string): string {
  if (!start.fence && !/`{3}|~{3}/.test(body)) return body
  let state = start
  const lines = linesOf(body).map(line => {
    const { fence } = state
    const scanned = readLine(state, line)
    state = scanned.state
    const isLeft = fence && scanned.kind !== 'code' && scanned.kind !== 'fence-close'
    return isLeft ? `${fence.indent}${fence.marker}\n${line}` : line
  })
  return lines.join('')
}

/** When the text goes on with the end of the code, there is no code left to show. */
function withoutStrayClosing(part: Continuation, body: string): string {
  if (part.isFirst || !part.state.fence) return body
  const [line = ''] = linesOf(body)
  return readLine(part.state, line).kind === 'fence-close' ? body.slice(line.length) : body
}

/** A table or a fence may have ended just where the text was cut. */
function repeatsHere({ state }: Continuation, body: string): boolean {
  const first = readLine(state, linesOf(body)[0] ?? '')
  if (state.fence) return first.kind === 'code'
  return state.table === undefined || first.kind === 'row'
}

function trimStart({ state }: Continuation, text: string): string {
  const rest = state.isMidLine ? text.replace(/^[ \t]+/, '') : text
  return rest.replace(/^(?:[ \t]*\r?\n)+/, '')
}

/** Without the list above it, text deep in a list would be shown as code. */
function dedent(part: Continuation, body: string, text: string): string {
  const indent = /^[ \t]+/.exec(text)?.[0]
  if (part.isFirst || indent === undefined || !isInList(part.state, body)) return text
  const lines = linesOf(text)
  const end = lines.findIndex(line => line.trim() !== '' && !line.startsWith(indent))
  const inside = end === -1 ? lines : lines.slice(0, end)
  const moved = inside.map(line => (line.startsWith(indent) ? line.slice(indent.length) : line))
  return [...moved, ...lines.slice(inside.length)].join('')
}

function isInList(state: ScanState, body: string): boolean {
  if (state.fence) return state.lists.length > 0
  const blank = /^(?:[ \t]*\r?\n)*/.exec(body)?.[0] ?? ''
  const [line = ''] = linesOf(body.slice(blank.length))
  const first = readLine(scan(state, blank), line)
  return first.kind !== 'code' && first.state.lists.length > 0
}

function closeFence(text: string, fence: Fence, reserve: number): string {
  const room = reserve - 1 - fence.marker.length
  if (room < 0) return text
  const lineEnd = text.endsWith('\n') ? '' : '\n'
  return `${text}${lineEnd}${fence.indent.slice(0, room)}${fence.marker}`
}
