import { hardBreak, inlineBreak, wordBreak } from './inline-breaks.ts'
import { type LineKind, linesOf, readLine, type ScannedLine, type ScanState } from './scan-lines.ts'

/** How good it is to end a message before a line, best first. */
type Rank = 'block' | 'item' | 'nested' | 'gap' | 'line' | 'poor'

const order: readonly Exclude<Rank, 'poor'>[] = ['block', 'item', 'nested', 'gap', 'line']

/** How much of the window a cut of that rank must fill to be taken. */
const fill: Readonly<Record<Rank, number>> = {
  block: 0.4,
  item: 0.5,
  nested: 0.5,
  gap: 0.7,
  line: 0.5,
  poor: 1,
}

interface Overview {
  readonly last: ReadonlyMap<Rank, number>
  /** Where the paragraph at the end of the window starts. */
  readonly paragraph: number
  readonly endsInCode: boolean
}

/**
 * Where to cut a window that is one character longer than what fits. The answer depends on the window and the state
 * before it alone, and leaves two characters of the window uncut, so that text to come cannot change it.
 */
export function chooseCut(state: ScanState, window: string): number {
  const limit = window.length - 2
  const overview = surveyLines(state, window, limit)
  const good = order.find(rank => positionOf(overview, rank) >= window.length * fill[rank])
  if (good) return positionOf(overview, good)
  if (!overview.endsInCode) return inlineBreak(window, overview.paragraph, limit)
  const early = Math.max(...order.map(rank => positionOf(overview, rank)))
  return early > window.length * 0.15 ? early : codeBreak(window, limit)
}

const positionOf = (overview: Overview, rank: Rank) => overview.last.get(rank) ?? 0

/** Not before a fence marker or space: what follows would be read as the end of the code. */
function codeBreak(window: string, limit: number): number {
  let at = wordBreak(window, limit) ?? hardBreak(window, limit)
  while (at > window.length / 4 && /[`~\s]/.test(window.charAt(at))) {
    at = hardBreak(window, at - 1)
  }
  return at
}

function surveyLines(start: ScanState, window: string, limit: number): Overview {
  const last = new Map<Rank, number>()
  let state = start
  let at = 0
  let paragraph = 0
  for (const line of linesOf(window)) {
    const scanned = readLine(state, line)
    const rank = rankBefore(state, scanned)
    if (at > 0 && at <= limit) last.set(rank, at)
    if (!isContinued(scanned.kind, state.previous)) paragraph = at
    state = scanned.state
    at += line.length
  }
  const isClosing = state.previous === 'fence-close'
  const endsInCode = isClosing || state.fence !== undefined || state.table !== undefined
  return { last, paragraph, endsInCode }
}

const isContinued = (kind: LineKind, previous: LineKind) =>
  kind === 'text' && (previous === 'text' || previous === 'item')

function rankBefore(before: ScanState, line: ScannedLine): Rank {
  if (before.fence) return rankInCode(before, line)
  if (before.underHeading) return 'poor'
  if (before.table !== undefined) return rankInTable(before, line)
  return rankOutside(before, line)
}

function rankInCode(before: ScanState, { kind }: ScannedLine): Rank {
  if (before.previous === 'fence-open') return 'poor'
  return before.previousLine === '' && kind === 'code' ? 'gap' : 'line'
}

function rankInTable(before: ScanState, { kind, state }: ScannedLine): Rank {
  if (before.previous === 'delimiter') return 'poor'
  return kind === 'row' ? 'line' : blockRank(state)
}

function rankOutside(before: ScanState, { kind, state }: ScannedLine): Rank {
  if (kind === 'delimiter' || kind === 'code') return 'poor'
  if (isUnderline(before.previous, kind)) return 'poor'
  if (state.previous === 'item') return itemRank(state)
  const isBoundary = before.previous !== 'text' && before.previous !== 'item'
  const startsBlock = kind !== 'text'
  return isBoundary || startsBlock ? blockRank(state) : 'poor'
}

const isUnderline = (previous: LineKind, kind: LineKind) => kind === 'rule' && previous === 'text'

const itemRank = (state: ScanState): Rank => (state.lists.length > 1 ? 'nested' : 'item')

function blockRank(state: ScanState): Rank {
  if (state.quotes > 0) return 'nested'
  if (state.lists.length === 0) return 'block'
  return state.previous === 'blank' && state.lists.length === 1 ? 'item' : 'nested'
}
