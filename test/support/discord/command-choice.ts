import { PermissionFlagsBits } from 'discord.js'
import type { Command, CommandOption } from './command-entities.ts'
import type { User } from './entities.ts'
import { channelPermissions, may } from './permissions.ts'
import { findChannel, type World } from './world.ts'

export interface Chosen {
  readonly command: Command
  readonly path: readonly CommandOption[]
  readonly options: readonly CommandOption[]
}

export interface Place {
  readonly user: User
  readonly channelId: string
}

export function findCommand(
  world: World,
  place: Place,
  wanted: { name: string; type: number },
): Command {
  const guildId = world.channels.get(place.channelId)?.guildId
  const fitting = world.commands.filter(
    ({ name, type, guild_id }) =>
      name === wanted.name && type === wanted.type && (!guild_id || guild_id === guildId),
  )
  const found = fitting.find(({ guild_id }) => guild_id) ?? fitting[0]
  if (!found) {
    const names = world.commands.map(({ name }) => name).join(', ')
    throw new Error(`No command "${wanted.name}" is registered; there are: ${names || 'none'}`)
  }
  return found
}

export function choose(world: World, place: Place, line: string): Chosen {
  const [name = '', ...words] = line.trim().replace(/^\//, '').split(/\s+/)
  const command = findCommand(world, place, { name, type: 1 })
  const path: CommandOption[] = []
  let options = command.options ?? []
  for (const word of words) {
    const next = options.find(option => option.name === word && option.type <= 2)
    if (!next) throw new Error(`"/${name}" has no subcommand "${word}" (${line})`)
    path.push(next)
    options = next.options ?? []
  }
  if (options.some(({ type }) => type <= 2)) throw new Error(`"${line}" needs a subcommand`)
  return { command, path, options }
}

/** Discord does not show a command to people, or in places, that it is not for. */
export function checkVisible(world: World, place: Place, command: Command): void {
  const { user, channelId } = place
  const channel = findChannel(world, channelId)
  const hidden = (why: string) => new Error(`"${command.name}" is hidden from ${user.name}: ${why}`)
  const context = channel.guildId ? 0 : 1
  const dmAllowed = command.guild_id === undefined && command['dm_permission'] !== false
  if (command.contexts && !command.contexts.includes(context)) throw hidden(`context ${context}`)
  if (context === 1 && !command.contexts && !dmAllowed) throw hidden('not in DMs')
  if (context === 1) return
  if (!may(world, channel, user.id, 'ViewChannel')) throw hidden('the channel is')
  if (!may(world, channel, user.id, 'UseApplicationCommands')) throw hidden('no commands here')
  if (!mayUse(world, place, command))
    throw hidden(`needs permissions ${command.default_member_permissions}`)
}

/** What Integrations say about a person: their own entry, else their roles', else everyone's. */
function granted(world: World, place: Place, command: Command): boolean | undefined {
  const guild = world.guilds.get(world.channels.get(place.channelId)?.guildId ?? '')
  const grants = world.commandGrants.filter(
    each => each.guildId === guild?.id && each.commandId === command.id && each.type !== 3,
  )
  const own = grants.find(({ id }) => id === place.user.id)
  if (own) return own.permission
  const roleIds = guild?.members.get(place.user.id)?.roleIds ?? []
  const byRole = grants.filter(({ id }) => roleIds.includes(id))
  if (byRole.length > 0) return byRole.some(({ permission }) => permission)
  return grants.find(({ id }) => id === guild?.id)?.permission
}

function mayUse(world: World, place: Place, command: Command): boolean {
  const has = channelPermissions(world, findChannel(world, place.channelId), place.user.id)
  if (has & PermissionFlagsBits.Administrator) return true
  const grant = granted(world, place, command)
  if (grant !== undefined) return grant
  if (command.default_member_permissions === null) return true
  const needs = BigInt(command.default_member_permissions)
  return needs !== 0n && (has & needs) === needs
}
