import type { Message } from './entities.ts'
import { apiError } from './errors.ts'
import { publishReaction } from './events.ts'
import { channelForBot } from './permissions.ts'
import { noContent, type Request, type Routes } from './routing.ts'
import { findMessage, type World } from './world.ts'

interface Reacting {
  readonly message: Message
  readonly userId: string
  readonly emoji: string
}

export function addReaction(world: World, { message, userId, emoji }: Reacting): void {
  const known = message.reactions.find(each => each.emoji === emoji)
  if (known?.userIds.includes(userId)) return
  if (known) known.userIds.push(userId)
  else message.reactions.push({ emoji, userIds: [userId] })
  publishReaction(world, 'MESSAGE_REACTION_ADD', { message, userId, emoji })
}

export function removeReaction(world: World, { message, userId, emoji }: Reacting): void {
  const known = message.reactions.find(each => each.emoji === emoji)
  const at = known?.userIds.indexOf(userId) ?? -1
  if (!known || at < 0) return
  known.userIds.splice(at, 1)
  publishReaction(world, 'MESSAGE_REACTION_REMOVE', { message, userId, emoji })
}

function reacting(
  { world, params }: Request,
  needs: ('AddReactions' | 'ReadMessageHistory')[],
): Reacting {
  const channel = channelForBot(world, params['channel'], needs)
  const message = findMessage(world, channel.id, params['message'])
  const id = params['user'] ?? '@me'
  return { message, emoji: params['emoji'] ?? '', userId: id === '@me' ? world.bot.id : id }
}

export const reactionRoutes: Routes = {
  'PUT /channels/:channel/messages/:message/reactions/:emoji/:user': request => {
    const given = reacting(request, ['AddReactions', 'ReadMessageHistory'])
    if (/^\w+$/.test(given.emoji)) throw apiError(10014)
    addReaction(request.world, given)
    return noContent
  },
  'DELETE /channels/:channel/messages/:message/reactions/:emoji/:user': request => {
    removeReaction(request.world, reacting(request, []))
    return noContent
  },
}
