import { createHash } from 'node:crypto'
import type {
  Attachment,
  IncomingMessage,
  MessageEdit,
  Person,
  Place,
} from '../../src/ports/chat.ts'
import { fromMrkdwn, type People, peopleIn, withoutMention } from './from-mrkdwn.ts'
import { asJson, type Json, listAt, numberAt, textAt } from './json.ts'

/** Who we are, which a payload does not say in a way that can be relied on. */
export interface Identity {
  readonly teamId: string
  readonly botUserId: string
  readonly botId: string
}

export type MessageEvent =
  | { readonly kind: 'posted'; readonly message: Json }
  | { readonly kind: 'edited'; readonly message: Json }
  | { readonly kind: 'deleted'; readonly message: Json; readonly id: string }

const written = new Set(['', 'file_share', 'thread_broadcast', 'me_message'])

/** What a `message` event means, if a person is behind it. */
export function fromMessageEvent(event: Json, me: Identity): MessageEvent | undefined {
  const subtype = textAt(event, 'subtype')
  if (subtype === 'message_changed') return fromChange(event, me)
  if (subtype === 'message_deleted') return fromDeletion(event, me)
  if (!written.has(subtype) || !isByPerson(event, me)) return undefined
  return { kind: 'posted', message: event }
}

/** Bolt only leaves out some of what this app wrote, and nothing of what other apps did. */
export const isByPerson = (message: Json, me: Identity): boolean =>
  textAt(message, 'bot_id') === '' &&
  textAt(message, 'subtype') !== 'bot_message' &&
  textAt(message, 'user') !== '' &&
  textAt(message, 'user') !== me.botUserId

function fromChange(event: Json, me: Identity): MessageEvent | undefined {
  const inner = asJson(event['message'])
  const before = asJson(event['previous_message'])
  // A deleted message that has answers stays behind as a tombstone.
  if (textAt(inner, 'subtype') === 'tombstone') return fromDeletion(event, me)
  const message: Json = { ...inner, channel: event['channel'], channel_type: event['channel_type'] }
  // Slack also says so when it has unfolded a link or counted answers: then the text is the same.
  const isSame = textAt(inner, 'text') === textAt(before, 'text')
  if (isSame || !isByPerson(message, me)) return undefined
  return { kind: 'edited', message }
}

function fromDeletion(event: Json, me: Identity): MessageEvent | undefined {
  const before = asJson(event['previous_message'])
  const id = textAt(event, 'deleted_ts') || textAt(before, 'ts')
  if (id === '' || !isByPerson(before, me)) return undefined
  const around = { channel: event['channel'], channel_type: event['channel_type'] }
  return { kind: 'deleted', id, message: { ...before, ...around } }
}

/** A message that began a thread is at the top level itself. */
export function placeOf(message: Json, me: Identity): Place {
  const threadTs = textAt(message, 'thread_ts')
  return toPlace(me, textAt(message, 'channel'), threadTs === textAt(message, 'ts') ? '' : threadTs)
}

export function toPlace(me: Identity, channelId: string, threadId = ''): Place {
  return {
    workspaceId: toWorkspaceId(me.teamId),
    channelId,
    ...(threadId !== '' && { threadId }),
    isDirect: channelId.startsWith('D'),
  }
}

/** A message's id on Slack is when it was said, in seconds. */
export const toDate = (ts: string): Date => new Date(Number(ts) * 1000)

export const toWorkspaceId = (teamId: string): string => `slack:${teamId}`

/** Everybody whose name a message needs: who wrote it, and who is mentioned. */
export const namesNeeded = (message: Json, me: Identity): readonly string[] =>
  [textAt(message, 'user'), ...peopleIn(textAt(message, 'text'))].filter(
    id => id !== '' && id !== me.botUserId,
  )

export function toIncoming(message: Json, me: Identity, people: People): IncomingMessage {
  const raw = textAt(message, 'text')
  const first = /^\s*<@([UW][A-Z0-9]+)/.exec(raw)?.[1]
  const place = placeOf(message, me)
  return {
    id: textAt(message, 'ts'),
    place,
    author: authorOf(message, people),
    text: textOf(message, me, people),
    mentionsBot: raw.includes(`<@${me.botUserId}>`) || raw.includes(`<@${me.botUserId}|`),
    opensWithOther:
      first !== undefined && first !== me.botUserId && !(people.get(first)?.isBot ?? false),
    attachments: attachmentsOf(message),
    sentAt: toDate(textAt(message, 'ts')),
    ...(place.threadId !== undefined && { threadStartedAt: toDate(place.threadId) }),
  }
}

/** Slack's ids of messages are their times, in seconds. */

export const toEdit = (message: Json, me: Identity, people: People): MessageEdit => ({
  id: textAt(message, 'ts'),
  place: placeOf(message, me),
  author: authorOf(message, people),
  text: textOf(message, me, people),
})

export const textOf = (message: Json, me: Identity, people: People): string =>
  fromMrkdwn(withoutMention(textAt(message, 'text'), me.botUserId), people)

function authorOf(message: Json, people: People): Person {
  const id = textAt(message, 'user')
  return { id, name: people.get(id)?.name ?? id }
}

export function attachmentsOf(message: Json): Attachment[] {
  return listAt(message, 'files')
    .filter(file => textAt(file, 'mode') !== 'tombstone')
    .map(file => ({
      name: textAt(file, 'name') || textAt(file, 'title') || 'file',
      mimeType: textAt(file, 'mimetype') || 'application/octet-stream',
      sizeBytes: numberAt(file, 'size'),
      ref: textAt(file, 'url_private_download') || textAt(file, 'url_private'),
    }))
}

/** A short reference that is the same when Slack hands the same thing over again. */
export const toReference = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join(' ')).digest('hex').slice(0, 12)
