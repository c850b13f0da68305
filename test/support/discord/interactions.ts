import type { Interaction, Json, Message } from './entities.ts'
import { newId } from './ids.ts'
import { toChannel, toMember, toUser } from './payloads.ts'
import { channelPermissions } from './permissions.ts'
import { addViolation, findUser, type World } from './world.ts'

export interface NewInteraction {
  readonly type: number
  readonly userId: string
  readonly channelId: string
  readonly data: Json
  readonly name?: string
  readonly source?: { readonly message: Message; readonly payload: Json }
}

const tokenMs = 15 * 60_000
const kinds: Readonly<Record<number, string>> = {
  2: 'command',
  3: 'component',
  4: 'autocomplete',
  5: 'form',
}

/** The person who acts: a member with their permissions here, or a user in a DM. */
function actorFields(world: World, userId: string, channelId: string): Json {
  const channel = world.channels.get(channelId)
  const guild = world.guilds.get(channel?.guildId ?? '')
  const member = guild?.members.get(userId)
  if (!channel || !guild || !member)
    return {
      user: toUser(findUser(world, userId)),
      context: 1,
      authorizing_integration_owners: { 0: '0' },
    }
  const permissions = String(channelPermissions(world, channel, userId))
  return {
    guild_id: guild.id,
    guild: { id: guild.id, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    member: { ...toMember(member), permissions },
    context: 0,
    authorizing_integration_owners: { 0: guild.id },
  }
}

function expire(world: World, interaction: Interaction): void {
  if (interaction.state !== 'waiting') return
  interaction.state = 'timed-out'
  const what = `${kinds[interaction.type]} ${interaction.name ?? ''} had no answer in time`
  addViolation(world, { kind: 'ack_timeout', what, route: 'interaction', detail: interaction.id })
}

/** Registers an interaction, tells the bot, and starts the three seconds. */
export function startInteraction(world: World, given: NewInteraction): Interaction {
  const { type, userId, channelId, data, name, source } = given
  const interaction: Interaction = {
    id: newId(),
    token: `token-${newId()}`,
    type,
    userId,
    channelId,
    createdAt: Date.now(),
    state: 'waiting',
    expired: false,
    followUpIds: [],
    menu: type === 2 && Number(data['type'] ?? 1) > 1,
    ...(name ? { name } : {}),
    ...(source ? { sourceMessageId: source.message.id } : {}),
  }
  world.interactions.set(interaction.token, interaction)
  interaction.timer = setTimeout(() => expire(world, interaction), world.options.ackMs)
  interaction.timer.unref()
  const payload = toPayload(world, interaction, { data, message: source?.payload })
  world.publish('INTERACTION_CREATE', () => payload)
  return interaction
}

function toPayload(
  world: World,
  interaction: Interaction,
  more: { data: Json; message: Json | undefined },
): Json {
  const { id, token, type, channelId, userId } = interaction
  const channel = world.channels.get(channelId)
  return {
    id,
    token,
    type,
    version: 1,
    application_id: world.bot.id,
    channel_id: channelId,
    ...(channel ? { channel: toChannel(world, channel) } : {}),
    ...(channel
      ? { app_permissions: String(channelPermissions(world, channel, world.bot.id)) }
      : {}),
    locale: 'en-US',
    entitlements: [],
    attachment_size_limit: 10 * 1024 * 1024,
    ...actorFields(world, userId, channelId),
    data: more.data,
    ...(more.message ? { message: more.message } : {}),
  }
}

export function isExpired({ expired, createdAt }: Interaction): boolean {
  return expired || Date.now() - createdAt > tokenMs
}
