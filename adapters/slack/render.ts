import { toPlainText } from '../../src/markdown/plain.ts'
import type { Block, Card } from '../../src/ui/card.ts'
import { withBlockIds } from './action-id.ts'
import type { Json } from './json.ts'
import { limits } from './limits.ts'
import { type Draw, drawBlock } from './render-blocks.ts'
import { noPictures, type Pictures } from './render-chart.ts'
import { fitText } from './render-fit.ts'
import { escapeText, type Names, withoutPings } from './to-mrkdwn.ts'

export interface Rendered {
  /** What a notification and a screen reader say. */
  readonly text: string
  readonly blocks: readonly Json[]
}

const nobody: Names = new Map()

/** A card as a message. `names` are those of the people it mentions. */
export function toMessage(
  card: Card,
  names: Names = nobody,
  pictures: Pictures = noPictures,
): Rendered {
  const frame = { names, maxBlocks: limits.blocks, isAnswer: false, pictures }
  return render(card, { surface: 'message', ...frame })
}

/** A card under an answer, which shares the message's room with its text. */
export function toFooter(card: Card, names: Names = nobody, maxText = 1_500): Rendered {
  const frame = { names, maxBlocks: limits.blocks - 2, isAnswer: true, maxText }
  return render(card, { surface: 'message', ...frame })
}

export function toHomeView(card: Card, names: Names = nobody): Json {
  const frame = { names, maxBlocks: limits.viewBlocks, isAnswer: false }
  return { type: 'home', blocks: render(card, { surface: 'view', ...frame }).blocks }
}

interface Frame {
  readonly surface: 'message' | 'view'
  readonly names: Names
  readonly maxBlocks: number
  readonly isAnswer: boolean
  readonly maxText?: number
  readonly pictures?: Pictures
}

function render(card: Card, frame: Frame): Rendered {
  const draw: Draw = {
    surface: frame.surface,
    clean: text => withoutPings(text, frame.names),
    pictures: frame.pictures ?? noPictures,
    hasTable: false,
    nextAction: 0,
  }
  const drawn = card.blocks.flatMap(block => drawBlock(block, draw))
  const fitting = fitText(cutList(drawn, frame.maxBlocks), frame.maxText ?? limits.blockText)
  const blocks = fitting.length > 0 || frame.isAnswer ? fitting : [smallPrint('–')]
  return { text: summary(card, draw.clean), blocks: withBlockIds(blocks, frame.isAnswer) }
}

const smallPrint = (text: string): Json => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text }],
})

function cutList(blocks: readonly Json[], max: number): readonly Json[] {
  if (blocks.length <= max) return blocks
  const left = blocks.length - max + 1
  return [...blocks.slice(0, max - 1), smallPrint(`… and ${left} more that do not fit here`)]
}

function summary(card: Card, clean: (text: string) => string): string {
  const words = card.blocks.map(wordsOf).find(text => text.trim() !== '') ?? ''
  return escapeText(toPlainText(clean(words))) || 'Switchboard'
}

function wordsOf(block: Block): string {
  switch (block.kind) {
    case 'text':
    case 'note':
      return block.markdown
    case 'facts':
      return block.facts.map(fact => `${fact.label}: ${fact.value}`).join(', ')
    case 'table':
      return block.columns.join(', ')
    case 'rows':
      return block.rows[0]?.markdown ?? ''
    case 'buttons':
      return block.buttons.map(button => button.label).join(', ')
    case 'menu':
      return block.placeholder
    case 'chart':
      return `${block.chart.title}: ${block.chart.summary}`
    case 'file':
      return block.name
    default:
      return block satisfies never
  }
}
