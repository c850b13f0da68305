import type { Method } from './chat-methods.ts'
import { asFlag, asNumber, asStrings, asText, type Json } from './json.ts'
import { toMessageJson } from './message-json.ts'
import { botOf, dmOf, findMessage, repliesOf } from './messages.ts'
import { refuse, violate } from './refusal.ts'
import type { Channel, Message, World } from './world.ts'

const toChannelJson = (world: World, channel: Channel): Json => ({
  id: channel.id,
  name: channel.name,
  name_normalized: channel.name,
  is_channel: channel.kind === 'channel',
  is_group: channel.kind === 'group',
  is_im: channel.kind === 'im',
  is_mpim: channel.kind === 'mpim',
  is_private: channel.kind !== 'channel',
  is_archived: channel.isArchived,
  is_ext_shared: channel.isExtShared,
  is_member: channel.members.includes(botOf(world)),
  num_members: channel.members.length,
  ...(channel.kind === 'im' && { user: channel.members.find(id => id !== botOf(world)) }),
})

// A private channel does not exist for those who are not in it.
const visible = (world: World, given: unknown): Channel => {
  const channel = world.channels.get(asText(given))
  if (!channel) return refuse('channel_not_found')
  const isMember = channel.members.includes(botOf(world))
  return channel.kind === 'channel' || isMember ? channel : refuse('channel_not_found')
}

const readable = (world: World, given: unknown): Channel => {
  const channel = visible(world, given)
  if (!channel.members.includes(botOf(world))) refuse('not_in_channel')
  return channel
}

const page = <T>(rows: readonly T[], args: Json, standard: number) => {
  const limit = Math.min(asNumber(args['limit'], standard), 1000)
  const cursor = asText(args['cursor'])
  const from = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64').toString())
  if (Number.isNaN(from)) violate('invalid_cursor')
  const next = from + limit
  const more = next < rows.length
  return {
    rows: rows.slice(from, next),
    tail: {
      has_more: more,
      response_metadata: { next_cursor: more ? Buffer.from(String(next)).toString('base64') : '' },
    },
  }
}

const within = (args: Json) => (message: Message) => {
  const oldest = asText(args['oldest'])
  const latest = asText(args['latest'])
  const isInclusive = asFlag(args['inclusive'])
  if (isInclusive && (message.ts === oldest || message.ts === latest)) return true
  return (oldest === '' || message.ts > oldest) && (latest === '' || message.ts < latest)
}

const toRow = (world: World, args: Json) => (message: Message) => ({
  ...toMessageJson(world, message),
  ...(asFlag(args['include_all_metadata']) && message.metadata && { metadata: message.metadata }),
})

const replies: Method = (args, world) => {
  const channel = readable(world, args['channel'])
  const found = findMessage(world, channel.id, asText(args['ts'])) ?? refuse('thread_not_found')
  const rootTs = found.threadTs ?? found.ts
  const root = findMessage(world, channel.id, rootTs)
  const answers = repliesOf(world, channel.id, rootTs).filter(within(args))
  const { rows, tail } = page([...(root ? [root] : []), ...answers], args, 1000)
  return { messages: rows.map(toRow(world, args)), ...tail }
}

const history: Method = (args, world) => {
  const channel = readable(world, args['channel'])
  const top = world.messages.filter(
    one =>
      one.channel === channel.id &&
      !one.isDeleted &&
      one.ephemeralTo === undefined &&
      (one.threadTs === undefined || one.threadTs === one.ts),
  )
  const { rows, tail } = page(top.filter(within(args)).reverse(), args, 100)
  return { messages: rows.map(toRow(world, args)), ...tail }
}

const members: Method = (args, world) => {
  const { rows, tail } = page(visible(world, args['channel']).members, args, 100)
  return { members: rows, response_metadata: tail.response_metadata }
}

const listChannels: Method = (args, world) => {
  const types = asText(args['types']) === '' ? ['public_channel'] : asStrings(args['types'])
  const kinds = { channel: 'public_channel', group: 'private_channel', im: 'im', mpim: 'mpim' }
  const found = [...world.channels.values()].filter(
    one =>
      types.includes(kinds[one.kind]) &&
      (one.kind === 'channel' || one.members.includes(botOf(world))) &&
      !(asFlag(args['exclude_archived']) && one.isArchived),
  )
  const { rows, tail } = page(found, args, 100)
  return {
    channels: rows.map(one => toChannelJson(world, one)),
    response_metadata: tail.response_metadata,
  }
}

const open: Method = (args, world) => {
  if (asText(args['channel']) !== '') return { channel: { id: visible(world, args['channel']).id } }
  const [user, ...others] = asStrings(args['users'])
  if (user === undefined) return violate('users_list_not_supplied')
  if (others.length > 0) violate('not_supported', 'group DMs are not emulated')
  if (!world.users.has(user)) refuse('user_not_found')
  return { channel: { id: dmOf(world, user).id } }
}

const join: Method = (args, world) => {
  const channel = visible(world, args['channel'])
  if (channel.kind !== 'channel') refuse('method_not_supported_for_channel_type')
  if (!channel.members.includes(botOf(world))) channel.members.push(botOf(world))
  return { channel: toChannelJson(world, channel) }
}

export const conversationMethods: Record<string, Method> = {
  'conversations.info': (args, world) => ({
    channel: toChannelJson(world, visible(world, args['channel'])),
  }),
  'conversations.open': open,
  'conversations.join': join,
  'conversations.replies': replies,
  'conversations.history': history,
  'conversations.members': members,
  'conversations.list': listChannels,
}
