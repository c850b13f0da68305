import { ChannelType } from 'discord.js'
import type { Place } from '../../src/ports/chat.ts'
import type { DiscordApi } from './api.ts'
import type { DirectServers, Server } from './direct-servers.ts'
import { type ChannelInfo, isThread, toDirectPlace, toGuildPlace } from './place.ts'
import { createShortCache } from './short-cache.ts'

/** Where something stands, or between which servers a direct message is undecided. */
export type Located =
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'undecided'; readonly choices: readonly Server[] }

export interface Spot {
  readonly channelId: string
  readonly guildId?: string | undefined
  /** The person, in a direct message; asked for where the event does not say. */
  readonly userId?: string | undefined
}

const channelMs = 10 * 60_000

export type Locate = ReturnType<typeof createLocator>

/** Finds the place of an event: from what the gateway told, else by asking Discord. */
export function createLocator(
  api: Pick<DiscordApi, 'channel'>,
  servers: DirectServers,
  cached: (channelId: string) => ChannelInfo | undefined,
) {
  const asked = createShortCache<ChannelInfo & { readonly userId?: string }>(channelMs)

  const ask = (channelId: string) =>
    asked(channelId, async () => {
      const channel = await api.channel(channelId)
      const parentId = 'parent_id' in channel ? channel.parent_id : undefined
      const userId = channel.type === ChannelType.DM ? channel.recipients?.[0]?.id : undefined
      return { id: channel.id, type: channel.type, parentId, ...(userId ? { userId } : {}) }
    })

  async function channelInfo(channelId: string): Promise<ChannelInfo> {
    const known = cached(channelId)
    // A thread that was put away comes back without its channel's id.
    return known && !(isThread(known) && !known.parentId) ? known : ask(channelId)
  }

  return async ({ channelId, guildId, userId }: Spot): Promise<Located> => {
    if (guildId !== undefined) {
      return { kind: 'place', place: toGuildPlace(guildId, await channelInfo(channelId)) }
    }
    const person = userId ?? (await ask(channelId)).userId ?? ''
    const server = await servers.find(channelId, person)
    return server.kind === 'known'
      ? { kind: 'place', place: toDirectPlace(server.guildId, channelId) }
      : { kind: 'undecided', choices: server.choices }
  }
}
