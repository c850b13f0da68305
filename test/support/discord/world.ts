import type { Command, CommandGrant } from './command-entities.ts'
import type {
  Attachment,
  Channel,
  Component,
  Guild,
  Interaction,
  Json,
  Message,
  User,
} from './entities.ts'
import { apiError } from './errors.ts'
import { newId } from './ids.ts'

export interface DiscordOptions {
  /** The bot's token (default `discord-test-token`). */
  readonly token?: string
  readonly botName?: string
  /** The portal's Message Content switch (default on). */
  readonly messageContentIntent?: boolean
  /** The portal's Server Members switch (default on). */
  readonly guildMembersIntent?: boolean
  readonly heartbeatMs?: number
  /** How long an interaction waits for its first answer (default 3000). */
  readonly ackMs?: number
  /** What one route allows in a time (default 100 in 1000 ms). */
  readonly bucket?: { readonly limit: number; readonly windowMs: number }
}

export interface Call {
  readonly at: number
  readonly method: string
  /** The path with ids replaced: `/channels/:channel/messages`. */
  readonly route: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
  readonly files: readonly string[]
  status: number
  error?: number
}

export interface Violation {
  readonly at: number
  /** `ack_timeout`, `form`, `gateway` or the API's error code. */
  readonly kind: string
  readonly what: string
  readonly route: string
  readonly detail: unknown
}

export interface Ping {
  readonly at: number
  readonly by: 'post' | 'edit'
  readonly messageId: string
  readonly channelId: string
  /** The mentions that would notify: `@everyone`, `@here`, `<@1>`, `<@&2>`. */
  readonly mentions: readonly string[]
  /** Whether `allowed_mentions` asked for it. */
  readonly explicit: boolean
}

interface Typing {
  readonly at: number
  readonly channelId: string
}

export interface World {
  readonly options: Required<DiscordOptions>
  readonly bot: User
  readonly users: Map<string, User>
  readonly guilds: Map<string, Guild>
  readonly channels: Map<string, Channel>
  readonly messages: Map<string, Message>
  /** By token. */
  readonly interactions: Map<string, Interaction>
  readonly commands: Command[]
  /** What admins set under Integrations. */
  readonly commandGrants: CommandGrant[]
  /** Files given to a command or a form; served like those of messages. */
  readonly uploads: Map<string, Attachment>
  readonly commandCreations: { at: number; name: string; guildId: string | undefined }[]
  readonly calls: Call[]
  readonly violations: Violation[]
  readonly pings: Ping[]
  readonly typing: Typing[]
  /** `http://127.0.0.1:PORT`, known once the server listens. */
  origin: string
  /** Sends an event to every session that the payload is made for. */
  publish: (event: string, payloadFor: (intents: number) => unknown) => void
}

function withDefaults(options: DiscordOptions): Required<DiscordOptions> {
  return {
    token: 'discord-test-token',
    botName: 'Switchboard',
    messageContentIntent: true,
    guildMembersIntent: true,
    heartbeatMs: 41_250,
    ackMs: 3000,
    bucket: { limit: 100, windowMs: 1000 },
    ...options,
  }
}

export function createWorld(given: DiscordOptions): World {
  const options = withDefaults(given)
  const bot: User = { id: newId(), name: options.botName, bot: true, dmsClosed: false }
  return {
    options,
    bot,
    users: new Map([[bot.id, bot]]),
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    interactions: new Map(),
    commands: [],
    commandGrants: [],
    uploads: new Map(),
    commandCreations: [],
    calls: [],
    violations: [],
    pings: [],
    typing: [],
    origin: '',
    publish: () => undefined,
  }
}

export function findChannel(world: World, id: string | undefined): Channel {
  const channel = world.channels.get(id ?? '')
  if (!channel) throw apiError(10003)
  return channel
}

export function findGuild(world: World, id: string | undefined): Guild {
  const guild = world.guilds.get(id ?? '')
  if (!guild?.members.has(world.bot.id)) throw apiError(10004)
  return guild
}

export function findUser(world: World, id: string | undefined): User {
  const user = world.users.get(id ?? '')
  if (!user) throw apiError(10013)
  return user
}

/** A message as the channel's routes know it: neither deleted nor ephemeral. */
export function findMessage(world: World, channelId: string, id: string | undefined): Message {
  const message = world.messages.get(id ?? '')
  const gone = !message || message.deletedAt || message.ephemeralFor
  if (gone || message.channelId !== channelId) throw apiError(10008)
  return message
}

export function addViolation(world: World, violation: Omit<Violation, 'at'>): void {
  world.violations.push({ at: Date.now(), ...violation })
}

/** Every component with those inside it. */
export function flatten(components: readonly Component[]): Component[] {
  return components.flatMap(component => [
    component,
    ...flatten(component.components ?? []),
    ...flatten(component.accessory ? [component.accessory] : []),
    ...flatten(component.component ? [component.component] : []),
  ])
}

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
