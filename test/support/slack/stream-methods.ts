import { clearStatus, type Method, ownMessage } from './chat-methods.ts'
import { checkMarkdown, checkMessageBlocks } from './check-message.ts'
import { asJson, asList, asText, isGiven, type Json } from './json.ts'
import { publishChanged, publishPosted } from './message-events.ts'
import { toMessageJson } from './message-json.ts'
import { addMessage, botOf, rootOf, withBlockIds, writableChannel } from './messages.ts'
import { refuse, violate } from './refusal.ts'
import { endOldStream, newStream } from './streams.ts'
import type { Channel, Message, Stream, World } from './world.ts'

const checkRecipient = (world: World, channel: Channel, args: Json) => {
  if (channel.kind === 'im') return
  if (asText(args['recipient_user_id']) === '') violate('missing_recipient_user_id')
  if (asText(args['recipient_team_id']) === '') violate('missing_recipient_team_id')
  if (!world.users.has(asText(args['recipient_user_id']))) violate('user_not_found')
}

const addText = (world: World, message: Message, stream: Stream, text: string) => {
  if (stream.length + text.length > world.options.streamMaxCharacters)
    violate('msg_too_long', `stream would hold ${stream.length + text.length} characters`)
  stream.length += text.length
  message.text += text
}

const addBlocks = (world: World, message: Message, stream: Stream, blocks: readonly Json[]) => {
  stream.chunkBlocks += blocks.length
  checkMessageBlocks(blocks)
  if (stream.chunkBlocks > 50) violate('invalid_blocks', 'more than 50 blocks in chunks')
  message.blocks.push(...withBlockIds(world, blocks))
}

const statuses = ['pending', 'in_progress', 'complete', 'error']

const addTask = (stream: Stream, chunk: Json) => {
  if (asText(chunk['id']) === '' || asText(chunk['title']) === '')
    violate('invalid_chunks', 'a task_update needs an id and a title')
  if (!statuses.includes(asText(chunk['status'])))
    violate('invalid_chunks', `status ${asText(chunk['status'])}`)
  stream.tasks.set(asText(chunk['id']), chunk)
}

const addChunk = (world: World, message: Message, stream: Stream, chunk: Json) => {
  const type = asText(chunk['type'])
  if (type === 'markdown_text') addText(world, message, stream, asText(chunk['text']))
  else if (type === 'blocks') addBlocks(world, message, stream, asList(chunk['blocks']))
  else if (type === 'task_update') addTask(stream, chunk)
  else if (type === 'plan_update') stream.planTitle = asText(chunk['title'])
  else violate('invalid_chunks', `unsupported chunk ${type}`)
}

const addContent = (world: World, message: Message, stream: Stream, args: Json) => {
  const markdown = asText(args['markdown_text'])
  const chunks = asList(args['chunks'])
  if (markdown !== '' && chunks.length > 0)
    violate('invalid_arguments', 'either markdown_text or chunks')
  checkMarkdown(markdown)
  if (markdown !== '') addText(world, message, stream, markdown)
  for (const chunk of chunks) addChunk(world, message, stream, chunk)
}

const start: Method = (args, world) => {
  const { streaming } = world.options
  if (streaming !== true) refuse(streaming)
  const channel = writableChannel(world, args['channel'])
  if (asText(args['thread_ts']) === '') violate('invalid_arguments', 'thread_ts is required')
  checkRecipient(world, channel, args)
  const threadTs = rootOf(world, channel.id, args['thread_ts'])
  const stream = newStream(world)
  const message = addMessage(world, channel.id, botOf(world), { threadTs, markdown: true, stream })
  try {
    addContent(world, message, stream, args)
  } catch (error) {
    message.isDeleted = true
    throw error
  }
  clearStatus(world, channel.id, threadTs)
  publishPosted(world, message)
  return { channel: channel.id, ts: message.ts }
}

const openStream = (
  world: World,
  args: Json,
): { channel: Channel; message: Message; stream: Stream } => {
  const { channel, message } = ownMessage(world, args, 'message_not_owned_by_app')
  endOldStream(world, message)
  const { stream } = message
  if (!stream) return violate('message_not_in_streaming_state', 'not a streamed message')
  if (stream.endedBy === 'person') refuse('stopped_by_user')
  if (stream.endedBy === 'age') refuse('message_not_in_streaming_state')
  if (stream.state !== 'in_progress') violate('message_not_in_streaming_state', 'already stopped')
  return { channel, message, stream }
}

const append: Method = (args, world) => {
  const { channel, message, stream } = openStream(world, args)
  if (asText(args['markdown_text']) === '' && asList(args['chunks']).length === 0)
    violate('no_text')
  addContent(world, message, stream, args)
  return { channel: channel.id, ts: message.ts }
}

const stop: Method = (args, world) => {
  const { channel, message, stream } = openStream(world, args)
  const blocks = asList(args['blocks'])
  checkMessageBlocks(args['blocks'])
  addContent(world, message, stream, args)
  message.blocks.push(...withBlockIds(world, blocks))
  if (isGiven(args['metadata'])) message.metadata = asJson(args['metadata'])
  stream.state = 'completed'
  stream.endedBy = 'app'
  setSession(world, message, asText(args['session_status']))
  publishChanged(world, message)
  return { channel: channel.id, ts: message.ts, message: toMessageJson(world, message) }
}

const setSession = (world: World, message: Message, status: string) => {
  if (status === '') return
  const key = `${message.channel}:${message.threadTs}`
  const session = world.sessions.get(key)
  if (session) session.status = status
  else world.sessions.set(key, { status, title: '' })
}

export const streamMethods: Record<string, Method> = {
  'chat.startStream': start,
  'chat.appendStream': append,
  'chat.stopStream': stop,
}
