import { GatewayIntentBits } from 'discord.js'
import type { Channel, Guild, Json, Message } from './entities.ts'
import { toMessageFor } from './message-payload.ts'
import { toChannel, toGuild, toMember } from './payloads.ts'
import { may } from './permissions.ts'
import type { World } from './world.ts'

const has = (intents: number, bit: number) => (intents & bit) !== 0

function guildOf(world: World, channelId: string): string | undefined {
  return world.channels.get(channelId)?.guildId
}

function hears(world: World, channelId: string, intents: number): boolean {
  const channel = world.channels.get(channelId)
  if (!channel || !may(world, channel, world.bot.id, 'ViewChannel')) return false
  const { GuildMessages, DirectMessages } = GatewayIntentBits
  return has(intents, channel.guildId ? GuildMessages : DirectMessages)
}

function authorMember(world: World, message: Message): Json {
  const guild = world.guilds.get(guildOf(world, message.channelId) ?? '')
  const member = guild?.members.get(message.authorId)
  if (!guild || !member) return {}
  const { user: _user, ...rest } = toMember(member)
  return { guild_id: guild.id, member: rest }
}

/** Sends MESSAGE_CREATE or MESSAGE_UPDATE; ephemeral messages have no event. */
export function publishMessage(world: World, event: string, message: Message): void {
  if (message.ephemeralFor) return
  world.publish(event, intents => {
    if (!hears(world, message.channelId, intents)) return undefined
    const mayRead = has(intents, GatewayIntentBits.MessageContent)
    const channel_type = world.channels.get(message.channelId)?.type
    const payload = toMessageFor(world, message, mayRead)
    return { ...payload, channel_type, ...authorMember(world, message) }
  })
}

export function publishDeletion(world: World, message: Message): void {
  if (message.ephemeralFor) return
  const { id, channelId } = message
  const payload = { id, channel_id: channelId, guild_id: guildOf(world, channelId) }
  world.publish('MESSAGE_DELETE', intents =>
    hears(world, channelId, intents) ? payload : undefined,
  )
}

function publishToGuilds(world: World, event: string, payload: () => unknown): void {
  world.publish(event, intents => (has(intents, GatewayIntentBits.Guilds) ? payload() : undefined))
}

export function publishChannel(world: World, event: string, channel: Channel, more = {}): void {
  if (!channel.guildId || !may(world, channel, world.bot.id, 'ViewChannel')) return
  publishToGuilds(world, event, () => ({ ...toChannel(world, channel), ...more }))
}

export function publishGuild(world: World, event: string, guild: Guild): void {
  publishToGuilds(world, event, () => toGuild(world, guild))
}

export function publishForGuild(world: World, event: string, payload: Json): void {
  publishToGuilds(world, event, () => payload)
}

export function publishMemberEvent(world: World, event: string, payload: Json): void {
  world.publish(event, intents =>
    has(intents, GatewayIntentBits.GuildMembers) ? payload : undefined,
  )
}

interface ReactionEvent {
  readonly message: Message
  readonly userId: string
  readonly emoji: string
}

export function publishReaction(
  world: World,
  event: string,
  { message, userId, emoji }: ReactionEvent,
): void {
  const guild_id = guildOf(world, message.channelId)
  const { GuildMessageReactions, DirectMessageReactions } = GatewayIntentBits
  const needed = guild_id ? GuildMessageReactions : DirectMessageReactions
  const payload = {
    user_id: userId,
    channel_id: message.channelId,
    message_id: message.id,
    guild_id,
    emoji: { id: null, name: emoji },
    burst: false,
    type: 0,
  }
  world.publish(event, intents => (has(intents, needed) ? payload : undefined))
}
