import { checkVisible, findCommand, type Place } from './command-choice.ts'
import type { Command } from './command-entities.ts'
import type { Guild, Json, Role, User } from './entities.ts'
import { publishForGuild } from './events.ts'
import { type Handle, toHandle } from './handle.ts'
import { startInteraction } from './interactions.ts'
import { toMessage } from './message-payload.ts'
import { createResolver } from './resolved.ts'
import { toGrants } from './routes-commands.ts'
import type { World } from './world.ts'

type HasId = { readonly id: string }

export interface Menus {
  /** A command in a message's menu. */
  contextMenu(user: User, message: HasId, name: string, how?: { force?: boolean }): Handle
  /** A command in a person's menu. */
  userMenu(user: User, channel: HasId, target: { user: User; name: string }): Handle
  /** What an admin sets for a command under the server's Integrations. */
  grantCommand(guild: Guild, command: string, who: User | Role, permission?: boolean): void
}

export function commandData(command: Command, options: readonly Json[], more: Json = {}): Json {
  const { id, name, type, guild_id } = command
  return { id, name, type, ...(guild_id ? { guild_id } : {}), options, ...more }
}

export function runCommand(
  world: World,
  { user, channelId }: Place,
  given: { name: string; data: Json },
): Handle {
  return toHandle(world, startInteraction(world, { type: 2, userId: user.id, channelId, ...given }))
}

function contextMenu(
  world: World,
  user: User,
  given: { id: string; name: string; force: boolean },
): Handle {
  const { id, name, force } = given
  const message = world.messages.get(id)
  if (!message || message.deletedAt) throw new Error(`There is no message ${id}`)
  const place = { user, channelId: message.channelId }
  const command = findCommand(world, place, { name, type: 3 })
  if (!force) checkVisible(world, place, command)
  const resolved = { messages: { [id]: toMessage(world, message) } }
  return runCommand(world, place, {
    name,
    data: commandData(command, [], { target_id: id, resolved }),
  })
}

function userMenu(world: World, place: Place, target: { user: User; name: string }): Handle {
  const { user, channelId } = place
  const command = findCommand(world, place, { name: target.name, type: 2 })
  checkVisible(world, place, command)
  const resolver = createResolver(world, { channelId, userId: user.id })
  resolver.user(target.user.id)
  const more = { target_id: target.user.id, resolved: resolver.toJson() }
  return runCommand(world, place, { name: target.name, data: commandData(command, [], more) })
}

function grant(
  world: World,
  guildId: string,
  given: { name: string; who: User | Role; permission: boolean },
): void {
  const { name, who, permission } = given
  const command = world.commands.find(
    each => each.name === name && (!each.guild_id || each.guild_id === guildId),
  )
  if (!command) throw new Error(`There is no command "${name}"`)
  const about = { guildId, commandId: command.id, id: who.id, permission }
  world.commandGrants.push({ ...about, type: 'bot' in who ? 2 : 1 })
  const permissions = toGrants(world, guildId, command.id)
  publishForGuild(world, 'APPLICATION_COMMAND_PERMISSIONS_UPDATE', permissions)
}

export function createMenus(world: World): Menus {
  return {
    contextMenu: (user, { id }, name, { force = false } = {}) =>
      contextMenu(world, user, { id, name, force }),
    userMenu: (user, { id: channelId }, target) => userMenu(world, { user, channelId }, target),
    grantCommand: (guild, name, who, permission = true) =>
      grant(world, guild.id, { name, who, permission }),
  }
}
