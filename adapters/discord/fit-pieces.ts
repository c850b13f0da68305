import { splitMarkdown } from '../../src/markdown/split-markdown.ts'
import type { Piece } from './card-pieces.ts'
import { limits } from './limits.ts'

/** How many components a piece takes. */
function costOf(piece: Piece): number {
  switch (piece.kind) {
    case 'text':
    case 'picture':
    case 'file':
      return 1
    case 'row':
      return 3
    case 'buttons':
      return piece.buttons.length + Math.ceil(piece.buttons.length / limits.buttonsInRow)
    case 'menu':
      return 2
    default:
      return piece satisfies never
  }
}

const lengthOf = (piece: Piece): number => ('text' in piece ? piece.text.length + 1 : 0)
const isInList = (piece: Piece): boolean =>
  piece.kind === 'row' || (piece.kind === 'text' && piece.ofList === true)

interface Room {
  readonly components: number
  readonly text: number
}

/** The frame is a component too. */
const wholeRoom: Room = { components: limits.components - 1, text: limits.displayedText }
const noteRoom: Room = { components: 1, text: 40 }
const leastText = 40

/** Lists give way to what stands after them: a page's buttons stay reachable. */
function keptFor(later: readonly Piece[]): Room {
  const fixed = later.filter(piece => !isInList(piece))
  const text = fixed.reduce((sum, piece) => sum + lengthOf(piece), 0)
  return {
    components: fixed.reduce((sum, piece) => sum + costOf(piece), 0) + noteRoom.components,
    text: Math.min(text, 1000) + noteRoom.text,
  }
}

/** The pieces that one message holds, texts that stand together put together. */
export function fitPieces(pieces: readonly Piece[]): Piece[] {
  const kept: Piece[] = []
  let room = wholeRoom
  let left = 0
  const take = (piece: Piece) => {
    kept.push(piece)
    room = { components: room.components - costOf(piece), text: room.text - lengthOf(piece) }
  }
  const tellLeft = () => {
    if (left > 0) take({ kind: 'text', text: `-# … and ${left} more` })
    left = 0
  }
  for (const [index, piece] of pieces.entries()) {
    const fitted =
      left > 0 && isInList(piece) ? undefined : fitOne(piece, room, pieces.slice(index + 1))
    if (!isInList(piece)) tellLeft()
    if (fitted) take(fitted)
    else if (isInList(piece)) left += 1
  }
  tellLeft()
  return merge(kept)
}

function fitOne(piece: Piece, room: Room, later: readonly Piece[]): Piece | undefined {
  if (isInList(piece)) {
    const kept = keptFor(later)
    const fits =
      costOf(piece) + kept.components <= room.components && lengthOf(piece) + kept.text <= room.text
    return fits ? piece : undefined
  }
  if (costOf(piece) > room.components) return undefined
  return piece.kind === 'text' ? fitText(piece.text, room.text - noteRoom.text) : piece
}

function fitText(text: string, room: number): Piece | undefined {
  if (text.length < room) return { kind: 'text', text }
  if (room < leastText) return undefined
  const [first = ''] = splitMarkdown(text, { maxLength: room - 4 })
  return { kind: 'text', text: `${first}\n…` }
}

function merge(pieces: readonly Piece[]): Piece[] {
  const merged: Piece[] = []
  for (const piece of pieces) {
    const last = merged.at(-1)
    if (piece.kind === 'text' && last?.kind === 'text') {
      merged[merged.length - 1] = { kind: 'text', text: `${last.text}\n${piece.text}` }
    } else merged.push(piece)
  }
  return merged
}
