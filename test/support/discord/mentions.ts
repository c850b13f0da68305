import type { Channel, Component, Json, Message } from './entities.ts'
import { may } from './permissions.ts'
import { flatten, isRecord, type World } from './world.ts'

interface Allowed {
  readonly parse: readonly string[]
  readonly users: readonly string[]
  readonly roles: readonly string[]
}

function readAllowed(value: unknown): Allowed {
  if (!isRecord(value)) return { parse: ['everyone', 'users', 'roles'], users: [], roles: [] }
  const strings = (name: string) => ((value[name] as string[] | null | undefined) ?? []).map(String)
  return { parse: strings('parse'), users: strings('users'), roles: strings('roles') }
}

/** The text in which Discord looks for mentions: the content and the V2 text displays. */
function mentionText(content: string, components: readonly Component[]): string {
  return [content, ...flatten(components).flatMap(({ content: text }) => text ?? [])].join('\n')
}

const ids = (text: string, pattern: RegExp) => [
  ...new Set([...text.matchAll(pattern)].map(match => match[1] ?? '')),
]

interface Found {
  readonly everyone: readonly string[]
  readonly users: readonly string[]
  readonly roles: readonly string[]
}

/** Whom a text would notify under its `allowed_mentions`. */
export function findMentions(text: string, allowedMentions: unknown): Found {
  const allowed = readAllowed(allowedMentions)
  const keep = (kind: 'users' | 'roles') => (id: string) =>
    allowed.parse.includes(kind) || allowed[kind].includes(id)
  return {
    everyone: allowed.parse.includes('everyone') ? ids(text, /(@everyone|@here)/g) : [],
    users: ids(text, /<@!?(\d+)>/g).filter(keep('users')),
    roles: ids(text, /<@&(\d+)>/g).filter(keep('roles')),
  }
}

/** What a person's own message mentions. */
export function applyMentions(world: World, message: Message, found: Found): void {
  const channel = world.channels.get(message.channelId)
  message.mentionIds = found.users.filter(id => world.users.has(id))
  message.mentionRoleIds = [...found.roles]
  message.mentionEveryone =
    found.everyone.length > 0 && mentionsEveryone(world, channel, message.authorId)
}

function mentionsEveryone(world: World, channel: Channel | undefined, userId: string): boolean {
  return channel !== undefined && may(world, channel, userId, 'MentionEveryone')
}

interface Written {
  readonly message: Message
  readonly body: Json
  readonly by: 'post' | 'edit'
}

/** Sets a bot message's mentions and records whom it would have notified. */
export function recordPings(world: World, { message, body, by }: Written): void {
  const found = findMentions(
    mentionText(message.content, message.components),
    body['allowed_mentions'],
  )
  applyMentions(world, message, found)
  const mentions = [
    ...found.everyone,
    ...found.users.map(id => `<@${id}>`),
    ...found.roles.map(id => `<@&${id}>`),
  ]
  if (mentions.length === 0) return
  const { id: messageId, channelId } = message
  const explicit = isRecord(body['allowed_mentions'])
  world.pings.push({ at: Date.now(), by, messageId, channelId, mentions, explicit })
}
