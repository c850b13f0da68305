import type { Attachment, Json, Message } from './entities.ts'
import { toAttachment, toChannel, toMember, toRole, toUser } from './payloads.ts'
import { channelPermissions } from './permissions.ts'
import type { World } from './world.ts'

export interface Resolver {
  user(id: string): void
  role(id: string): void
  channel(id: string): void
  mentionable(id: string): void
  attachment(attachment: Attachment): void
  /** `undefined` when nothing was resolved, as Discord leaves it out. */
  toJson(): Json | undefined
}

/** Gathers the `resolved` objects that go with ids in an interaction. */
export function createResolver(
  world: World,
  place: { channelId: string; userId: string },
): Resolver {
  const guild = world.guilds.get(world.channels.get(place.channelId)?.guildId ?? '')
  const parts: Record<string, Record<string, unknown>> = {}
  const put = (kind: string, id: string, value: unknown) => {
    parts[kind] = { ...parts[kind], [id]: value }
  }

  function user(id: string): void {
    const known = world.users.get(id)
    if (!known) throw new Error(`There is no user ${id}`)
    put('users', id, toUser(known))
    const member = guild?.members.get(id)
    if (!member) return
    const { user: _user, deaf: _deaf, mute: _mute, ...rest } = toMember(member)
    const channel = world.channels.get(place.channelId)
    const permissions = channel ? String(channelPermissions(world, channel, id)) : '0'
    put('members', id, { ...rest, permissions })
  }

  function role(id: string): void {
    const known = guild?.roles.get(id)
    if (!known) throw new Error(`There is no role ${id}`)
    put('roles', id, toRole(known))
  }

  return {
    user,
    role,
    channel(id) {
      const known = world.channels.get(id)
      if (!known || known.guildId !== guild?.id) throw new Error(`There is no channel ${id} here`)
      const permissions = String(channelPermissions(world, known, place.userId))
      put('channels', id, { ...toChannel(world, known), permissions })
    },
    mentionable: id => (guild?.roles.has(id) ? role(id) : user(id)),
    attachment(attachment) {
      const message = { channelId: place.channelId, ephemeralFor: place.userId } as Message
      world.uploads.set(attachment.id, attachment)
      put('attachments', attachment.id, toAttachment(world, message, attachment))
    },
    toJson: () => (Object.keys(parts).length > 0 ? parts : undefined),
  }
}
