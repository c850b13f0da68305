import type { Person, Place } from '../../src/ports/chat.ts'
import type { Spot, WireChannel, WireGroup, WirePerson } from './protocol.ts'

export const workspaceId = 'playground'

export const bot: WirePerson = { id: 'switchboard', name: 'Switchboard', role: 'bot' }

export const people: readonly WirePerson[] = [
  { id: 'ada', name: 'Ada', role: 'admin' },
  { id: 'ben', name: 'Ben', role: 'member' },
  { id: 'cleo', name: 'Cleo', role: 'guest' },
]

export const channels: readonly WireChannel[] = [
  { id: 'general', name: 'general', topic: 'Ask anything, out loud' },
  { id: 'support', name: 'support', topic: 'Questions from customers' },
  { id: 'random', name: 'random', topic: 'Everything else' },
]

export const groups: readonly WireGroup[] = [{ id: 'staff', name: 'Staff' }]

const groupMembers: Readonly<Record<string, readonly string[]>> = { staff: ['ada', 'ben'] }

export const groupsOf = (personId: string): readonly string[] =>
  groups.filter(group => groupMembers[group.id]?.includes(personId)).map(group => group.id)

export const findPerson = (id: string): WirePerson | undefined =>
  people.find(person => person.id === id)

export const directChannelOf = (personId: string): string => `dm-${personId}`

/** Whose direct messages this channel is. */
export const ownerOf = (channelId: string): WirePerson | undefined =>
  people.find(person => directChannelOf(person.id) === channelId)

export const hasChannel = (channelId: string): boolean =>
  channels.some(channel => channel.id === channelId) || ownerOf(channelId) !== undefined

/** A person sees every channel and their own direct messages. */
export const maySee = (personId: string, channelId: string): boolean => {
  const owner = ownerOf(channelId)
  return owner === undefined ? hasChannel(channelId) : owner.id === personId
}

/** A direct message is one running conversation: its thread is the channel itself. */
export function toPlace(spot: Spot): Place {
  const isDirect = ownerOf(spot.channelId) !== undefined
  const threadId = isDirect ? spot.channelId : spot.threadId
  return {
    workspaceId,
    channelId: spot.channelId,
    isDirect,
    ...(threadId === undefined ? {} : { threadId }),
  }
}

export const fromPlace = (place: Place): Spot =>
  place.isDirect || place.threadId === undefined
    ? { channelId: place.channelId }
    : { channelId: place.channelId, threadId: place.threadId }

export const toActor = ({ id, name }: WirePerson): Person => ({ id, name })
