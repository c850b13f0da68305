import type { Deliveries } from './deliveries.ts'
import { eventsOf } from './events.ts'
import { addFile } from './file-methods.ts'
import { asText, type Json } from './json.ts'
import { publishChanged, publishDeleted, toPosted } from './message-events.ts'
import { addMessage, botOf, channelOf, findMessage } from './messages.ts'
import type { Message, User, World } from './world.ts'

export interface SayOptions {
  readonly threadTs?: string
  readonly files?: readonly { name: string; content: string | Buffer; mimetype?: string }[]
  // What the person looks at while writing in the agent's DM: the id of a channel.
  readonly inDmAgentView?: { readonly context?: string }
  // Slack does not promise an order between the two events of a mention.
  readonly messageFirst?: boolean
}

export interface Said {
  readonly ts: string
  readonly threadTs: string | undefined
  readonly channel: string
}

const token = /<(?:@[UW][A-Z0-9]+|#C[A-Z0-9]+(?:\|[^>]*)?|![a-z][^>]*|https?:[^>]*|mailto:[^>]*)>/g

const escapeMarkup = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

// What a person types, as Slack hands it on: mentions stay, other markup is escaped.
const toSlackText = (world: World, typed: string): string => {
  const named = typed.replaceAll(`@${world.options.botName}`, `<@${botOf(world)}>`)
  const mentions = [...named.matchAll(token)]
  let end = 0
  const parts = mentions.map(match => {
    const before = escapeMarkup(named.slice(end, match.index))
    end = match.index + match[0].length
    return before + match[0]
  })
  return parts.join('') + escapeMarkup(named.slice(end))
}

const plainText = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

const toRichText = (world: World, text: string): Json[] => {
  const elements = text.split(/(<@[UW][A-Z0-9]+>)/).filter(part => part !== '')
  return [
    {
      type: 'rich_text',
      block_id: world.newId('b'),
      elements: [
        {
          type: 'rich_text_section',
          elements: elements.map(part => {
            const user = /^<@([UW][A-Z0-9]+)>$/.exec(part)?.[1]
            return user ? { type: 'user', user_id: user } : { type: 'text', text: plainText(part) }
          }),
        },
      ],
    },
  ]
}

const mentionsBot = (world: World, text: string) => text.includes(`<@${botOf(world)}>`)

const toMention = (world: World, message: Message): Json => {
  const { channel_type: _type, subtype: _subtype, ...event } = toPosted(world, message)
  return { ...event, type: 'app_mention' }
}

const announce = (world: World, message: Message, messageFirst: boolean) => {
  const isDm = world.channels.get(message.channel)?.kind === 'im'
  const events = [toPosted(world, message)]
  if (!isDm && mentionsBot(world, message.text)) events.unshift(toMention(world, message))
  if (messageFirst) events.reverse()
  for (const event of events) world.publish(event)
}

const contextOf = (world: World, options: SayOptions): Json | undefined => {
  const channel = options.inDmAgentView?.context
  if (channel === undefined) return options.inDmAgentView && { entities: [] }
  const team = { team_id: world.options.teamId }
  return { entities: [{ type: 'slack#/types/channel_id', value: channel, ...team }] }
}

export const say = (
  world: World,
  user: User,
  channelId: string,
  typed: string,
  options: SayOptions = {},
): Said => {
  const channel = channelOf(world, channelId)
  if (!channel.members.includes(user.id)) throw new Error(`${user.name} is not in ${channel.name}`)
  if (options.threadTs && !findMessage(world, channelId, options.threadTs))
    throw new Error(`There is no thread ${options.threadTs} in ${channel.name}`)
  const text = toSlackText(world, typed)
  const files = (options.files ?? []).map(
    file => addFile(world, { ...file, content: Buffer.from(file.content), user: user.id }).id,
  )
  const message = addMessage(world, channel.id, user.id, {
    text,
    files,
    threadTs: options.threadTs,
    blocks: text === '' ? [] : toRichText(world, text),
    appContext: contextOf(world, options),
  })
  announce(world, message, options.messageFirst ?? false)
  return { ts: message.ts, threadTs: options.threadTs, channel: channel.id }
}

export const edit = (world: World, said: Said, typed: string) => {
  const message = found(world, said)
  const wasMention = mentionsBot(world, message.text)
  const previous = { text: message.text, blocks: message.blocks }
  message.text = toSlackText(world, typed)
  message.blocks = toRichText(world, message.text)
  message.editedTs = world.newTs()
  publishChanged(world, message, previous)
  if (!wasMention && mentionsBot(world, message.text)) world.publish(toMention(world, message))
}

const found = (world: World, said: Said): Message => {
  const message = findMessage(world, said.channel, said.ts)
  if (!message) throw new Error(`There is no message ${said.ts}`)
  return message
}

export const remove = (world: World, said: Said) => {
  const message = found(world, said)
  message.isDeleted = true
  publishDeleted(world, message)
}

// Sends an event again, as Slack does when it saw no answer in time.
export const redeliver = (deliveries: Deliveries, eventId: string | 'last') => {
  const events = eventsOf(deliveries)
  const last = eventId === 'last' ? events.at(-1) : events.findLast(one => one.eventId === eventId)
  if (!last) throw new Error(`No event ${eventId} was sent`)
  return deliveries.retry(last.delivery)
}

export const react = (world: World, user: User, said: Said, name: string) => {
  const message = found(world, said)
  message.reactions.set(name, (message.reactions.get(name) ?? new Set()).add(user.id))
  world.publish({
    type: 'reaction_added',
    user: user.id,
    reaction: name,
    item: { type: 'message', channel: message.channel, ts: message.ts },
    item_user: message.user,
    event_ts: world.newTs(),
  })
}

export const channelIdOf = (channel: string | { readonly id: string }) =>
  typeof channel === 'string' ? channel : asText(channel.id)
