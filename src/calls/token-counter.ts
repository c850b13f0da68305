import { loadTokenizer } from '../lib/count-tokens.ts'
import type { ChatMessage } from '../ports/llm.ts'

/** Tokens of a message, with a margin: the tokenizer is exact for one maker only. */
export type CountTokens = (message: ChatMessage) => number

const MARGIN_PERCENT = 15
// each message has a frame of its own
const PER_MESSAGE = 4
const PER_IMAGE = 1100
const REMEMBERED = 2000

/** Threads repeat their history with each question, so counts are remembered. */
export async function createTokenCounter(): Promise<CountTokens> {
  const count = await loadTokenizer()
  const remembered = new Map<string, number>()

  const textTokens = (text: string): number => {
    const known = remembered.get(text)
    if (known !== undefined) return known
    const tokens = count(text)
    if (remembered.size >= REMEMBERED) remembered.clear()
    remembered.set(text, tokens)
    return tokens
  }

  return ({ text, images = [] }) =>
    Math.ceil((textTokens(text) * (100 + MARGIN_PERCENT)) / 100) +
    PER_MESSAGE +
    images.length * PER_IMAGE
}
