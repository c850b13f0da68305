import { botOf } from './messages.ts'
import type { Channel, ChannelKind, User, World } from './world.ts'

export type NewUser = Partial<Omit<User, 'id' | 'name'>> & {
  readonly id?: string
  readonly name: string
}

export interface NewChannel {
  readonly id?: string
  readonly name: string
  // Users or their ids; the bot is a member unless `bot` is false.
  readonly members?: readonly (User | string)[]
  readonly bot?: boolean
  readonly kind?: ChannelKind
  readonly isExtShared?: boolean
}

export const addUser = (world: World, given: NewUser): User => {
  const user: User = {
    realName: given.name,
    displayName: given.name,
    teamId: world.options.teamId,
    tz: 'Europe/Berlin',
    locale: 'en-US',
    isAdmin: false,
    isOwner: false,
    isPrimaryOwner: false,
    isRestricted: false,
    isUltraRestricted: false,
    isBot: false,
    deleted: false,
    ...given,
    id: given.id ?? world.newId('U'),
  }
  world.users.set(user.id, user)
  return user
}

export const addChannel = (world: World, given: NewChannel): Channel => {
  const members = (given.members ?? []).map(one => (typeof one === 'string' ? one : one.id))
  const channel: Channel = {
    id: given.id ?? world.newId('C'),
    name: given.name,
    kind: given.kind ?? 'channel',
    members: given.bot === false ? members : [...members, botOf(world)],
    isArchived: false,
    isExtShared: given.isExtShared ?? false,
  }
  world.channels.set(channel.id, channel)
  return channel
}

export const addUserGroup = (
  world: World,
  given: { readonly handle: string; readonly users: readonly (User | string)[] },
) => {
  const users = given.users.map(one => (typeof one === 'string' ? one : one.id))
  const group = { id: world.newId('S'), handle: given.handle, users }
  world.groups.set(group.id, group)
  return group
}
