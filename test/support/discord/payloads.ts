import type { Attachment, Channel, Guild, Json, Member, Message, Role, User } from './entities.ts'
import { guildPermissions } from './permissions.ts'
import { findUser, type World } from './world.ts'

const iso = (at: number) => new Date(at).toISOString()

export function toUser(user: User): Json {
  const { id, name, bot } = user
  return {
    id,
    username: name.toLowerCase(),
    global_name: name,
    discriminator: '0',
    avatar: null,
    bot,
    system: false,
    public_flags: 0,
    flags: 0,
  }
}

export function toMember(member: Member): Json {
  return {
    user: toUser(member.user),
    nick: null,
    avatar: null,
    roles: member.roleIds,
    joined_at: member.joinedAt,
    premium_since: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
    communication_disabled_until: null,
  }
}

export function toRole(role: Role): Json {
  return {
    id: role.id,
    name: role.name,
    permissions: String(role.permissions),
    position: role.position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: false,
    flags: 0,
  }
}

function threadFields(world: World, channel: Channel): Json {
  if (!channel.thread) return {}
  const { archived, locked, autoArchiveMinutes, memberIds } = channel.thread
  return {
    owner_id: channel.ownerId,
    message_count: [...world.messages.values()].filter(m => m.channelId === channel.id).length,
    member_count: memberIds.size,
    rate_limit_per_user: 0,
    thread_metadata: {
      archived,
      locked,
      auto_archive_duration: autoArchiveMinutes,
      archive_timestamp: iso(Date.now()),
      create_timestamp: iso(Date.now()),
      ...(channel.type === 12 ? { invitable: true } : {}),
    },
    ...(memberIds.has(world.bot.id) ? { member: toThreadMember(channel, world.bot.id) } : {}),
  }
}

export function toThreadMember(channel: Channel, userId: string): Json {
  return { id: channel.id, user_id: userId, join_timestamp: iso(Date.now()), flags: 0 }
}

export function toChannel(world: World, channel: Channel): Json {
  const { id, type, name, topic, guildId, parentId, overwrites, recipientId } = channel
  if (recipientId) {
    return { id, type, last_message_id: null, recipients: [toUser(findUser(world, recipientId))] }
  }
  return {
    id,
    type,
    name,
    guild_id: guildId,
    parent_id: parentId ?? null,
    last_message_id: null,
    ...(channel.thread ? threadFields(world, channel) : { topic, position: 0, nsfw: false }),
    permission_overwrites: overwrites.map(overwrite => ({
      id: overwrite.id,
      type: overwrite.type,
      allow: String(overwrite.allow),
      deny: String(overwrite.deny),
    })),
  }
}

export function toGuild(world: World, guild: Guild): Json {
  const channels = [...world.channels.values()].filter(({ guildId }) => guildId === guild.id)
  const bot = guild.members.get(world.bot.id)
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    icon: null,
    features: [],
    preferred_locale: 'en-US',
    unavailable: false,
    large: false,
    member_count: guild.members.size,
    joined_at: bot?.joinedAt,
    permissions: bot && String(guildPermissions(guild, bot)),
    premium_tier: 0,
    nsfw_level: 0,
    verification_level: 0,
    explicit_content_filter: 0,
    default_message_notifications: 0,
    mfa_level: 0,
    system_channel_flags: 0,
    roles: [...guild.roles.values()].map(toRole),
    members: [...guild.members.values()].map(toMember),
    channels: channels.filter(channel => !channel.thread).map(each => toChannel(world, each)),
    threads: channels
      .filter(channel => channel.thread && !channel.thread.archived)
      .map(each => toChannel(world, each)),
    emojis: [],
    stickers: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}

/** Width and height, which a PNG says in its first bytes. */
function imageSize({ contentType, bytes }: Attachment): Json {
  if (contentType !== 'image/png' || bytes.length < 24) return {}
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

export function toAttachment(world: World, message: Message, attachment: Attachment): Json {
  const { id, filename, bytes, contentType, description } = attachment
  const url = `${world.origin}/attachments/${message.channelId}/${id}/${encodeURIComponent(filename)}`
  return {
    id,
    filename,
    size: bytes.length,
    url,
    proxy_url: url,
    content_type: contentType,
    ...(description ? { description } : {}),
    ...(message.ephemeralFor ? { ephemeral: true } : {}),
    ...imageSize(attachment),
  }
}
