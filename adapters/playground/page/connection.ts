import type { Change, WireMessage, WireState } from '../protocol.ts'
import { homeCard, isLive, world } from './state.ts'

let source: EventSource | undefined

/** Follows what this person sees. The server starts with everything, each time it is (re)connected. */
export function connect(person: string): void {
  source?.close()
  const mine = new EventSource(`/playground/events?person=${encodeURIComponent(person)}`)
  source = mine
  mine.addEventListener('state', event => {
    const { messages, ...rest }: WireState = JSON.parse(event.data)
    world.set({ ...rest, messages: new Map(messages.map(message => [message.id, message])) })
    isLive.set(true)
  })
  mine.addEventListener('change', event => apply(JSON.parse(event.data), person))
  mine.addEventListener('error', () => {
    if (source !== mine) return
    isLive.set(false)
    // A refused connection is given up by the browser; the server may only be restarting.
    if (mine.readyState === EventSource.CLOSED) {
      setTimeout(() => source === mine && connect(person), 1_000)
    }
  })
}

function apply(change: Change, person: string): void {
  const now = world.get()
  if (change.kind === 'home') homeCard.set(change.card)
  else if (now !== undefined) {
    const messages = new Map(now.messages)
    // Something was missed: start over with everything.
    if (applyTo(messages, change)) world.set({ ...now, messages })
    else connect(person)
  }
}

function applyTo(messages: Map<string, WireMessage>, change: MessageChange): boolean {
  if (change.kind === 'remove') messages.delete(change.id)
  if (change.kind === 'put') messages.set(change.message.id, change.message)
  if (change.kind !== 'grow') return true
  const message = messages.get(change.id)
  if (message === undefined || message.text.length < change.from) return false
  messages.set(change.id, grown(message, change.from, change.text))
  return true
}

type MessageChange = Exclude<Change, { kind: 'home' }>

const grown = (message: WireMessage, from: number, more: string): WireMessage => ({
  ...message,
  text: message.text.slice(0, from) + more,
})
