import type { Spot } from '../protocol.ts'

export type Route =
  | { readonly view: 'home' }
  | { readonly view: 'direct' }
  | { readonly view: 'channel'; readonly channelId: string; readonly threadId?: string }

/** The address says where one is, so that reloading and going back work. */
export function fromHash(hash: string): Route {
  const [name = '', threadId] = hash.replace(/^#\/?/, '').split('/')
  if (name === 'home') return { view: 'home' }
  if (name === 'direct') return { view: 'direct' }
  const channelId = name === '' ? 'general' : decodeURIComponent(name)
  return { view: 'channel', channelId, ...(threadId ? { threadId } : {}) }
}

export function toHash(route: Route): string {
  if (route.view !== 'channel') return `#/${route.view}`
  const thread = route.threadId === undefined ? '' : `/${route.threadId}`
  return `#/${encodeURIComponent(route.channelId)}${thread}`
}

export const go = (route: Route): void => {
  location.hash = toHash(route)
}

/** The place of a message, without the rest of it. */
export const toSpot = ({ channelId, threadId }: Spot): Spot =>
  threadId === undefined ? { channelId } : { channelId, threadId }

/** Where a message of this place is shown. */
export const toRoute = ({ channelId, threadId }: Spot): Route =>
  channelId.startsWith('dm-')
    ? { view: 'direct' }
    : { view: 'channel', channelId, ...(threadId === undefined ? {} : { threadId }) }
