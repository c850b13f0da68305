import { type Card, card, menu, text } from '../../src/ui/card.ts'
import { createShortCache, forgetOldest } from './short-cache.ts'

export interface Server {
  readonly id: string
  readonly name: string
}

export interface ServersSource {
  servers(): readonly Server[]
  isMember(guildId: string, userId: string): Promise<boolean>
}

/** The one server, or those to choose from (none where the person shares none with the bot). */
export type DirectServer =
  | { readonly kind: 'known'; readonly guildId: string }
  | { readonly kind: 'unknown'; readonly choices: readonly Server[] }

export const serverAction = 'discord-server'
const sharedMs = 60_000
const mostRemembered = 10_000

export type DirectServers = ReturnType<typeof createDirectServers>

/** A direct message says nothing about a server: it belongs to the one shared with the person, else they choose. */
export function createDirectServers(source: ServersSource) {
  const chosen = new Map<string, string>()
  const shared = createShortCache<readonly Server[]>(sharedMs)

  async function sharedWith(userId: string): Promise<readonly Server[]> {
    const all = source.servers()
    const isShared = await Promise.all(all.map(({ id }) => source.isMember(id, userId)))
    return all.filter((_, index) => isShared[index])
  }

  function choose(channelId: string, guildId: string): void {
    chosen.delete(channelId)
    chosen.set(channelId, guildId)
    if (chosen.size > mostRemembered) forgetOldest(chosen)
  }

  return {
    choose,
    /** What the bot itself writes about in a direct message, as long as the person has not chosen. */
    assume(channelId: string, guildId: string): void {
      if (!chosen.has(channelId)) choose(channelId, guildId)
    },
    async find(channelId: string, userId: string): Promise<DirectServer> {
      const choices = await shared(userId, () => sharedWith(userId))
      const remembered = choices.find(({ id }) => id === chosen.get(channelId))
      const known = remembered ?? (choices.length === 1 ? choices[0] : undefined)
      return known ? { kind: 'known', guildId: known.id } : { kind: 'unknown', choices }
    },
  }
}

export function askForServer(choices: readonly Server[]): Card {
  if (choices.length === 0) {
    return card(text('I can only help people of a server that I am in. Join it, then write again.'))
  }
  return card(
    text('We share several servers. Which one is this chat about?'),
    menu({
      action: serverAction,
      value: '',
      placeholder: 'Choose a server',
      options: choices.slice(0, 25).map(({ id, name }) => ({ label: name, value: id })),
    }),
  )
}
