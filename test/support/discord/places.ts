import type { Channel, Guild, Role, User } from './entities.ts'
import { publishChannel } from './events.ts'
import { newId } from './ids.ts'
import { channelPermissions, may, type Permission, toBits } from './permissions.ts'
import { openDm } from './routes-guilds.ts'
import { findChannel, type World } from './world.ts'

type HasId = { readonly id: string }

interface NewChannel {
  /** A text channel (0, the default), a voice channel (2), a category (4), a forum (15) … */
  readonly type?: number
  readonly parent?: Channel
  readonly topic?: string
  /** What the bot may not do there. */
  readonly botDenied?: readonly Permission[]
  /** What everyone may not do there. */
  readonly everyoneDenied?: readonly Permission[]
}

interface Grant {
  readonly allow?: readonly Permission[]
  readonly deny?: readonly Permission[]
}

/** Where people write, and what they may do there. */
export interface Places {
  addChannel(guild: Guild, name: string, how?: NewChannel): Channel
  rename(channel: HasId, name: string): void
  removeChannel(channel: HasId): void
  /** Sets a person's, the bot's or a role's permissions in one channel. */
  overwrite(channel: Channel, who: User | Role, grant: Grant): void
  /** The DM channel of the bot and a person. */
  dm(user: User): Channel
  /** Whether a person may do something in a channel. */
  may(user: User, channel: Channel, permission: Permission): boolean
}

function addChannel(world: World, given: { guild: Guild; name: string; how: NewChannel }): Channel {
  const { guild, name, how } = given
  const { type = 0, topic = '', parent, everyoneDenied = [], botDenied = [] } = how
  const channel: Channel = {
    id: newId(),
    type,
    name,
    topic,
    guildId: guild.id,
    ...(parent ? { parentId: parent.id } : {}),
    overwrites: [
      { id: guild.id, type: 0, allow: 0n, deny: toBits(everyoneDenied) },
      { id: world.bot.id, type: 1, allow: 0n, deny: toBits(botDenied) },
    ],
  }
  world.channels.set(channel.id, channel)
  publishChannel(world, 'CHANNEL_CREATE', channel)
  return channel
}

function overwrite(
  world: World,
  channel: Channel,
  given: { who: User | Role; grant: Grant },
): void {
  const { who, grant } = given
  const couldSee = channelPermissions(world, channel, world.bot.id)
  const known = channel.overwrites.find(({ id }) => id === who.id)
  const bits = { allow: toBits(grant.allow ?? []), deny: toBits(grant.deny ?? []) }
  if (known) Object.assign(known, bits)
  else channel.overwrites.push({ id: who.id, type: 'bot' in who ? 1 : 0, ...bits })
  if (couldSee) publishChannel(world, 'CHANNEL_UPDATE', channel)
}

function removeChannel(world: World, id: string): void {
  const channel = findChannel(world, id)
  for (const { id: threadId, parentId, thread } of world.channels.values())
    if (thread && parentId === id) removeChannel(world, threadId)
  publishChannel(world, channel.thread ? 'THREAD_DELETE' : 'CHANNEL_DELETE', channel)
  world.channels.delete(id)
}

export function createPlaces(world: World): Places {
  return {
    addChannel: (guild, name, how = {}) => addChannel(world, { guild, name, how }),
    rename({ id }, name) {
      const channel = findChannel(world, id)
      channel.name = name
      publishChannel(world, channel.thread ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE', channel)
    },
    removeChannel: ({ id }) => removeChannel(world, id),
    overwrite: (channel, who, grant) => overwrite(world, channel, { who, grant }),
    dm: user => openDm(world, user.id),
    may: (user, channel, permission) => may(world, channel, user.id, permission),
  }
}
