import type { Reply, WireCard, WireMessage, WirePerson, WireState } from '../protocol.ts'
import { recall, remember } from './browser-memory.ts'
import { fromHash, type Route } from './route.ts'
import { createStore } from './store.ts'

export interface World extends Omit<WireState, 'messages'> {
  readonly messages: ReadonlyMap<string, WireMessage>
}

export type OpenDialog = Extract<Reply, { kind: 'form' }>

export const personId = createStore(readPerson())
export const world = createStore<World | undefined>(undefined)
export const isLive = createStore(true)
export const route = createStore<Route>(fromHash(location.hash))
export const dialog = createStore<OpenDialog | undefined>(undefined)
export const homeCard = createStore<WireCard | undefined>(undefined)
export const notice = createStore<string | undefined>(undefined)
export const isDrawerOpen = createStore(false)

export function choosePerson(id: string): void {
  remember('person', id)
  homeCard.set(undefined)
  dialog.set(undefined)
  personId.set(id)
}

function readPerson(): string {
  const saved = recall('person')
  return saved === 'ben' || saved === 'cleo' ? saved : 'ada'
}

const nobody: WirePerson = { id: '', name: 'Somebody', role: 'guest' }

export function authorOf(people: Pick<World, 'people' | 'bot'>, id: string): WirePerson {
  return id === people.bot.id
    ? people.bot
    : (people.people.find(person => person.id === id) ?? nobody)
}

let noticeTimer: ReturnType<typeof setTimeout> | undefined

/** One line at the foot of the page, for a moment. */
export function tell(sentence: string): void {
  clearTimeout(noticeTimer)
  notice.set(sentence)
  noticeTimer = setTimeout(() => notice.set(undefined), 6_000)
}
