import type { Component, Json, Message } from './entities.ts'
import { toAttachment, toChannel, toUser } from './payloads.ts'
import { findUser, type World } from './world.ts'

const iso = (at: number) => new Date(at).toISOString()

function originFields(world: World, message: Message): Json {
  const { origin } = message
  if (!origin) return {}
  const user = toUser(findUser(world, origin.userId))
  return {
    application_id: world.bot.id,
    webhook_id: world.bot.id,
    interaction_metadata: {
      id: origin.id,
      type: origin.type,
      user,
      authorizing_integration_owners: {},
    },
    ...(origin.name
      ? { interaction: { id: origin.id, type: origin.type, name: origin.name, user } }
      : {}),
  }
}

function withoutReply({ replyToId: _replyToId, ...rest }: Message): Message {
  return rest
}

function referenceFields(world: World, message: Message): Json {
  if (!message.replyToId) return {}
  const referenced = world.messages.get(message.replyToId)
  const channelId = message.referenceChannelId ?? message.channelId
  return {
    message_reference: {
      type: 0,
      message_id: message.replyToId,
      channel_id: channelId,
      guild_id: world.channels.get(channelId)?.guildId,
    },
    referenced_message:
      referenced && !referenced.deletedAt ? toMessage(world, withoutReply(referenced)) : null,
  }
}

function reactionsOf(world: World, message: Message): Json[] {
  return message.reactions
    .filter(({ userIds }) => userIds.length > 0)
    .map(({ emoji, userIds }) => ({
      emoji: { id: null, name: emoji },
      count: userIds.length,
      count_details: { burst: 0, normal: userIds.length },
      burst_colors: [],
      me: userIds.includes(world.bot.id),
      me_burst: false,
    }))
}

/** A select or button as Discord gives it back: links to uploads have become URLs. */
function withUrls(component: Component, urls: ReadonlyMap<string, string>): Component {
  const media = <T extends { readonly url: string }>(value: T): T => ({
    ...value,
    url: urls.get(value.url) ?? value.url,
  })
  return {
    ...component,
    ...(component.media ? { media: media(component.media) } : {}),
    ...(component.file ? { file: media(component.file) } : {}),
    ...(component.items
      ? { items: component.items.map(item => ({ ...item, media: media(item.media) })) }
      : {}),
    ...(component.components
      ? { components: component.components.map(each => withUrls(each, urls)) }
      : {}),
    ...(component.accessory ? { accessory: withUrls(component.accessory, urls) } : {}),
  }
}

export function toMessage(world: World, message: Message): Json {
  const attachments = message.attachments.map(each => toAttachment(world, message, each))
  const urls = new Map(attachments.map(a => [`attachment://${a['filename']}`, String(a['url'])]))
  const thread = message.threadId ? world.channels.get(message.threadId) : undefined
  return {
    id: message.id,
    channel_id: message.channelId,
    author: toUser(findUser(world, message.authorId)),
    type: message.type,
    content: message.content,
    timestamp: iso(message.createdAt),
    edited_timestamp: message.editedAt ? iso(message.editedAt) : null,
    tts: false,
    mention_everyone: message.mentionEveryone,
    mentions: message.mentionIds.map(id => toUser(findUser(world, id))),
    mention_roles: message.mentionRoleIds,
    mention_channels: [],
    attachments,
    embeds: message.embeds.map(embed => ({ type: 'rich', ...embed })),
    components: message.components.map(component => withUrls(component, urls)),
    reactions: reactionsOf(world, message),
    pinned: false,
    flags: message.flags,
    position: 0,
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(thread ? { thread: toChannel(world, thread) } : {}),
    ...originFields(world, message),
    ...referenceFields(world, message),
  }
}

/** Without the Message Content intent: what does not concern the bot has no content. */
export function toMessageFor(world: World, message: Message, mayRead: boolean): Json {
  const payload = toMessage(world, message)
  const isDm = !world.channels.get(message.channelId)?.guildId
  const concernsBot =
    isDm || message.authorId === world.bot.id || message.mentionIds.includes(world.bot.id)
  const hide = { content: '', attachments: [], embeds: [], components: [] }
  const referenced = world.messages.get(message.replyToId ?? '')
  const inner =
    referenced && !mayRead && !referenced.deletedAt
      ? {
          referenced_message: toMessageFor(world, withoutReply(referenced), false),
        }
      : {}
  return { ...payload, ...inner, ...(mayRead || concernsBot ? {} : hide) }
}
