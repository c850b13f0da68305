type Count = (text: string) => number

let loading: Promise<Count> | undefined

/** The tokenizer's tables are large and not needed to start: they load with the first question. */
export function loadTokenizer(): Promise<Count> {
  loading ??= import('gpt-tokenizer/encoding/o200k_base').then(({ countTokens }) =>
    inPieces(text => countTokens(text, { disallowedSpecial: new Set() })),
  )
  return loading
}

const PIECE = 400
const LONG_RUN = new RegExp(`\\S{${PIECE + 1},}|\\s{${PIECE + 1},}`, 'g')

/**
 * A word costs the tokenizer the square of its length: 100 kB without a space would take it a minute, in which nobody
 * is answered. Cut into pieces it takes milliseconds, and each cut adds a token at most.
 */
export const inPieces =
  (count: Count): Count =>
  text => {
    let total = 0
    let from = 0
    for (const { 0: run, index } of text.matchAll(LONG_RUN)) {
      total += count(text.slice(from, index))
      for (let at = 0; at < run.length; at += PIECE) total += count(run.slice(at, at + PIECE))
      from = index + run.length
    }
    return total + count(text.slice(from))
  }
