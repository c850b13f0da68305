import {
  type APIInteraction,
  type Client,
  Events,
  GatewayDispatchEvents,
  type GatewayGuildCreateDispatchData,
} from 'discord.js'
import type { Logger } from 'pino'
import type { Inbox } from '../../src/ports/chat.ts'
import type { CommandInfo } from '../../src/ui/command-info.ts'
import type { DiscordApi } from './api.ts'
import type { DirectServers } from './direct-servers.ts'
import { createInteractionListener } from './listen-interactions.ts'
import { createMessageListener, type MessageListener } from './listen-messages.ts'
import type { Locate } from './locate.ts'
import { toWorkspaceId } from './place.ts'
import { shortcutPaths } from './register.ts'
import { registerCommands } from './register-commands.ts'
import { toDiscordMessage } from './render.ts'
import type { Sight } from './sight.ts'

export interface Listening {
  readonly inbox: Inbox
  readonly commands: readonly CommandInfo[]
  readonly api: DiscordApi
  readonly locate: Locate
  readonly servers: DirectServers
  readonly sight: Sight
  readonly log: Logger
}

/** Hands to the inbox what a client hears, as it arrives and without the client's caches. */
export function createListener(listening: Listening) {
  const { log, inbox } = listening
  const messages = listenToMessages(listening)
  const interact = listenToInteractions(listening, messages)
  let isDraining = false

  /** Whatever goes wrong with one event, the next is heard. */
  const on =
    <T>(handle: (data: T) => Promise<void>) =>
    (data: T): void => {
      if (isDraining) return
      handle(data).catch((err: unknown) => log.error({ err }, 'A Discord event was not handled'))
    }

  return {
    drain(): void {
      isDraining = true
    },
    attach(client: Client): void {
      const { ws } = client
      ws.on(GatewayDispatchEvents.InteractionCreate, on<APIInteraction>(interact))
      ws.on(GatewayDispatchEvents.MessageCreate, on(messages.created))
      ws.on(GatewayDispatchEvents.MessageUpdate, on(messages.edited))
      ws.on(GatewayDispatchEvents.MessageDelete, on(messages.deleted))
      ws.on(GatewayDispatchEvents.MessageDeleteBulk, on(messages.deletedMany))
      ws.on(
        GatewayDispatchEvents.GuildCreate,
        on(guild => join(inbox, guild)),
      )
      client.once(Events.ClientReady, ready => void register(listening, ready.application.id))
    },
  }
}

async function join(inbox: Inbox, guild: GatewayGuildCreateDispatchData): Promise<void> {
  const { id, name, owner_id, unavailable } = guild
  if (unavailable) return
  await inbox.joined({ id: toWorkspaceId(id), name, installerId: owner_id })
}

function listenToMessages({ inbox, locate, sight, api }: Listening): MessageListener {
  return createMessageListener({
    inbox,
    locate,
    names: sight.names,
    tell: async (channelId, card) => void (await api.post(channelId, toDiscordMessage(card))),
  })
}

function listenToInteractions(listening: Listening, messages: MessageListener) {
  const { inbox, api, locate, servers, commands } = listening
  return createInteractionListener({
    inbox,
    api,
    locate,
    shortcuts: shortcutPaths(commands.filter(({ typedOnly }) => !typedOnly)),
    async onServerChosen(channelId, guildId) {
      servers.choose(channelId, guildId)
      await messages.release({ channelId })
    },
  })
}

async function register({ api, commands, log }: Listening, applicationId: string): Promise<void> {
  try {
    log.info(
      { commands: await registerCommands(api, applicationId, commands) },
      'Discord commands compared',
    )
  } catch (err) {
    log.error({ err }, 'The Discord commands could not be registered')
  }
}
