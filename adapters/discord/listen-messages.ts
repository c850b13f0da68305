import type {
  GatewayMessageDeleteBulkDispatchData,
  GatewayMessageDeleteDispatchData,
} from 'discord.js'
import type { Inbox, Place } from '../../src/ports/chat.ts'
import type { Card } from '../../src/ui/card.ts'
import { askForServer, type Server } from './direct-servers.ts'
import type { Locate } from './locate.ts'
import {
  fromDiscordEdit,
  fromDiscordMessage,
  isFromHuman,
  type Names,
  type RawMessage,
} from './receive.ts'
import { forgetOldest } from './short-cache.ts'

export interface MessageListening {
  readonly inbox: Inbox
  readonly locate: Locate
  names(guildId: string | undefined): Names
  /** Writes into a direct message channel. */
  tell(channelId: string, card: Card): Promise<void>
}

const mostEdits = 5000
const mostWaiting = 5
const mostChannelsWaiting = 500

export type MessageListener = ReturnType<typeof createMessageListener>

export function createMessageListener({ inbox, locate, names, tell }: MessageListening) {
  const waiting = new Map<string, RawMessage[]>()
  const edits = new Map<string, string>()

  const spotOf = (message: RawMessage) => ({
    channelId: message.channel_id,
    guildId: message.guild_id,
    userId: message.author.id,
  })

  async function created(message: RawMessage): Promise<void> {
    if (!isFromHuman(message)) return
    const located = await locate(spotOf(message))
    if (located.kind === 'undecided') return hold(message, located.choices)
    const incoming = fromDiscordMessage(message, located.place, names(message.guild_id))
    const isEmpty = incoming.text === '' && incoming.attachments.length === 0
    if (!isEmpty || incoming.mentionsBot) await inbox.message(incoming)
  }

  /** Asked once; what is written meanwhile waits for the choice. */
  async function hold(message: RawMessage, choices: readonly Server[]): Promise<void> {
    const { channel_id: channelId } = message
    const held = choices.length > 0 ? waiting.get(channelId) : undefined
    if (held) return void (held.length < mostWaiting && held.push(message))
    if (choices.length > 0) waiting.set(channelId, [message])
    if (waiting.size > mostChannelsWaiting) forgetOldest(waiting)
    await tell(channelId, askForServer(choices))
  }

  /** Discord also reports previews of links, and threads that were opened, as changes. */
  function isNewEdit({ id, content, edited_timestamp }: Partial<RawMessage>): boolean {
    if (id === undefined || content === undefined || !edited_timestamp) return false
    if (edits.get(id) === edited_timestamp) return false
    edits.set(id, edited_timestamp)
    if (edits.size > mostEdits) forgetOldest(edits)
    return true
  }

  async function edited(message: Partial<RawMessage>): Promise<void> {
    if (!isWhole(message) || !isFromHuman(message) || !isNewEdit(message)) return
    const located = await locate(spotOf(message))
    if (located.kind === 'undecided') return
    await inbox.edited(fromDiscordEdit(message, located.place, names(message.guild_id)))
  }

  async function deleted(
    channelId: string,
    guildId: string | undefined,
    ids: readonly string[],
  ): Promise<void> {
    const located = await locate({ channelId, guildId })
    if (located.kind === 'undecided') return
    for (const id of ids) await inbox.deleted(located.place, id)
  }

  return {
    created,
    edited,
    deleted: ({ id, channel_id, guild_id }: GatewayMessageDeleteDispatchData) =>
      deleted(channel_id, guild_id, [id]),
    deletedMany: ({ ids, channel_id, guild_id }: GatewayMessageDeleteBulkDispatchData) =>
      deleted(channel_id, guild_id, ids),
    /** The person has chosen a server: what they wrote before is handled now. */
    async release({ channelId }: Pick<Place, 'channelId'>): Promise<void> {
      const held = waiting.get(channelId) ?? []
      waiting.delete(channelId)
      for (const message of held) await created(message)
    },
  }
}

const isWhole = (message: Partial<RawMessage>): message is RawMessage =>
  message.author !== undefined && message.type !== undefined && message.content !== undefined
