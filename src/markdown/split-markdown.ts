import { chooseCut } from './choose-cut.ts'
import {
  type Continuation,
  continueAfter,
  firstPart,
  type RenderLimits,
  renderPart,
} from './render-part.ts'
import { scan } from './scan-lines.ts'

export interface SplitLimits {
  /** The longest part allowed, at least 32. */
  readonly maxLength: number
  /**
   * How the platform counts; UTF-16 length when left out. Longer text must never count less, and a text put together
   * from two must never count more than both.
   */
  readonly measure?: (text: string) => number
}

export interface Splitter {
  /** Takes more text. `closed` are the parts this finished, `open` is what stands after them so far ('' if nothing). */
  push(delta: string): { readonly closed: readonly string[]; readonly open: string }
}

const leastLength = 32

/** Room kept for closing a fence. */
const mostReserve = 24

/**
 * Splits Markdown into messages of at most `maxLength`: between blocks, then list items, then lines of code or rows of a
 * table (fence and header are repeated), then sentences, words, characters.
 *
 * **Stable while text arrives: every part but the last is final.** For any text `a` and any `b`, all parts of
 * `splitMarkdown(a)` except the last are, unchanged and in the same order, the first parts of `splitMarkdown(a + b)`.
 *
 * **Nothing is lost.** Without the repeated fences, headers and quote marks the parts hold every character of the text
 * in order, except for blank space where two parts meet, the indentation of a list that went on from another part, and
 * the end of a fence that was closed already.
 *
 * A text without fences is split when it is longer than `maxLength`, one with fences up to 24 characters earlier, so
 * that they can always be closed. Mentions: split first and neutralise each part, measuring the neutralised text.
 */
export function splitMarkdown(text: string, limits: SplitLimits): string[] {
  const { closed, open } = createSplitter(limits).push(text)
  return open === '' ? [...closed] : [...closed, open]
}

/** `splitMarkdown` for text that arrives in pieces, however cut; what it has closed it does not look at again. */
export function createSplitter(limits: SplitLimits): Splitter {
  if (limits.maxLength < leastLength) throw new RangeError(`maxLength is below ${leastLength}`)
  const frame = frameOf(limits)
  let part = firstPart
  let rest = ''
  return {
    push(delta) {
      rest += delta
      const closed: string[] = []
      for (let size = windowSize(frame, part, rest); size > 0; ) {
        const body = rest.slice(0, chooseCut(part.state, rest.slice(0, size)))
        const after = scan(part.state, body)
        closed.push(renderPart(part, body, after, frame))
        part = continueAfter(after, prefix => frame.measure(prefix) <= frame.longestPrefix)
        rest = rest.slice(body.length)
        size = windowSize(frame, part, rest)
      }
      const open = renderPart(part, rest, scan(part.state, rest), frame)
      return { closed: closed.filter(text => text !== ''), open }
    },
  }
}

interface Frame extends RenderLimits {
  readonly maxLength: number
  readonly measure: (text: string) => number
  readonly longestPrefix: number
}

function frameOf({ maxLength, measure = text => text.length }: SplitLimits): Frame {
  const reserve = Math.min(mostReserve, Math.floor(maxLength / 4))
  const fits = (text: string) => measure(text) <= maxLength
  return { maxLength, measure, reserve, fits, longestPrefix: Math.floor(maxLength / 3) }
}

/**
 * The length of the text that decides the next cut, or 0 while what is there still fits. Both answers only ever change
 * in one direction as text arrives: from fitting to not fitting, and then to the same length whatever follows.
 */
function windowSize(frame: Frame, part: Continuation, rest: string): number {
  const window = overflow(frame, part.prefix, rest, frame.maxLength - frame.reserve)
  if (window === 0) return 0
  if (overflow(frame, part.prefix, rest, frame.maxLength) > 0) return window
  const mayNeedClosing = part.state.fence !== undefined || /`{3}|~{3}/.test(rest)
  return mayNeedClosing ? window : 0
}

/** How many characters it takes to exceed the limit, 0 if the text does not. */
function overflow({ measure }: Frame, prefix: string, rest: string, limit: number): number {
  const exceeds = (length: number) => measure(prefix + rest.slice(0, length)) > limit
  let high = Math.min(rest.length, limit + 1)
  while (!exceeds(high)) {
    if (high >= rest.length) return 0
    high = Math.min(rest.length, high * 2)
  }
  let low = 0
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (exceeds(middle)) high = middle
    else low = middle
  }
  return high
}
