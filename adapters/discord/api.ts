import {
  type APIChannel,
  type APIDMChannel,
  type APIGuild,
  type APIGuildMember,
  type APIMessage,
  type APIMessageTopLevelComponent,
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  type MessageFlags,
  Routes,
} from 'discord.js'
import type { Charts } from '../../src/ports/charts.ts'
import { type Attach, createAttach, type OutFile, type SentBody } from './attach.ts'
import { type CallRest, createCalls } from './call-rest.ts'
import { codeOf, codes } from './errors.ts'
import { autoArchiveMinutes } from './limits.ts'

/** A message as it is sent; `allowed_mentions` is added on the way. */
export interface MessageBody {
  readonly content?: string
  readonly components?: readonly APIMessageTopLevelComponent[]
  readonly flags?: MessageFlags
  /** Those of a card, also when it has none: they replace what was there. */
  readonly files?: readonly OutFile[]
  /** The same without pictures and files. */
  readonly inWords?: Omit<MessageBody, 'files' | 'inWords'>
}

interface PostOptions {
  readonly nonce?: string
  readonly replyTo?: string
}

export interface InteractionRef {
  readonly id: string
  readonly token: string
  readonly application_id: string
}

export type DiscordApi = ReturnType<typeof createApi>

/** Nothing the bot writes may notify anybody, also when edited: https://docs.discord.com/developers/resources/message#allowed-mentions-object */
const silent = { allowed_mentions: { parse: [], replied_user: false } } as const

/** Discord's REST calls that the adapter makes. All reject with a `BotError`; they outlive a gateway client. */
export function createApi(config: { token: string; apiUrl: string; charts: Charts }) {
  const { asBot, asHook } = createCalls(config)
  const attach = createAttach(config.charts)
  return {
    ...messageCalls(asBot, attach),
    ...guildCalls(asBot),
    ...interactionCalls(asHook),
    ...answerCalls(asHook, attach),
  }
}

function toPost(body: SentBody, { nonce, replyTo }: PostOptions) {
  return {
    ...body,
    ...silent,
    ...(nonce ? { nonce, enforce_nonce: true } : {}),
    ...(replyTo ? { message_reference: { message_id: replyTo, fail_if_not_exists: false } } : {}),
  }
}

function messageCalls(call: CallRest, attach: Attach) {
  return {
    post: (channelId: string, message: MessageBody, options: PostOptions = {}) =>
      attach(message, (body, files) =>
        call<APIMessage>('Post', Routes.channelMessages(channelId), {
          body: toPost(body, options),
          files,
        }),
      ),
    edit: (channelId: string, messageId: string, message: MessageBody) =>
      attach(message, (body, files) =>
        call<APIMessage>('Patch', Routes.channelMessage(channelId, messageId), {
          body: { ...body, ...silent },
          files,
        }),
      ),
    remove: (channelId: string, messageId: string) =>
      call<void>('Delete', Routes.channelMessage(channelId, messageId)),
    messagesBefore: (channelId: string, before: string, limit: number) =>
      call<APIMessage[]>('Get', Routes.channelMessages(channelId), {
        query: new URLSearchParams({ before, limit: String(limit) }),
      }),
    startThread: (channelId: string, messageId: string, name: string) =>
      call<APIChannel>('Post', Routes.threads(channelId, messageId), {
        body: { name, auto_archive_duration: autoArchiveMinutes },
      }),
    wake: (threadId: string) =>
      call<void>('Patch', Routes.channel(threadId), { body: { archived: false } }),
    type: (channelId: string) => call<void>('Post', Routes.channelTyping(channelId)),
  }
}

const strangers: readonly number[] = [codes.unknownMember, codes.unknownUser]

function guildCalls(call: CallRest) {
  return {
    channel: (id: string) => call<APIChannel>('Get', Routes.channel(id)),
    guild: (id: string) => call<APIGuild>('Get', Routes.guild(id)),
    async member(guildId: string, userId: string): Promise<APIGuildMember | undefined> {
      try {
        return await call<APIGuildMember>('Get', Routes.guildMember(guildId, userId))
      } catch (error) {
        if (strangers.includes(codeOf(error))) return undefined
        throw error
      }
    },
    openDm: (userId: string) =>
      call<APIDMChannel>('Post', Routes.userChannels(), { body: { recipient_id: userId } }),
    commands: (applicationId: string) =>
      call<readonly unknown[]>('Get', Routes.applicationCommands(applicationId)),
    setCommands: (applicationId: string, body: readonly unknown[]) =>
      call<unknown>('Put', Routes.applicationCommands(applicationId), { body }),
    commandPermissions: (applicationId: string, guildId: string) =>
      call<readonly unknown[]>(
        'Get',
        Routes.guildApplicationCommandsPermissions(applicationId, guildId),
      ),
  }
}

function interactionCalls(call: CallRest) {
  const respond = ({ id, token }: InteractionRef, type: InteractionResponseType, data?: unknown) =>
    call<void>('Post', Routes.interactionCallback(id, token), { body: { type, data } })
  return {
    defer: (ref: InteractionRef, flags: MessageFlags | 0) =>
      respond(ref, InteractionResponseType.DeferredChannelMessageWithSource, { flags }),
    deferUpdate: (ref: InteractionRef) =>
      respond(ref, InteractionResponseType.DeferredMessageUpdate),
    openModal: (ref: InteractionRef, data: APIModalInteractionResponseCallbackData) =>
      respond(ref, InteractionResponseType.Modal, data),
    suggest: (ref: InteractionRef, choices: readonly { name: string; value: string }[]) =>
      respond(ref, InteractionResponseType.ApplicationCommandAutocompleteResult, { choices }),
  }
}

/** What an interaction is answered with. */
function answerCalls(call: CallRest, attach: Attach) {
  return {
    reply: ({ id, token }: InteractionRef, message: MessageBody) =>
      attach(message, (body, files) =>
        call<void>('Post', Routes.interactionCallback(id, token), {
          body: {
            type: InteractionResponseType.ChannelMessageWithSource,
            data: { ...body, ...silent },
          },
          files,
        }),
      ),
    editReply: (ref: InteractionRef, message: MessageBody, messageId = '@original') =>
      attach(message, (body, files) =>
        call<APIMessage>('Patch', Routes.webhookMessage(ref.application_id, ref.token, messageId), {
          body: { ...body, ...silent },
          files,
        }),
      ),
    followUp: (ref: InteractionRef, message: MessageBody) =>
      attach(message, (body, files) =>
        call<APIMessage>('Post', Routes.webhook(ref.application_id, ref.token), {
          body: { ...body, ...silent },
          files,
        }),
      ),
  }
}
