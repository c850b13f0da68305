import { asJson, asList, asText, isGiven, type Json } from './json.ts'
import { refuse, violate } from './refusal.ts'
import type { Channel, Message, World } from './world.ts'

export const botOf = (world: World) => world.options.botUserId

export const findMessage = (world: World, channel: string, ts: string) =>
  world.messages.find(one => one.channel === channel && one.ts === ts && !one.isDeleted)

export const channelOf = (world: World, id: string): Channel =>
  world.channels.get(id) ?? violate('channel_not_found', `no channel ${id}`)

export const dmOf = (world: World, user: string): Channel => {
  const known = [...world.channels.values()].find(
    one => one.kind === 'im' && one.members.includes(user),
  )
  if (known) return known
  const channel: Channel = {
    id: world.newId('D'),
    name: 'directmessage',
    kind: 'im',
    members: [user, botOf(world)],
    isArchived: false,
    isExtShared: false,
  }
  world.channels.set(channel.id, channel)
  return channel
}

// A channel that the bot may write to; a user id means the person's DM.
export const writableChannel = (world: World, given: unknown): Channel => {
  const id = asText(given)
  if (world.users.has(id)) return dmOf(world, id)
  const channel = channelOf(world, id)
  if (channel.isArchived) refuse('is_archived')
  if (!channel.members.includes(botOf(world))) violate('not_in_channel', `bot is not in ${id}`)
  return channel
}

// The root of the thread a reply goes to.
export const rootOf = (world: World, channel: string, given: unknown): string | undefined => {
  const ts = asText(given)
  if (ts === '') return undefined
  const root = findMessage(world, channel, ts)
  if (!root || root.ephemeralTo !== undefined) return violate('thread_not_found', `no thread ${ts}`)
  if (root.threadTs !== undefined && root.threadTs !== ts)
    violate('thread_not_found', `${ts} is a reply, its thread is ${root.threadTs}`)
  return ts
}

export const withBlockIds = (world: World, blocks: readonly Json[]): Json[] =>
  blocks.map(block => ({
    ...block,
    block_id: asText(block['block_id']) || world.newId('b'),
    ...(isGiven(block['element']) && { element: withActionId(world, asJson(block['element'])) }),
    ...(isGiven(block['accessory']) && {
      accessory: withActionId(world, asJson(block['accessory'])),
    }),
    ...(Array.isArray(block['elements']) && {
      elements: asList(block['elements']).map(one => withActionId(world, one)),
    }),
    ...(Array.isArray(block['child_blocks']) && {
      child_blocks: withBlockIds(world, asList(block['child_blocks'])),
    }),
  }))

const inert = ['image', 'mrkdwn', 'plain_text', 'card']
const withActionId = (world: World, element: Json): Json => {
  const type = asText(element['type'])
  if (inert.includes(type) || type.startsWith('rich_text_') || isGiven(element['action_id']))
    return element
  return { ...element, action_id: world.newId('a') }
}

type Given = Partial<Omit<Message, 'channel' | 'user'>>

export const addMessage = (world: World, channel: string, user: string, given: Given): Message => {
  const message: Message = {
    ts: world.newTs(),
    channel,
    threadTs: undefined,
    user,
    text: '',
    markdown: false,
    blocks: [],
    attachments: [],
    files: [],
    reactions: new Map(),
    editedTs: undefined,
    ephemeralTo: undefined,
    isDeleted: false,
    stream: undefined,
    metadata: undefined,
    state: new Map(),
    appContext: undefined,
    ...given,
  }
  world.messages.push(message)
  return message
}

export const repliesOf = (world: World, channel: string, ts: string) =>
  world.messages.filter(
    one =>
      one.channel === channel &&
      one.threadTs === ts &&
      one.ts !== ts &&
      !one.isDeleted &&
      one.ephemeralTo === undefined,
  )
