import type { Channel, Json } from './entities.ts'
import { apiError } from './errors.ts'
import { publishChannel } from './events.ts'
import { createForm } from './form.ts'
import { toChannel, toThreadMember } from './payloads.ts'
import { channelForBot, may, sendPermission } from './permissions.ts'
import { noContent, ok, type Reply, type Request, type Routes } from './routing.ts'
import { checkThread, createThread, joinThread } from './threads.ts'
import { findMessage, type World } from './world.ts'

function getChannel({ world, params }: Request): Reply {
  return ok(toChannel(world, channelForBot(world, params['channel'], [])))
}

function checkMayPatch(world: World, channel: Channel, body: Json): void {
  const own = channel.ownerId === world.bot.id
  const onlyWakes = Object.keys(body).every(key => key === 'archived') && body['archived'] === false
  const manages = may(
    world,
    channel,
    world.bot.id,
    channel.thread ? 'ManageThreads' : 'ManageChannels',
  )
  const ownFields = ['name', 'archived', 'auto_archive_duration', 'rate_limit_per_user']
  const ownAllowed = own && Object.keys(body).every(key => ownFields.includes(key))
  if (!manages && !(channel.thread && (ownAllowed || (onlyWakes && !channel.thread.locked))))
    throw apiError(50013)
}

function patchThread(channel: Channel, body: Json): void {
  const state = channel.thread
  if (!state) return
  const staysArchived = state.archived && body['archived'] !== false
  if (staysArchived && Object.keys(body).some(key => key !== 'archived')) throw apiError(50083)
  state.archived = body['archived'] === undefined ? state.archived : body['archived'] === true
  state.locked = body['locked'] === undefined ? state.locked : body['locked'] === true
  state.autoArchiveMinutes = Number(body['auto_archive_duration'] ?? state.autoArchiveMinutes)
}

function patchChannel({ world, params, body }: Request): Reply {
  const channel = channelForBot(world, params['channel'], [])
  if (!channel.guildId) throw apiError(50024)
  checkMayPatch(world, channel, body)
  checkThread(body, false)
  const form = createForm()
  form.text('topic', body['topic'], { max: 1024 })
  form.finish()
  patchThread(channel, body)
  channel.name = String(body['name'] ?? channel.name)
  channel.topic = String(body['topic'] ?? channel.topic)
  publishChannel(world, channel.thread ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE', channel)
  return ok(toChannel(world, channel))
}

function threadFromMessage({ world, params, body }: Request): Reply {
  const parent = channelForBot(world, params['channel'], ['CreatePublicThreads'])
  const starter = findMessage(world, parent.id, params['message'])
  const thread = createThread(world, { parent, ownerId: world.bot.id, body, starter })
  return { status: 201, body: toChannel(world, thread) }
}

function threadWithoutMessage({ world, params, body }: Request): Reply {
  const isPrivate = body['type'] !== 11
  const need = isPrivate ? 'CreatePrivateThreads' : 'CreatePublicThreads'
  const parent = channelForBot(world, params['channel'], [need])
  const typed = { ...body, type: isPrivate ? 12 : 11 }
  const thread = createThread(world, { parent, ownerId: world.bot.id, body: typed })
  return { status: 201, body: toChannel(world, thread) }
}

function threadOf({ world, params }: Request): { channel: Channel; userId: string } {
  const channel = channelForBot(world, params['channel'], [])
  if (!channel.thread) throw apiError(50024)
  const id = params['user'] ?? '@me'
  return { channel, userId: id === '@me' ? world.bot.id : id }
}

function archivedThreads({ world, params }: Request): Reply {
  const parent = channelForBot(world, params['channel'], ['ReadMessageHistory'])
  const threads = [...world.channels.values()].filter(
    ({ parentId, thread }) => parentId === parent.id && thread?.archived,
  )
  return ok({ threads: threads.map(each => toChannel(world, each)), members: [], has_more: false })
}

export const channelRoutes: Routes = {
  'GET /channels/:channel': getChannel,
  'PATCH /channels/:channel': patchChannel,
  'POST /channels/:channel/typing': ({ world, params }) => {
    const channel = channelForBot(world, params['channel'], [])
    if (!may(world, channel, world.bot.id, sendPermission(channel))) throw apiError(50013)
    world.typing.push({ at: Date.now(), channelId: channel.id })
    return noContent
  },
  'POST /channels/:channel/messages/:message/threads': threadFromMessage,
  'POST /channels/:channel/threads': threadWithoutMessage,
  'GET /channels/:channel/threads/archived/public': archivedThreads,
  'GET /channels/:channel/thread-members': request => {
    const { channel } = threadOf(request)
    const members = [...(channel.thread?.memberIds ?? [])]
    return ok(members.map(id => toThreadMember(channel, id)))
  },
  'GET /channels/:channel/thread-members/:user': request => {
    const { channel, userId } = threadOf(request)
    if (!channel.thread?.memberIds.has(userId)) throw apiError(10007)
    return ok(toThreadMember(channel, userId))
  },
  'PUT /channels/:channel/thread-members/:user': request => {
    const { channel, userId } = threadOf(request)
    joinThread(channel, userId)
    return noContent
  },
  'DELETE /channels/:channel/thread-members/:user': request => {
    const { channel, userId } = threadOf(request)
    channel.thread?.memberIds.delete(userId)
    return noContent
  },
}
