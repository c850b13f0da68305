import {
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  type APISectionComponent,
  type APITextDisplayComponent,
  ComponentType,
  MessageFlags,
} from 'discord.js'
import { type Card, type PlainBlock, type PlainCard, withoutPictures } from '../../src/ui/card.ts'
import type { MessageBody } from './api.ts'
import { type Piece, piecesOf } from './card-pieces.ts'
import { fitPieces } from './fit-pieces.ts'
import { toButton, toButtonRows, toMenuRow } from './render-controls.ts'

type Component = APIComponentInContainer & APIMessageTopLevelComponent

/** A card as a message of components: https://docs.discord.com/developers/components/reference */
export function toDiscordMessage(shown: Card): MessageBody {
  const card = withoutPictures(shown)
  const taken = new Set<string>()
  const drawn = fitPieces(piecesOf(card)).flatMap(piece => toComponents(piece, taken))
  const components = drawn.length > 0 ? drawn : [toTextDisplay('…')]
  return {
    flags: MessageFlags.IsComponentsV2,
    components: isFramed(card) ? [{ type: ComponentType.Container, components }] : components,
  }
}

/** Plain sentences stand by themselves, everything else in a frame. */
const isFramed = ({ blocks }: PlainCard): boolean => !blocks.every(isPlain)
const isPlain = ({ kind }: PlainBlock): boolean => kind === 'text' || kind === 'note'

function toComponents(piece: Piece, taken: Set<string>): Component[] {
  switch (piece.kind) {
    case 'text':
      return [toTextDisplay(piece.text)]
    case 'row':
      return [toSection(piece, taken)]
    case 'buttons':
      return toButtonRows(piece.buttons, taken)
    case 'menu': {
      const row = toMenuRow(piece.menu, taken)
      return row ? [row] : []
    }
    default:
      return piece satisfies never
  }
}

const toTextDisplay = (content: string): APITextDisplayComponent => ({
  type: ComponentType.TextDisplay,
  content,
})

function toSection(
  { text, button }: Piece & { kind: 'row' },
  taken: Set<string>,
): APISectionComponent {
  return {
    type: ComponentType.Section,
    components: [toTextDisplay(text)],
    accessory: toButton(button, taken),
  }
}
