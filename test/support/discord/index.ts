import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Command } from './command-entities.ts'
import { type Commanding, createCommanding } from './commanding.ts'
import type { Channel, Message, User } from './entities.ts'
import { createFaults, type Faults } from './faults.ts'
import { createGateway, type Gateway, type Identify } from './gateway.ts'
import { createApi } from './http-server.ts'
import { createMemberships, type Memberships } from './membership.ts'
import { createMenus, type Menus } from './menus.ts'
import { createPlaces, type Places } from './places.ts'
import { createPressing, type Pressing } from './pressing.ts'
import { channelRoutes } from './routes-channels.ts'
import { commandRoutes } from './routes-commands.ts'
import { guildRoutes } from './routes-guilds.ts'
import { callbackRoutes } from './routes-interactions.ts'
import { messageRoutes } from './routes-messages.ts'
import { reactionRoutes } from './routes-reactions.ts'
import { webhookRoutes } from './routes-webhooks.ts'
import { createSaying, type Saying } from './saying.ts'
import { createSubmitting, type Submitting } from './submitting.ts'
import { dump, isTyping, messagesIn, type SeenMessage, see, waitFor } from './view.ts'
import { createWorld, type DiscordOptions, type World } from './world.ts'

export type { Choice } from './command-entities.ts'
export type { Channel, Guild, Message, Modal, Role, User } from './entities.ts'
export type { Handle } from './handle.ts'
export type { Permission } from './permissions.ts'
export type { SeenMessage } from './view.ts'
export type { Call, DiscordOptions, Ping, Violation } from './world.ts'

type HasId = { readonly id: string }
type Records = Pick<World, 'calls' | 'violations' | 'pings' | 'typing' | 'commandCreations'>
type Doing = Memberships & Places & Saying & Commanding & Menus & Pressing & Submitting

export interface DiscordEmulator extends Doing, Records, Omit<Faults, 'take'> {
  /** The bot's own account. */
  readonly bot: User
  readonly token: string
  /** For `DISCORD_API_URL`, or discord.js's `rest.api`. */
  readonly apiUrl: string
  readonly identifies: readonly Identify[]
  readonly resumes: readonly number[]
  /** The registered commands: all of them, or one server's. */
  commands(guildId?: string): readonly Command[]
  /** What stands in a channel; with a person also what only they see. */
  messages(channel: HasId, viewer?: User): SeenMessage[]
  /** What stands last there. */
  lastMessage(channel: HasId, viewer?: User): SeenMessage | undefined
  /** How a message looks now. */
  look(message: HasId): SeenMessage
  threads(parent: HasId): Channel[]
  /** The thread that hangs on a message. */
  threadOf(message: HasId): Channel | undefined
  /** The stored message, its edits included. */
  stored(message: HasId): Message
  waitFor<T>(
    predicate: () => T | Promise<T>,
    what: string,
    timeoutMs?: number,
  ): Promise<NonNullable<Exclude<T, false | '' | 0>>>
  /** Until the bot is connected. */
  ready(timeoutMs?: number): Promise<void>
  isConnected(): boolean
  /** Cuts the connection; a session that is not resumable is forgotten. */
  dropGateway(how?: { resumable?: boolean }): void
  /** Op 7: Discord asks the bot to reconnect. */
  askToReconnect(): void
  /** Whether the bot shows as typing there: ten seconds, or until it writes. */
  isTyping(channel: HasId): boolean
  dump(): string
  close(): Promise<void>
}

const routes = {
  ...guildRoutes,
  ...channelRoutes,
  ...messageRoutes,
  ...reactionRoutes,
  ...commandRoutes,
  ...callbackRoutes,
  ...webhookRoutes,
}

function createViews(world: World) {
  const stored = ({ id }: HasId): Message => {
    const message = world.messages.get(id)
    if (!message) throw new Error(`There is no message ${id}`)
    return message
  }
  const messages = ({ id }: HasId, viewer?: User) => messagesIn(world, id, viewer?.id)
  const threads = ({ id }: HasId) =>
    [...world.channels.values()].filter(({ thread, parentId }) => thread && parentId === id)
  return {
    stored,
    messages,
    lastMessage: (channel: HasId, viewer?: User) => messages(channel, viewer).at(-1),
    look: (message: HasId) => see(world, stored(message)),
    threads,
    threadOf: (message: HasId) => world.channels.get(stored(message).threadId ?? ''),
    isTyping: (channel: HasId) => isTyping(world, channel.id),
    dump: () => dump(world),
    commands: (guildId?: string) =>
      world.commands.filter(({ guild_id }) => guildId === undefined || guild_id === guildId),
    waitFor: <T>(predicate: () => T | Promise<T>, what: string, timeoutMs = 5000) =>
      waitFor(world, { predicate, what, timeoutMs }),
  }
}

function createConnection(world: World, gateway: Gateway) {
  const { identifies, resumes } = gateway
  return {
    identifies,
    resumes,
    isConnected: () => gateway.isConnected(),
    askToReconnect: () => gateway.askToReconnect(),
    dropGateway: ({ resumable = true } = {}) => gateway.drop({ resumable }),
    async ready(timeoutMs = 10_000) {
      const predicate = () => gateway.isConnected()
      await waitFor(world, { predicate, what: 'the bot to connect', timeoutMs })
    },
  }
}

/** A Discord on this machine: REST v10 and gateway for a real client, and the people who use it. */
export async function startDiscord(options: DiscordOptions = {}): Promise<DiscordEmulator> {
  const world = createWorld(options)
  const { take, ...faults } = createFaults()
  const server = createApi({ world, routes, faults: { ...faults, take } })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  world.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const gateway = createGateway(world, server)
  const { bot, calls, violations, pings, typing, commandCreations } = world
  return {
    ...{ bot, calls, violations, pings, typing, commandCreations },
    token: world.options.token,
    apiUrl: `${world.origin}/api`,
    ...faults,
    ...createMemberships(world),
    ...createPlaces(world),
    ...createSaying(world),
    ...createCommanding(world),
    ...createMenus(world),
    ...createPressing(world),
    ...createSubmitting(world),
    ...createViews(world),
    ...createConnection(world, gateway),
    async close() {
      for (const { timer } of world.interactions.values()) clearTimeout(timer)
      gateway.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
