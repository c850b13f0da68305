import { dump } from './dump.ts'
import type { Said } from './talk.ts'
import type { Message, User, View, World } from './world.ts'

// Where a person looks: something said or shown, a timestamp, a view or its id.
export type Where = string | View | { readonly ts: string; readonly channel?: string }

export type Place =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'view'; readonly view: View }

const isViewId = (where: Where) =>
  typeof where === 'string' ? where.startsWith('V') : 'hash' in where

export const createPlaces = (world: World) => {
  const messageAt = (where: Where): Message => {
    const ts = typeof where === 'string' ? where : 'ts' in where ? where.ts : ''
    const found = world.messages.find(one => one.ts === ts && !one.isDeleted)
    if (!found) throw new Error(`There is no message ${ts}\n${dump(world)}`)
    return found
  }

  const viewAt = (where: Where): View => {
    const id = typeof where === 'string' ? where : 'id' in where ? where.id : ''
    const found = world.views.find(one => one.id === id)
    if (!found?.isOpen) throw new Error(`The view ${id} is not open\n${dump(world)}`)
    return found
  }

  const placeAt = (user: User, where: Where): Place => {
    if (isViewId(where)) return { kind: 'view', view: viewAt(where) }
    const message = messageAt(where)
    if (message.ephemeralTo !== undefined && message.ephemeralTo !== user.id)
      throw new Error(`${user.name} does not see this message`)
    return { kind: 'message', message }
  }

  const saidAt = (where: Where): Said => {
    const { ts, threadTs, channel } = messageAt(where)
    return { ts, threadTs, channel }
  }

  return { messageAt, viewAt, placeAt, saidAt }
}

export type Places = ReturnType<typeof createPlaces>
