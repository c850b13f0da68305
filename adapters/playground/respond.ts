import type { Responder, Screen, Visibility } from '../../src/ports/chat.ts'
import type { Dress } from './dress.ts'
import { bot } from './people.ts'
import type { Origin, Reply, Spot, WireCard, WireMessage } from './protocol.ts'
import type { Room } from './room.ts'

export interface Asked {
  readonly personId: string
  readonly spot: Spot
  /** The card that was pressed. */
  readonly origin?: Origin
  /** The command that was typed. */
  readonly prompt?: string
  readonly isForm: boolean
}

export interface Answering {
  readonly responder: Responder
  /** The first response, for the page that is waiting. */
  readonly reply: Promise<Reply>
  /** Ends the wait of a page where the bot takes long. */
  settle(): void
  /** The bot is done: what it never showed is not waited for. */
  finish(): void
}

/** A card that takes longer than this shows that it is coming. */
const pendingAfterMs = 250

export interface Drawing {
  readonly room: Room
  readonly dress: Dress
}

export function createResponder(drawing: Drawing, asked: Asked): Answering {
  const { room, dress } = drawing
  let resolve: (reply: Reply) => void = () => {}
  const reply = new Promise<Reply>(done => {
    resolve = done
  })
  const abandoning: (() => void)[] = []
  const settle = (): void => resolve({ kind: 'done' })
  const begin = (visibility: Visibility): Screen => {
    const id = room.newId()
    resolve({ kind: 'shown', messageId: id })
    const { screen, abandon } = newCard(drawing, asked, { id, visibility })
    abandoning.push(abandon)
    return screen
  }
  const responder: Responder = {
    canOpen: true,
    dialog: { fields: 100, choices: 1000 },
    async open(form) {
      const { spot, origin } = asked
      resolve({ kind: 'form', form, spot, ...(origin === undefined ? {} : { origin }) })
    },
    begin: async visibility => begin(visibility),
    async replace() {
      const screen = oldCard(drawing, asked)
      if (screen === undefined) return begin('private')
      resolve({ kind: 'done' })
      return screen
    },
    async refuse(card, fieldErrors = {}) {
      if (asked.isForm) {
        return resolve({ kind: 'refused', card: await dress(card), fieldErrors })
      }
      await begin('private').show(card)
    },
  }
  return {
    responder,
    reply,
    settle,
    finish() {
      settle()
      for (const abandon of abandoning) abandon()
    },
  }
}

interface NewCard {
  readonly id: string
  readonly visibility: Visibility
}

function newCard({ room, dress }: Drawing, asked: Asked, { id, visibility }: NewCard) {
  const base: WireMessage = {
    ...asked.spot,
    id,
    authorId: bot.id,
    sentAt: room.now(),
    text: '',
    ...(visibility === 'private' ? { visibleTo: asked.personId } : {}),
    ...(asked.prompt === undefined ? {} : { prompt: asked.prompt }),
  }
  const timer = setTimeout(() => room.put({ ...base, pending: true }), pendingAfterMs)
  const screen: Screen = {
    redraws: true,
    async show(card) {
      const dressed = await dress(card)
      clearTimeout(timer)
      room.put({ ...base, card: dressed })
    },
  }
  const abandon = (): void => {
    clearTimeout(timer)
    if (room.get(id)?.pending) room.remove(id)
  }
  return { screen, abandon }
}

/** The card on which the button was, when it is still there. */
function oldCard({ room, dress }: Drawing, { origin, personId }: Asked): Screen | undefined {
  if (origin === undefined) return undefined
  if (origin.kind === 'home') {
    return {
      redraws: true,
      show: async card => room.tellHome(personId, { kind: 'home', card: await dress(card) }),
    }
  }
  if (room.get(origin.messageId) === undefined) return undefined
  return {
    redraws: true,
    async show(card) {
      const dressed = await dress(card)
      const message = room.get(origin.messageId)
      if (message !== undefined) room.put(withCard(message, origin.part, dressed))
    },
  }
}

function withCard(
  message: WireMessage,
  part: 'card' | 'footer' | 'stop',
  card: WireCard,
): WireMessage {
  if (part === 'card' || message.answer === undefined) return { ...message, card }
  if (part === 'stop' && message.answer.state !== 'growing') return message
  return { ...message, answer: { ...message.answer, [part]: card } }
}
