import type { Interaction, Message } from './entities.ts'
import { apiError } from './errors.ts'
import { publishMessage } from './events.ts'
import { isExpired } from './interactions.ts'
import { toMessage } from './message-payload.ts'
import { editMessage, ephemeralFlag, loadingFlag, postMessage } from './messages.ts'
import { originOf } from './routes-interactions.ts'
import { removeMessage } from './routes-messages.ts'
import { noContent, ok, type Reply, type Request, type Routes } from './routing.ts'
import { wake } from './threads.ts'

/** An interaction's webhook works from its first answer until its token ends. */
function interactionOf({ world, params }: Request): Interaction {
  const interaction = world.interactions.get(params['token'] ?? '')
  if (!interaction || params['application'] !== world.bot.id) throw apiError(50027)
  if (isExpired(interaction)) throw apiError(50027)
  if (!interaction.ackedAt) throw apiError(10015)
  return interaction
}

function messageOf(request: Request): Message {
  const interaction = interactionOf(request)
  const wanted = request.params['message']
  const id = wanted === '@original' ? interaction.originalId : wanted
  const own = [interaction.originalId, interaction.sourceMessageId, ...interaction.followUpIds]
  const message = request.world.messages.get(id ?? '')
  if (!message || message.deletedAt || !own.includes(message.id)) throw apiError(10008)
  return message
}

function patch(request: Request): Reply {
  const { world, body, files } = request
  return ok(toMessage(world, change(request, { message: messageOf(request), body, files })))
}

function change({ world }: Request, given: Parameters<typeof editMessage>[1]): Message {
  editMessage(world, given)
  publishMessage(world, 'MESSAGE_UPDATE', given.message)
  return given.message
}

/** The first follow-up after a deferred answer takes its place, and its privacy. */
function followUp(request: Request): Reply {
  const { world, body, files } = request
  const interaction = interactionOf(request)
  const original = world.messages.get(interaction.originalId ?? '')
  const isLoading = original && !original.deletedAt && (original.flags & loadingFlag) !== 0
  if (isLoading) return ok(toMessage(world, change(request, { message: original, body, files })))
  const isPrivate = (Number(body['flags'] ?? 0) & ephemeralFlag) !== 0
  const { channelId, userId } = interaction
  const channel = world.channels.get(channelId)
  if (channel) wake(world, channel)
  const secret = isPrivate ? { ephemeralFor: userId } : {}
  const message = postMessage(world, {
    body,
    files,
    channelId,
    origin: originOf(interaction),
    ...secret,
  })
  interaction.followUpIds.push(message.id)
  publishMessage(world, 'MESSAGE_CREATE', message)
  return ok(toMessage(world, message))
}

const path = '/webhooks/:application/:token'

export const webhookRoutes: Routes = {
  [`POST *${path}`]: followUp,
  [`GET *${path}/messages/:message`]: request => ok(toMessage(request.world, messageOf(request))),
  [`PATCH *${path}/messages/:message`]: patch,
  [`DELETE *${path}/messages/:message`]: request => {
    removeMessage(request.world, messageOf(request))
    return noContent
  },
}
