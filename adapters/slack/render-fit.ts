import { asJson, type Json, textAt } from './json.ts'
import { cut } from './limits.ts'

/** All text that a person would read, which is what Slack counts. */
function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + textLength(one), 0)
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [key, one]) =>
      sum + (key === 'text' && typeof one === 'string' ? one.length : textLength(one)),
    0,
  )
}

const leastText = 200

/** Shortens the longest texts, then leaves out what stands last, until all of it fits into one message. */
export function fitText(blocks: readonly Json[], max: number): readonly Json[] {
  const fitting = [...blocks]
  for (let over = textLength(fitting) - max; over > 0; over = textLength(fitting) - max) {
    const index = longestText(fitting)
    if (index === -1) fitting.pop()
    else fitting[index] = shorten(fitting[index], over)
  }
  return fitting
}

function longestText(blocks: readonly Json[]): number {
  const lengths = blocks.map(block => (isShortenable(block) ? words(block).length : 0))
  const longest = Math.max(0, ...lengths)
  return longest > leastText ? lengths.indexOf(longest) : -1
}

const isShortenable = (block: Json) =>
  block['type'] === 'markdown' ||
  (block['type'] === 'section' && textAt(block, 'text', 'text') !== '')

const words = (block: Json): string =>
  block['type'] === 'markdown' ? textAt(block, 'text') : textAt(block, 'text', 'text')

function shorten(block: Json | undefined, by: number): Json {
  const shown = asJson(block)
  const text = words(shown)
  const shorter = cut(text, Math.max(leastText, text.length - by))
  if (shown['type'] === 'markdown') return { ...shown, text: shorter }
  return { ...shown, text: { ...asJson(shown['text']), text: shorter } }
}
