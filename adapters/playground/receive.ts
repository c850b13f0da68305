import { z } from 'zod'
import type { IncomingMessage } from '../../src/ports/chat.ts'
import { maxFiles } from './files.ts'
import { bot, people, toActor, toPlace } from './people.ts'
import type { Spot, WireMessage, WirePerson } from './protocol.ts'

const id = z.string().min(1).max(64)
const person = z.enum(['ada', 'ben', 'cleo'])
/** zod writes an absent option as `undefined`; ours are left out. */
const spot = z
  .object({ channelId: id, threadId: id.optional() })
  .transform(
    ({ channelId, threadId }): Spot =>
      threadId === undefined ? { channelId } : { channelId, threadId },
  )
const origin = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('message'),
    messageId: id,
    part: z.enum(['card', 'footer', 'stop']),
  }),
  z.object({ kind: z.literal('home') }),
])
const choices = z.array(z.string().max(3000)).max(1000)

export const bodies = {
  message: z.object({
    person,
    spot,
    text: z.string().max(40_000),
    files: z.array(z.string()).max(maxFiles),
  }),
  edit: z.object({ person, id, text: z.string().min(1).max(40_000) }),
  remove: z.object({ person, id }),
  dismiss: z.object({ person, id }),
  command: z.object({ person, spot, typed: z.string().min(2).max(8_000) }),
  press: z.object({
    person,
    spot,
    origin,
    action: z.string().max(200),
    value: z.string().max(200),
    chosen: choices,
  }),
  submit: z.object({
    person,
    spot,
    origin: origin.optional(),
    form: z.string().max(200),
    state: z.string().max(200),
    values: z.record(z.string(), choices),
  }),
  suggest: z.object({
    person,
    spot,
    command: z.string().max(100),
    option: z.string().max(100),
    typed: z.string().max(500),
  }),
  upload: z.object({
    person,
    name: z.string().min(1).max(255),
    mimeType: z.string().max(127),
    base64: z.base64(),
  }),
} as const

export const asker = z.object({ person })

const botMention = /(^|[^\w@])@switchboard\b[,:]?[ \t]*/gi

export const mentionsBot = (text: string): boolean => text.search(botMention) >= 0

export const withoutBot = (text: string): string => text.replace(botMention, '$1').trim()

export function opensWithOther(text: string): boolean {
  const opening = text.trimStart().toLowerCase()
  return people.some(({ name }) => new RegExp(`^@${name.toLowerCase()}\\b`).test(opening))
}

export function fromMessage(
  message: WireMessage,
  author: WirePerson,
  threadStartedAt?: number,
): IncomingMessage {
  return {
    id: message.id,
    place: toPlace(message),
    author: toActor(author),
    text: withoutBot(message.text),
    mentionsBot: mentionsBot(message.text),
    opensWithOther: opensWithOther(message.text),
    attachments: message.files ?? [],
    sentAt: new Date(message.sentAt),
    ...(threadStartedAt !== undefined && { threadStartedAt: new Date(threadStartedAt) }),
  }
}

export const isFromBot = (message: WireMessage): boolean => message.authorId === bot.id
