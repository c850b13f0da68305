import { checkPost, checkUpdate, maxText } from './check-message.ts'
import { checkPictures } from './file-methods.ts'
import { asJson, asList, asText, isGiven, type Json } from './json.ts'
import { publishChanged, publishDeleted, publishPosted } from './message-events.ts'
import { toMessageJson } from './message-json.ts'
import {
  addMessage,
  botOf,
  channelOf,
  findMessage,
  rootOf,
  withBlockIds,
  writableChannel,
} from './messages.ts'
import { refuse, violate } from './refusal.ts'
import { endOldStream } from './streams.ts'
import { type Channel, type Message, recordViolation, type World } from './world.ts'

export type Method = (args: Json, world: World) => Json | Promise<Json>

const cutText = (world: World, method: string, text: string) => {
  if (text.length <= maxText) return text
  recordViolation(world, method, 'message_truncated', `text has ${text.length} characters`)
  return text.slice(0, maxText)
}

const contentOf = (world: World, method: string, args: Json) => {
  checkPictures(world, asList(args['blocks']), method === 'chat.postEphemeral')
  return {
    text: cutText(world, method, asText(args['markdown_text']) || asText(args['text'])),
    markdown: asText(args['markdown_text']) !== '',
    blocks: withBlockIds(world, asList(args['blocks'])),
    attachments: [...asList(args['attachments'])],
    metadata: isGiven(args['metadata']) ? asJson(args['metadata']) : undefined,
  }
}

export const clearStatus = (world: World, channel: string, threadTs: string | undefined) => {
  if (threadTs !== undefined) world.statuses.delete(`${channel}:${threadTs}`)
}

const postMessage: Method = (args, world) => {
  const channel = writableChannel(world, args['channel'])
  checkPost(args)
  const threadTs = rootOf(world, channel.id, args['thread_ts'])
  const content = contentOf(world, 'chat.postMessage', args)
  const message = addMessage(world, channel.id, botOf(world), { ...content, threadTs })
  clearStatus(world, channel.id, threadTs)
  publishPosted(world, message)
  return { channel: channel.id, ts: message.ts, message: toMessageJson(world, message) }
}

const postEphemeral: Method = (args, world) => {
  const channel = writableChannel(world, args['channel'])
  const user = asText(args['user'])
  if (!world.users.has(user)) violate('user_not_found', `no user ${user}`)
  if (!channel.members.includes(user))
    violate('user_not_in_channel', `${user} is not in ${channel.id}`)
  checkPost(args)
  const threadTs = rootOf(world, channel.id, args['thread_ts'])
  const content = contentOf(world, 'chat.postEphemeral', args)
  const message = addMessage(world, channel.id, botOf(world), {
    ...content,
    threadTs,
    ephemeralTo: user,
  })
  return { message_ts: message.ts }
}

// A message that the app itself wrote and may still change.
export const ownMessage = (
  world: World,
  args: Json,
  cant: string,
): { channel: Channel; message: Message } => {
  const channel = channelOf(world, asText(args['channel']))
  const message = findMessage(world, channel.id, asText(args['ts']))
  if (!message || message.ephemeralTo !== undefined)
    return violate('message_not_found', `no message ${asText(args['ts'])} in ${channel.id}`)
  if (message.user !== botOf(world)) violate(cant, 'not the message of this app')
  return { channel, message }
}

const update: Method = (args, world) => {
  const { channel, message } = ownMessage(world, args, 'cant_update_message')
  endOldStream(world, message)
  if (message.stream?.state === 'in_progress') violate('streaming_state_conflict')
  checkUpdate(args)
  const content = contentOf(world, 'chat.update', args)
  if (isGiven(args['text']) || content.markdown) message.text = content.text
  if (isGiven(args['blocks']) || content.markdown) message.blocks = content.blocks
  if (isGiven(args['attachments'])) message.attachments = content.attachments
  if (content.metadata) message.metadata = content.metadata
  message.markdown = content.markdown
  message.editedTs = world.newTs()
  publishChanged(world, message)
  return {
    channel: channel.id,
    ts: message.ts,
    text: message.text,
    message: toMessageJson(world, message),
  }
}

const remove: Method = (args, world) => {
  const { channel, message } = ownMessage(world, args, 'cant_delete_message')
  message.isDeleted = true
  publishDeleted(world, message)
  return { channel: channel.id, ts: message.ts }
}

const getPermalink: Method = (args, world) => {
  const channel = channelOf(world, asText(args['channel']))
  const ts = asText(args['message_ts'])
  const message = findMessage(world, channel.id, ts) ?? refuse('message_not_found')
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : ''
  const permalink = `https://${world.options.teamName}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}${thread}`
  return { channel: channel.id, permalink }
}

export const chatMethods: Record<string, Method> = {
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.delete': remove,
  'chat.getPermalink': getPermalink,
}
