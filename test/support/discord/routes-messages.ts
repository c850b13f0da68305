import type { Channel, Json, Message } from './entities.ts'
import { type ApiError, apiError } from './errors.ts'
import { publishDeletion, publishMessage } from './events.ts'
import { createForm } from './form.ts'
import { byId } from './ids.ts'
import { toMessage, toMessageFor } from './message-payload.ts'
import { editMessage, postMessage } from './messages.ts'
import { channelForBot, may, sendPermission } from './permissions.ts'
import { noContent, ok, type Reply, type Request, type Routes } from './routing.ts'
import { joinThread, wake } from './threads.ts'
import { findMessage, isRecord, type World } from './world.ts'

const nonceMs = 120_000

function read(world: World, message: Message): Json {
  return toMessageFor(world, message, world.options.messageContentIntent)
}

function publicMessages(world: World, channelId: string): Message[] {
  return [...world.messages.values()]
    .filter(each => each.channelId === channelId && !each.ephemeralFor && !each.deletedAt)
    .sort((a, b) => byId(a.id, b.id))
}

/** The newest first, like Discord. */
function pageOf(all: readonly Message[], query: Request['query'], limit: number): Message[] {
  const { before, after, around } = query
  if (after)
    return all
      .filter(({ id }) => byId(id, after) > 0)
      .slice(0, limit)
      .reverse()
  if (before)
    return all
      .filter(({ id }) => byId(id, before) < 0)
      .slice(-limit)
      .reverse()
  if (!around) return all.slice(-limit).reverse()
  const older = all.filter(({ id }) => byId(id, around) <= 0).slice(-Math.ceil((limit + 1) / 2))
  const newer = all.filter(({ id }) => byId(id, around) > 0).slice(0, Math.floor(limit / 2))
  return [...older, ...newer].reverse()
}

function listMessages({ world, params, query }: Request): Reply {
  const channel = channelForBot(world, params['channel'], [])
  const limit = Number(query['limit'] ?? 50)
  const form = createForm()
  form.number('limit', Number.isNaN(limit) ? 0 : limit, { min: 1, max: 100 })
  form.finish()
  if (!may(world, channel, world.bot.id, 'ReadMessageHistory')) return ok([])
  return ok(pageOf(publicMessages(world, channel.id), query, limit).map(each => read(world, each)))
}

function getMessage({ world, params }: Request): Reply {
  const channel = channelForBot(world, params['channel'], ['ReadMessageHistory'])
  return ok(read(world, findMessage(world, channel.id, params['message'])))
}

function sentBefore(world: World, channelId: string, body: Json): Message | undefined {
  if (body['enforce_nonce'] !== true || body['nonce'] === undefined) return undefined
  const nonce = String(body['nonce'])
  return publicMessages(world, channelId).find(
    each => each.nonce === nonce && each.createdAt > Date.now() - nonceMs,
  )
}

function fault(path: string, code: string, message: string): ApiError {
  const form = createForm()
  form.fault(path, code, message)
  try {
    form.finish()
  } catch (error) {
    return error as ApiError
  }
  return apiError(0)
}

function repliedTo(world: World, channel: Channel, body: Json): string | undefined {
  const reference = body['message_reference']
  if (!isRecord(reference)) return undefined
  if (!may(world, channel, world.bot.id, 'ReadMessageHistory')) throw apiError(160002)
  const id = String(reference['message_id'])
  const target = publicMessages(world, channel.id).find(each => each.id === id)
  if (target && ![0, 19, 20, 23].includes(target.type))
    throw fault(
      'message_reference',
      'REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE',
      'Cannot reply to a system message',
    )
  if (target) return id
  if (reference['fail_if_not_exists'] === false) return undefined
  throw fault('message_reference', 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', 'Unknown message')
}

function checkMaySend(world: World, channel: Channel, request: Request): void {
  const needs = (name: 'AttachFiles' | 'EmbedLinks') => {
    if (!may(world, channel, world.bot.id, name)) throw apiError(50013)
  }
  if (request.files.length > 0) needs('AttachFiles')
  if (Array.isArray(request.body['embeds']) && request.body['embeds'].length > 0)
    needs('EmbedLinks')
  if (![0, 1, 2, 5, 10, 11, 12, 13].includes(channel.type)) throw apiError(50008)
  if (channel.recipientId && !takesDms(world, channel.recipientId)) throw apiError(50007)
}

/** A person who lets the bot write to them: DMs open, and a server in common. */
function takesDms(world: World, userId: string): boolean {
  const shared = [...world.guilds.values()].some(
    ({ members }) => members.has(userId) && members.has(world.bot.id),
  )
  return shared && world.users.get(userId)?.dmsClosed === false
}

function createMessage(request: Request): Reply {
  const { world, params, body, files } = request
  const seen = channelForBot(world, params['channel'], [])
  const channel = channelForBot(world, seen.id, [sendPermission(seen)])
  checkMaySend(world, channel, request)
  const known = sentBefore(world, channel.id, body)
  if (known) return ok(toMessage(world, known))
  const replyToId = repliedTo(world, channel, body)
  wakeFor(world, channel)
  const message = postMessage(world, {
    body,
    files,
    channelId: channel.id,
    ...(replyToId ? { replyToId } : {}),
  })
  publishMessage(world, 'MESSAGE_CREATE', message)
  return ok(toMessage(world, message))
}

function wakeFor(world: World, channel: Channel): void {
  wake(world, channel)
  joinThread(channel, world.bot.id)
}

function patchMessage({ world, params, body, files }: Request): Reply {
  const channel = channelForBot(world, params['channel'], [])
  const message = findMessage(world, channel.id, params['message'])
  if (message.authorId !== world.bot.id) throw apiError(50005)
  if (channel.thread?.archived) throw apiError(50083)
  editMessage(world, { message, body, files })
  publishMessage(world, 'MESSAGE_UPDATE', message)
  return ok(toMessage(world, message))
}

export function removeMessage(world: World, message: Message): void {
  message.deletedAt = Date.now()
  publishDeletion(world, message)
}

function deleteMessage({ world, params }: Request): Reply {
  const channel = channelForBot(world, params['channel'], [])
  const message = findMessage(world, channel.id, params['message'])
  const own = message.authorId === world.bot.id
  if (!own && !may(world, channel, world.bot.id, 'ManageMessages')) throw apiError(50013)
  if (channel.thread?.archived) throw apiError(50083)
  removeMessage(world, message)
  return noContent
}

export const messageRoutes: Routes = {
  'GET /channels/:channel/messages': listMessages,
  'POST /channels/:channel/messages': createMessage,
  'GET /channels/:channel/messages/:message': getMessage,
  'PATCH /channels/:channel/messages/:message': patchMessage,
  'DELETE /channels/:channel/messages/:message': deleteMessage,
}
