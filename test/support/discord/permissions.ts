import { PermissionFlagsBits } from 'discord.js'
import type { Channel, Guild, Member } from './entities.ts'
import { apiError } from './errors.ts'
import { findChannel, type World } from './world.ts'

export type Permission = keyof typeof PermissionFlagsBits

const everything = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n)

/** What everyone may do in a new guild. */
export const usualPermissions: readonly Permission[] = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'CreatePrivateThreads',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'UseExternalEmojis',
  'ReadMessageHistory',
  'UseApplicationCommands',
]

export function toBits(names: readonly Permission[]): bigint {
  return names.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n)
}

export function guildPermissions(guild: Guild, member: Member): bigint {
  if (guild.ownerId === member.user.id) return everything
  const own = [guild.id, ...member.roleIds].map(id => guild.roles.get(id)?.permissions ?? 0n)
  const bits = own.reduce((all, each) => all | each, 0n)
  return bits & PermissionFlagsBits.Administrator ? everything : bits
}

function applyOverwrites(base: bigint, channel: Channel, member: Member): bigint {
  const guildId = channel.guildId ?? ''
  const find = (ids: readonly string[]) => channel.overwrites.filter(({ id }) => ids.includes(id))
  const layers = [find([guildId]), find(member.roleIds), find([member.user.id])]
  return layers.reduce((bits, layer) => {
    const deny = layer.reduce((all, each) => all | each.deny, 0n)
    const allow = layer.reduce((all, each) => all | each.allow, 0n)
    return (bits & ~deny) | allow
  }, base)
}

/** What a person may do in a channel; a thread has its parent's permissions. */
export function channelPermissions(world: World, channel: Channel, userId: string): bigint {
  const guild = channel.guildId ? world.guilds.get(channel.guildId) : undefined
  if (!guild) {
    const inDm = channel.recipientId === userId || userId === world.bot.id
    return inDm ? toBits(usualPermissions) : 0n
  }
  const member = guild.members.get(userId)
  if (!member) return 0n
  const base = guildPermissions(guild, member)
  if (base === everything) return everything
  const place = channel.parentId ? world.channels.get(channel.parentId) : undefined
  return applyOverwrites(base, channel.thread && place ? place : channel, member)
}

export function may(world: World, channel: Channel, who: string, name: Permission): boolean {
  const bits = channelPermissions(world, channel, who)
  return (bits & PermissionFlagsBits[name]) !== 0n
}

/** The channel, where the bot may see it (else 50001) and has the permissions (else 50013). */
export function channelForBot(world: World, id: string | undefined, needs: Permission[]): Channel {
  const channel = findChannel(world, id)
  if (!may(world, channel, world.bot.id, 'ViewChannel')) throw apiError(50001)
  if (needs.some(name => !may(world, channel, world.bot.id, name))) throw apiError(50013)
  return channel
}

export function sendPermission(channel: Channel): Permission {
  return channel.thread ? 'SendMessagesInThreads' : 'SendMessages'
}
