import { splitMarkdown } from '../../src/markdown/split-markdown.ts'
import { type Card, type PlainBlock, withoutPictures } from '../../src/ui/card.ts'
import type { MessageBody } from './api.ts'
import { textOf } from './card-pieces.ts'
import { limits } from './limits.ts'
import { type Row, toButtonRows, toMenuRow } from './render-controls.ts'
import { toAnswerText, toGrowingText } from './to-text.ts'

const split = (text: string): string[] =>
  splitMarkdown(text, { maxLength: limits.content }).filter(part => part.trim() !== '')

/** The messages of an answer so far, with what stops it under the last; none before there is text. */
export function growingBodies(text: string, stop: Card): MessageBody[] {
  return withControls(split(toGrowingText(text)), controlsOf(stop))
}

/** The messages of a complete answer, its footer in the last one where there is room. */
export function finalBodies(text: string, footer: Card): MessageBody[] {
  const small = withoutPictures(footer).blocks.map(textOf).filter(Boolean).join('\n')
  return withControls(join(split(toAnswerText(text)), small), controlsOf(footer))
}

function join(parts: readonly string[], footer: string): string[] {
  const last = parts.at(-1)
  if (footer === '') return [...parts]
  if (last === undefined) return split(footer)
  const together = `${last.trimEnd()}\n${footer}`
  return together.length <= limits.content
    ? [...parts.slice(0, -1), together]
    : [...parts, ...split(footer)]
}

function withControls(parts: readonly string[], controls: readonly Row[]): MessageBody[] {
  if (parts.length === 0 && controls.length > 0) return [{ components: controls }]
  return parts.map((content, index) => ({
    content,
    components: index === parts.length - 1 ? controls : [],
  }))
}

function controlsOf(card: Card): Row[] {
  const taken = new Set<string>()
  return withoutPictures(card)
    .blocks.flatMap(block => toRows(block, taken))
    .slice(0, limits.rowsUnderAnswer)
}

function toRows(block: PlainBlock, taken: Set<string>): Row[] {
  if (block.kind === 'buttons') return toButtonRows(block.buttons, taken)
  const row = block.kind === 'menu' ? toMenuRow(block, taken) : undefined
  return row ? [row] : []
}
