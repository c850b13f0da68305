import type {
  Block,
  Button,
  Card,
  ChartBlock,
  Fact,
  FileBlock,
  MenuBlock,
  Row,
} from '../../src/ui/card.ts'
import type { OutFile } from './attach.ts'
import { cut, limits } from './limits.ts'
import { tableText } from './render-table.ts'
import { toDiscordText } from './to-text.ts'

/** What a card is made of on Discord. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly ofList?: boolean }
  | { readonly kind: 'row'; readonly text: string; readonly button: Button }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | { readonly kind: 'menu'; readonly menu: MenuBlock }
  | { readonly kind: 'picture' | 'file'; readonly file: OutFile }

const longestRow = 600

export function piecesOf({ blocks }: Card): Piece[] {
  return blocks.flatMap(toPieces).filter(isShown)
}

/** What a block says, without its controls. */
export function textOf(block: Block): string {
  return toPieces(block)
    .flatMap(piece => ('text' in piece ? piece.text : []))
    .join('\n')
}

function isShown(piece: Piece): boolean {
  if (piece.kind === 'buttons') return piece.buttons.length > 0
  if (piece.kind === 'menu') return piece.menu.options.length > 0
  if ('file' in piece) return true
  return piece.kind === 'row' || piece.text.trim() !== ''
}

function toPieces(block: Block): Piece[] {
  switch (block.kind) {
    case 'text':
      return [{ kind: 'text', text: toDiscordText(block.markdown) }]
    case 'note':
      return [{ kind: 'text', text: noteText(block.markdown) }]
    case 'facts':
      return [{ kind: 'text', text: block.facts.map(factText).join('\n') }]
    case 'table':
      return [{ kind: 'text', text: tableText(block) }]
    case 'rows':
      return block.rows.map(toRowPiece)
    case 'buttons':
      return [{ kind: 'buttons', buttons: block.buttons }]
    case 'menu':
      return [{ kind: 'menu', menu: block }]
    case 'chart':
      return chartPieces(block)
    case 'file':
      return filePieces(block)
    default:
      return block satisfies never
  }
}

/** `-# ` makes one line small. */
function noteText(markdown: string): string {
  const lines = markdown.split('\n').filter(line => line.trim() !== '')
  return lines.map(line => `-# ${line}`).join('\n')
}

const factText = ({ label, value }: Fact): string => `**${label}** ${value}`

function toRowPiece({ markdown, button }: Row): Piece {
  const text = cut(toDiscordText(markdown).trim() || '·', longestRow)
  return button ? { kind: 'row', text, button } : { kind: 'text', text, ofList: true }
}

function chartPieces({ chart }: ChartBlock): Piece[] {
  const description = cut(`${chart.title}: ${chart.summary}`, limits.altText)
  return [
    { kind: 'picture', file: { name: 'chart.png', description, content: chart } },
    { kind: 'text', text: noteText(chart.summary) },
  ]
}

/** Discord takes only plain letters in the name of a file that a card shows. */
function filePieces({ name, alt, content }: FileBlock): Piece[] {
  const file = { name: name.replaceAll(/[^\w.-]+/g, '_'), description: alt, content }
  return [
    { kind: 'file', file },
    { kind: 'text', text: noteText(alt) },
  ]
}
