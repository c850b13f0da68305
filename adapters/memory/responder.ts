import type { Responder, Screen, Visibility } from '../../src/ports/chat.ts'
import type { Card } from '../../src/ui/card.ts'
import { type DialogLimits, problemsOfForm } from './check.ts'
import { BOT, type Origin, type Room, type Spot } from './room.ts'

export interface Asked {
  readonly personId: string
  readonly spot: Spot
  readonly origin?: Origin
  /** A form was submitted. */
  readonly isForm: boolean
}

export interface ResponderOptions {
  readonly dialog: DialogLimits
  readonly redraws: Readonly<Record<Visibility, boolean>>
}

/** Exactly one first response is taken; a second one, or a form that does not fit, is an error. */
export function createResponder(room: Room, asked: Asked, options: ResponderOptions): Responder {
  const { personId, spot, origin, isForm } = asked
  let first: string | undefined

  function once(name: string): void {
    if (first !== undefined) room.refuse(`${name} after ${first}: the first response is given once`)
    first = name
    if (isForm && name !== 'refuse') room.dialogs.delete(personId)
  }

  const fresh = (visibility: Visibility) =>
    freshScreen(room, {
      spot,
      redraws: options.redraws[visibility],
      ...(visibility === 'private' && { visibleTo: personId }),
    })

  return {
    canOpen: true,
    dialog: options.dialog,
    async open(form) {
      room.expectFine(`form “${form.title}”`, problemsOfForm(form, options.dialog))
      if (isForm) room.refuse(`form “${form.title}” after a form`)
      once('open')
      room.dialogs.set(personId, { form, spot, typed: {}, errors: {}, ...(origin && { origin }) })
    },
    async begin(visibility) {
      once('begin')
      return fresh(visibility)
    },
    async replace() {
      once('replace')
      return origin && room.messages.has(origin.messageId)
        ? oldScreen(room, origin)
        : fresh('private')
    },
    async refuse(card, errors = {}) {
      once('refuse')
      const dialog = isForm ? room.dialogs.get(personId) : undefined
      if (!dialog) return fresh('private').show(card)
      room.expectCard(card)
      const [block] = card.blocks
      const sentence = block?.kind === 'text' ? block.markdown : ''
      room.dialogs.set(personId, { ...dialog, sentence, errors })
    },
  }
}

interface Fresh {
  readonly spot: Spot
  readonly redraws: boolean
  readonly visibleTo?: string
}

function freshScreen(room: Room, { spot, redraws, ...seen }: Fresh): Screen {
  let id: string | undefined
  return {
    redraws,
    async show(card) {
      if (id !== undefined && redraws) room.update(id, { card })
      else id = room.add({ ...spot, ...seen, authorId: BOT, card }).id
    },
  }
}

function oldScreen(room: Room, { messageId, part }: Origin): Screen {
  return {
    redraws: true,
    async show(card: Card) {
      const message = room.messages.get(messageId)
      if (part === 'card' || !message?.answer) return room.update(messageId, { card })
      room.expectCard(card)
      if (part === 'footer' || message.answer.isGrowing) {
        room.update(messageId, { answer: { ...message.answer, [part]: card } })
      }
    },
  }
}
