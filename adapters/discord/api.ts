import {
  type APIChannel,
  type APIDMChannel,
  type APIGuild,
  type APIGuildMember,
  type APIMessage,
  type APIMessageTopLevelComponent,
  type APIModalInteractionResponseCallbackData,
  DefaultRestOptions,
  InteractionResponseType,
  type MessageFlags,
  REST,
  type RESTOptions,
  Routes,
} from 'discord.js'
import { codeOf, codes, toBotError } from './errors.ts'
import { autoArchiveMinutes } from './limits.ts'

/** A message as it is sent; `allowed_mentions` is added on the way. */
export interface MessageBody {
  readonly content?: string
  readonly components?: readonly APIMessageTopLevelComponent[]
  readonly flags?: MessageFlags
}

export interface PostOptions {
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

const longestCallMs = 15_000

function createRests({ token, apiUrl }: { token: string; apiUrl: string }) {
  const options = { api: apiUrl.replace(/\/+$/, ''), timeout: longestCallMs, makeRequest }
  const bot = new REST(options).setToken(token)
  // Answers to interactions do not count towards the 50 requests a second, so they never wait behind edits.
  const hooks = new REST({ ...options, globalRequestsPerSecond: 1000 })
  return { bot, hooks }
}

/** Too many edits of an old message come as a rate limit that waiting does not lift: better a refusal at once. */
const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  const response = await DefaultRestOptions.makeRequest(url, init)
  if (response.status !== 429) return response
  const text = await response.text()
  const status = text.includes(`"code":${codes.oldEdits}`) ? 400 : 429
  return new Response(text, {
    status,
    headers: [...response.headers],
  }) as unknown as typeof response
}

async function translated<T>(call: Promise<unknown>): Promise<T> {
  try {
    return (await call) as T
  } catch (error) {
    throw toBotError(error)
  }
}

/** Discord's REST calls that the adapter makes. All reject with a `BotError`. */
export function createApi(config: { token: string; apiUrl: string }) {
  const { bot, hooks } = createRests(config)
  return { ...messageCalls(bot), ...guildCalls(bot), ...interactionCalls(hooks) }
}

function messageCalls(rest: REST) {
  return {
    post: (channelId: string, body: MessageBody, { nonce, replyTo }: PostOptions = {}) =>
      translated<APIMessage>(
        rest.post(Routes.channelMessages(channelId), {
          body: {
            ...body,
            ...silent,
            ...(nonce ? { nonce, enforce_nonce: true } : {}),
            ...(replyTo
              ? { message_reference: { message_id: replyTo, fail_if_not_exists: false } }
              : {}),
          },
        }),
      ),
    edit: (channelId: string, messageId: string, body: MessageBody) =>
      translated<APIMessage>(
        rest.patch(Routes.channelMessage(channelId, messageId), { body: { ...body, ...silent } }),
      ),
    remove: (channelId: string, messageId: string) =>
      translated<void>(rest.delete(Routes.channelMessage(channelId, messageId))),
    messagesBefore: (channelId: string, before: string, limit: number) =>
      translated<APIMessage[]>(
        rest.get(Routes.channelMessages(channelId), {
          query: new URLSearchParams({ before, limit: String(limit) }),
        }),
      ),
    startThread: (channelId: string, messageId: string, name: string) =>
      translated<APIChannel>(
        rest.post(Routes.threads(channelId, messageId), {
          body: { name, auto_archive_duration: autoArchiveMinutes },
        }),
      ),
    wake: (threadId: string) =>
      translated<void>(rest.patch(Routes.channel(threadId), { body: { archived: false } })),
    type: (channelId: string) => translated<void>(rest.post(Routes.channelTyping(channelId))),
  }
}

function guildCalls(rest: REST) {
  return {
    channel: (id: string) => translated<APIChannel>(rest.get(Routes.channel(id))),
    guild: (id: string) => translated<APIGuild>(rest.get(Routes.guild(id))),
    async member(guildId: string, userId: string): Promise<APIGuildMember | undefined> {
      try {
        return await translated(rest.get(Routes.guildMember(guildId, userId)))
      } catch (error) {
        const isStranger = [codes.unknownMember, codes.unknownUser].includes(codeOf(error) as never)
        if (isStranger) return undefined
        throw error
      }
    },
    openDm: (userId: string) =>
      translated<APIDMChannel>(
        rest.post(Routes.userChannels(), { body: { recipient_id: userId } }),
      ),
    commands: (applicationId: string) =>
      translated<readonly unknown[]>(rest.get(Routes.applicationCommands(applicationId))),
    setCommands: (applicationId: string, body: readonly unknown[]) =>
      translated<unknown>(rest.put(Routes.applicationCommands(applicationId), { body })),
    commandPermissions: (applicationId: string, guildId: string) =>
      translated<readonly unknown[]>(
        rest.get(Routes.guildApplicationCommandsPermissions(applicationId, guildId)),
      ),
  }
}

function interactionCalls(rest: REST) {
  const respond = ({ id, token }: InteractionRef, body: unknown) =>
    translated<void>(rest.post(Routes.interactionCallback(id, token), { body, auth: false }))
  return {
    reply: (ref: InteractionRef, body: MessageBody) =>
      respond(ref, {
        type: InteractionResponseType.ChannelMessageWithSource,
        data: { ...body, ...silent },
      }),
    defer: (ref: InteractionRef, flags: MessageFlags | 0) =>
      respond(ref, {
        type: InteractionResponseType.DeferredChannelMessageWithSource,
        data: { flags },
      }),
    deferUpdate: (ref: InteractionRef) =>
      respond(ref, { type: InteractionResponseType.DeferredMessageUpdate }),
    openModal: (ref: InteractionRef, data: APIModalInteractionResponseCallbackData) =>
      respond(ref, { type: InteractionResponseType.Modal, data }),
    suggest: (ref: InteractionRef, choices: readonly { name: string; value: string }[]) =>
      respond(ref, {
        type: InteractionResponseType.ApplicationCommandAutocompleteResult,
        data: { choices },
      }),
    editReply: (
      { application_id, token }: InteractionRef,
      body: MessageBody,
      messageId = '@original',
    ) =>
      translated<APIMessage>(
        rest.patch(Routes.webhookMessage(application_id, token, messageId), {
          body: { ...body, ...silent },
          auth: false,
        }),
      ),
    followUp: ({ application_id, token }: InteractionRef, body: MessageBody) =>
      translated<APIMessage>(
        rest.post(Routes.webhook(application_id, token), {
          body: { ...body, ...silent },
          auth: false,
        }),
      ),
  }
}
