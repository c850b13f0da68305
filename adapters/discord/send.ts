import type { APIMessage } from 'discord.js'
import type { ChatPlatform, Place } from '../../src/ports/chat.ts'
import type { Card } from '../../src/ui/card.ts'
import type { DiscordApi } from './api.ts'
import { codeOf, codes } from './errors.ts'
import { channelOf, toGuildId } from './place.ts'
import { toDiscordMessage } from './render.ts'

/** What the bot writes by itself, not to answer an interaction. `assume` learns which server a direct message is about. */
export function createSending(
  api: Pick<DiscordApi, 'post' | 'openDm'>,
  assume: (channelId: string, guildId: string) => void,
): Pick<ChatPlatform, 'post' | 'whisper' | 'direct'> {
  async function send(place: Place, card: Card): Promise<APIMessage> {
    const body = toDiscordMessage(card)
    try {
      return await api.post(channelOf(place), body)
    } catch (error) {
      // The thread of a question that nobody has answered yet is not open.
      const isMissing = codeOf(error) === codes.unknownChannel && place.threadId !== undefined
      if (!isMissing || place.isDirect) throw error
      return await api.post(place.channelId, body, { replyTo: place.threadId ?? '' })
    }
  }

  async function post(place: Place, card: Card) {
    const { id, timestamp } = await send(place, card)
    return { id, sentAt: new Date(timestamp) }
  }

  async function direct(workspaceId: string, personId: string, card: Card): Promise<void> {
    const { id } = await api.openDm(personId)
    await api.post(id, toDiscordMessage(card))
    assume(id, toGuildId(workspaceId))
  }

  return {
    post,
    direct,
    async whisper(place, personId, card) {
      if (place.isDirect) return void (await send(place, card))
      try {
        await direct(place.workspaceId, personId, card)
      } catch (error) {
        if (codeOf(error) !== codes.cannotSendToUser) throw error
        await send(place, card)
      }
    },
  }
}
