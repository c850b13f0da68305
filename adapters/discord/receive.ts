import {
  type APIAttachment,
  type APIMessageReference,
  type APIUser,
  MessageReferenceType,
  MessageType,
  SnowflakeUtil,
} from 'discord.js'
import type {
  Attachment,
  IncomingMessage,
  MessageEdit,
  PastMessage,
  Person,
  Place,
} from '../../src/ports/chat.ts'

export type RawUser = Pick<APIUser, 'id' | 'username' | 'global_name' | 'bot'>
type Nick = { readonly nick?: string | null | undefined }
type RawMention = RawUser & { readonly member?: Nick | undefined }

/** The part of a message, as the gateway and the API give it, that the bot reads. */
export interface RawMessage {
  readonly id: string
  readonly channel_id: string
  readonly guild_id?: string
  readonly type: MessageType
  readonly content: string
  readonly author: RawUser
  readonly member?: Nick
  readonly webhook_id?: string
  readonly timestamp: string
  readonly edited_timestamp: string | null
  readonly mentions: readonly RawMention[]
  readonly mention_roles: readonly string[]
  readonly attachments: readonly Pick<APIAttachment, 'filename' | 'content_type' | 'size' | 'url'>[]
  readonly message_reference?: Pick<APIMessageReference, 'type'>
  readonly referenced_message?: RawMessage | null
}

/** What messages mention, by name, and who the bot is. */
export interface Names {
  readonly botId: string
  /** The role that Discord made for the bot: people pick it instead of the bot. */
  readonly botRoleId: string | undefined
  channel(id: string): string | undefined
  role(id: string): string | undefined
}

export function toPerson(user: RawUser, member?: Nick): Person {
  return { id: user.id, name: member?.nick ?? user.global_name ?? user.username }
}

/** Neither bots and webhooks, nor what Discord itself writes, nor what somebody forwarded. */
export function isFromHuman({ author, webhook_id, type, message_reference }: RawMessage): boolean {
  const isWritten = type === MessageType.Default || type === MessageType.Reply
  const isForwarded = message_reference?.type === MessageReferenceType.Forward
  return isWritten && !isForwarded && !author.bot && webhook_id === undefined
}

export function fromDiscordMessage(
  message: RawMessage,
  place: Place,
  names: Names,
): IncomingMessage {
  return {
    id: message.id,
    place,
    author: toPerson(message.author, message.member),
    text: toPlainText(message, names),
    mentionsBot: mentionsBot(message, names),
    opensWithOther: opensWithOther(message, names),
    attachments: message.attachments.map(fromAttachment),
    sentAt: new Date(message.timestamp),
    ...(place.threadId !== undefined && {
      threadStartedAt: new Date(SnowflakeUtil.timestampFrom(place.threadId)),
    }),
  }
}

export function fromDiscordEdit(message: RawMessage, place: Place, names: Names): MessageEdit {
  return {
    id: message.id,
    place,
    author: toPerson(message.author, message.member),
    text: toPlainText(message, names),
  }
}

/** Undefined for what says nothing. A thread begins with a pointer to the message it hangs on. */
export function fromPastMessage(message: RawMessage, names: Names): PastMessage | undefined {
  const isPointer = message.type === MessageType.ThreadStarterMessage
  const said = isPointer ? message.referenced_message : message
  const isWritten = said?.type === MessageType.Default || said?.type === MessageType.Reply
  if (!said || !isWritten) return undefined
  const text = toPlainText(said, names)
  if (text === '' && said.attachments.length === 0) return undefined
  return {
    id: said.id,
    author: toPerson(said.author, said.member),
    isBot: said.author.bot === true,
    text,
    attachments: said.attachments.map(fromAttachment),
    sentAt: new Date(said.timestamp),
  }
}

/** A reply that notifies the bot mentions it too. */
function mentionsBot({ mentions, mention_roles }: RawMessage, names: Names): boolean {
  const byRole = names.botRoleId !== undefined && mention_roles.includes(names.botRoleId)
  return byRole || mentions.some(({ id }) => id === names.botId)
}

function opensWithOther({ content, mentions }: RawMessage, { botId }: Names): boolean {
  const id = /^\s*<@!?(\d+)>/.exec(content)?.[1]
  if (id === undefined || id === botId) return false
  return !mentions.find(mention => mention.id === id)?.bot
}

const references = /<@!?(\d+)>|<@&(\d+)>|<#(\d+)>|<a?:(\w+):\d+>|<(\/[^:>]+):\d+>/g

/** Discord's codes as people read them, without the bot's own name. */
function toPlainText({ content, mentions }: RawMessage, names: Names): string {
  const userName = (id: string) => {
    const user = mentions.find(mention => mention.id === id)
    return user ? toPerson(user, user.member).name : 'unknown'
  }
  return withoutBot(content, names)
    .replaceAll(references, (_, user, role, channel, emoji, command) => {
      if (user) return `@${userName(user)}`
      if (role) return `@${names.role(role) ?? 'role'}`
      if (channel) return `#${names.channel(channel) ?? 'channel'}`
      return emoji ? `:${emoji}:` : command
    })
    .trim()
}

function withoutBot(content: string, { botId, botRoleId }: Names): string {
  const own = new RegExp(`[ \\t]*<@(?:!?${botId}${botRoleId ? `|&${botRoleId}` : ''})>[ \\t]*`, 'g')
  return content.replaceAll(own, ' ').trim()
}

function fromAttachment(file: RawMessage['attachments'][number]): Attachment {
  return {
    name: file.filename,
    mimeType: file.content_type ?? 'application/octet-stream',
    sizeBytes: file.size,
    ref: file.url,
  }
}
