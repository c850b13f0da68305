import { checkMessage, type Upload, v2Flag } from './check-message.ts'
import { asList } from './check-parts.ts'
import type { Attachment, Component, InteractionOrigin, Json, Message } from './entities.ts'
import { apiError } from './errors.ts'
import { newId } from './ids.ts'
import { recordPings } from './mentions.ts'
import type { World } from './world.ts'

const suppressedFlags = 4 | 4096 | v2Flag | 64
export const loadingFlag = 128
export const ephemeralFlag = 64

type Defaults = 'id' | 'channelId' | 'authorId'

export function newMessage(fields: Pick<Message, Defaults> & Partial<Message>): Message {
  return {
    type: 0,
    content: '',
    embeds: [],
    components: [],
    attachments: [],
    flags: 0,
    mentionIds: [],
    mentionRoleIds: [],
    mentionEveryone: false,
    createdAt: Date.now(),
    edits: [],
    reactions: [],
    ...fields,
  }
}

function descriptionOf(body: Json, key: string): string | undefined {
  const listed = asList(body['attachments']).find(({ id }) => String(id) === key)
  return typeof listed?.['description'] === 'string' ? listed['description'] : undefined
}

function toAttachments(files: readonly Upload[], body: Json): Attachment[] {
  return files.map(({ key, filename, contentType, bytes }) => {
    const description = descriptionOf(body, key)
    return { id: newId(), filename, contentType, bytes, ...(description ? { description } : {}) }
  })
}

/** Numbers the components as Discord does, so that each has an `id`. */
function numbered(components: readonly Component[], next: { id: number }): Component[] {
  return components.map(component => {
    const id = component.id ?? next.id++
    return {
      ...component,
      id,
      ...(component.components ? { components: numbered(component.components, next) } : {}),
      ...(component.accessory ? { accessory: one(component.accessory, next) } : {}),
    }
  })
}

function one(component: Component, next: { id: number }): Component {
  return { ...component, id: component.id ?? next.id++ }
}

function componentsOf(body: Json): Component[] {
  return numbered(asList(body['components']) as unknown as Component[], { id: 1 })
}

function isEmpty(message: Message): boolean {
  const { content, embeds, components, attachments } = message
  return content.trim() === '' && embeds.length + components.length + attachments.length === 0
}

export interface Draft {
  readonly body: Json
  readonly files: readonly Upload[]
  readonly channelId: string
  readonly prefix?: string
  readonly origin?: InteractionOrigin
  readonly ephemeralFor?: string
  readonly replyToId?: string
  readonly type?: number
}

/** Checks and stores what the bot writes; the caller tells the gateway. */
export function postMessage(world: World, draft: Draft): Message {
  const { body, files, channelId, prefix = '', origin, ephemeralFor, replyToId } = draft
  const flags =
    (Number(body['flags'] ?? 0) & suppressedFlags & ~ephemeralFlag) | (ephemeralFor ? 64 : 0)
  checkMessage({ body, files, kept: [], isV2: (flags & v2Flag) !== 0, prefix })
  const message = newMessage({
    id: newId(),
    channelId,
    authorId: world.bot.id,
    type: draft.type ?? (replyToId ? 19 : 0),
    content: String(body['content'] ?? ''),
    embeds: asList(body['embeds']),
    components: componentsOf(body),
    attachments: toAttachments(files, body),
    flags,
    ...(body['nonce'] === undefined ? {} : { nonce: String(body['nonce']) }),
    ...(origin ? { origin } : {}),
    ...(ephemeralFor ? { ephemeralFor } : {}),
    ...(replyToId ? { replyToId } : {}),
  })
  if (isEmpty(message)) throw apiError(50006)
  world.messages.set(message.id, message)
  recordPings(world, { message, body, by: 'post' })
  mentionReplied(world, message, body)
  return message
}

function mentionReplied(world: World, message: Message, body: Json): void {
  const replied = world.messages.get(message.replyToId ?? '')
  const allowed = body['allowed_mentions'] as Json | undefined
  const mentions = !allowed || allowed['replied_user'] === true
  if (replied && mentions && !message.mentionIds.includes(replied.authorId))
    message.mentionIds = [...message.mentionIds, replied.authorId]
}

function keptAttachments(message: Message, body: Json): Attachment[] {
  if (!Array.isArray(body['attachments'])) return message.attachments
  const kept = asList(body['attachments']).map(({ id }) => String(id))
  return message.attachments.filter(({ id }) => kept.includes(id))
}

export interface Change {
  readonly message: Message
  readonly body: Json
  readonly files: readonly Upload[]
  readonly prefix?: string
}

/** Edits in place; a message that became V2 stays so. */
export function editMessage(world: World, { message, body, files, prefix = '' }: Change): void {
  const wanted = Number(body['flags'] ?? 0)
  const flags = message.flags | (wanted & (v2Flag | 4))
  const isV2 = (flags & v2Flag) !== 0
  const kept = keptAttachments(message, body)
  checkMessage({ body, files, kept: kept.map(({ filename }) => filename), isV2, prefix })
  const next: Message = {
    ...message,
    content: body['content'] === undefined ? message.content : String(body['content'] ?? ''),
    embeds: body['embeds'] === undefined ? message.embeds : asList(body['embeds']),
    components: body['components'] === undefined ? message.components : componentsOf(body),
    attachments: [...kept, ...toAttachments(files, body)],
    flags: flags & ~loadingFlag,
  }
  if (isV2) checkLegacyGone(next)
  if (isEmpty(next)) throw apiError(50006)
  next.editedAt = Date.now()
  Object.assign(message, next)
  message.edits.push({ at: Date.now(), content: message.content })
  recordPings(world, { message, body, by: 'edit' })
}

/** A legacy message turns V2 only when the same edit empties its content and embeds. */
function checkLegacyGone({ content, embeds }: Message): void {
  checkMessage({ body: { content, embeds }, files: [], kept: [], isV2: true, prefix: '' })
}
