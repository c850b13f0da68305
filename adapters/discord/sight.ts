import type { Client } from 'discord.js'
import type { Server } from './direct-servers.ts'
import type { ChannelInfo } from './place.ts'
import type { Names } from './receive.ts'

export type Sight = ReturnType<typeof createSight>

/** What the gateway has told so far; anything may be missing while the connection is down. */
export function createSight(current: () => Client | undefined) {
  return {
    applicationId: (): string | undefined => current()?.application?.id ?? current()?.user?.id,
    servers: (): readonly Server[] =>
      [...(current()?.guilds.cache.values() ?? [])].map(({ id, name }) => ({
        id,
        name: name ?? id,
      })),
    channel(id: string): ChannelInfo | undefined {
      const channel = current()?.channels.cache.get(id)
      if (!channel) return undefined
      return {
        id,
        type: channel.type,
        ...(channel.isThread() ? { parentId: channel.parentId } : {}),
      }
    },
    names(guildId: string | undefined): Names {
      const client = current()
      const guild = client?.guilds.cache.get(guildId ?? '')
      const own = client?.user
      return {
        botId: own?.id ?? '',
        botRoleId: own ? guild?.roles.botRoleFor(own)?.id : undefined,
        role: id => guild?.roles.cache.get(id)?.name,
        channel(id) {
          const channel = client?.channels.cache.get(id)
          return channel && 'name' in channel ? (channel.name ?? undefined) : undefined
        },
      }
    },
  }
}
