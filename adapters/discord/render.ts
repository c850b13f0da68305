import {
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  type APISectionComponent,
  type APITextDisplayComponent,
  ComponentType,
  MessageFlags,
} from 'discord.js'
import { type Block, type Card, withoutPictures } from '../../src/ui/card.ts'
import type { MessageBody } from './api.ts'
import type { OutFile } from './attach.ts'
import { type Piece, piecesOf } from './card-pieces.ts'
import { fitPieces } from './fit-pieces.ts'
import { limits } from './limits.ts'
import { toButton, toButtonRows, toMenuRow } from './render-controls.ts'

type Component = APIComponentInContainer & APIMessageTopLevelComponent

/** A card as a message of components: https://docs.discord.com/developers/components/reference */
export function toDiscordMessage(card: Card): MessageBody {
  const { body, files } = toBody(card)
  if (files.length === 0) return { ...body, files }
  return { ...body, files, inWords: toBody(withoutPictures(card)).body }
}

function toBody(card: Card): { readonly body: MessageBody; readonly files: readonly OutFile[] } {
  const taken = new Set<string>()
  const pieces = nameFiles(fitPieces(piecesOf(card)))
  const drawn = pieces.flatMap(piece => toComponents(piece, taken))
  const components = drawn.length > 0 ? drawn : [toTextDisplay('…')]
  const body: MessageBody = {
    flags: MessageFlags.IsComponentsV2,
    components: isFramed(card) ? [{ type: ComponentType.Container, components }] : components,
  }
  return { body, files: pieces.flatMap(piece => ('file' in piece ? piece.file : [])) }
}

/** Each has a name of its own, by which its place in the card refers to it. */
function nameFiles(pieces: readonly Piece[]): readonly Piece[] {
  let count = 0
  return pieces.flatMap((piece): readonly Piece[] => {
    if (!('file' in piece)) return [piece]
    count += 1
    if (count > limits.files) return []
    const name = count === 1 ? piece.file.name : `${count}-${piece.file.name}`
    return [{ ...piece, file: { ...piece.file, name } }]
  })
}

/** Plain sentences stand by themselves, everything else in a frame. */
const isFramed = ({ blocks }: Card): boolean => !blocks.every(isPlain)
const isPlain = ({ kind }: Block): boolean => kind === 'text' || kind === 'note'

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
    case 'picture': {
      const { name, description } = piece.file
      const item = { media: { url: `attachment://${name}` }, description }
      return [{ type: ComponentType.MediaGallery, items: [item] }]
    }
    case 'file':
      return [{ type: ComponentType.File, file: { url: `attachment://${piece.file.name}` } }]
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
