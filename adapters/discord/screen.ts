import { MessageFlags } from 'discord.js'
import type { Screen } from '../../src/ports/chat.ts'
import type { Card } from '../../src/ui/card.ts'
import type { DiscordApi, InteractionRef, MessageBody } from './api.ts'
import { codeOf, codes } from './errors.ts'
import { toDiscordMessage } from './render.ts'

export type ScreenApi = Pick<DiscordApi, 'editReply' | 'followUp' | 'openDm' | 'post' | 'edit'>

/** What a screen draws on: the first answer, the card that was pressed, a further message, or (after a dialog) nothing. */
export type Target = 'original' | 'source' | 'follow-up' | 'public-follow-up' | 'none'

export interface ScreenOrigin {
  readonly ref: InteractionRef
  readonly userId: string
  readonly openedAt: number
  readonly target: Target
}

/** An interaction's token works for 15 minutes. */
const tokenMs = 14 * 60_000
const expired: readonly number[] = [codes.invalidToken, codes.unknownWebhook]

/** Redraws one message. When the interaction's token has ended it goes on in a DM. */
export function createScreen(api: ScreenApi, origin: ScreenOrigin): Screen {
  const { ref, userId, openedAt, target } = origin
  const direct = createDirectMessage(api, userId)
  let isExpired = false
  let followUpId: string | undefined

  async function drawOnInteraction(body: MessageBody): Promise<void> {
    if (target === 'original' || target === 'source') return void (await api.editReply(ref, body))
    if (followUpId !== undefined) return void (await api.editReply(ref, body, followUpId))
    const privacy = target === 'public-follow-up' ? 0 : MessageFlags.Ephemeral
    const flags = MessageFlags.IsComponentsV2 | privacy
    followUpId = (await api.followUp(ref, { ...body, flags })).id
  }

  return {
    redraws: true,
    async show(card: Card) {
      const body = toDiscordMessage(card)
      isExpired ||= Date.now() - openedAt > tokenMs
      if (isExpired) return direct(body)
      try {
        await drawOnInteraction(body)
      } catch (error) {
        if (!expired.includes(codeOf(error))) throw error
        isExpired = true
        await direct(body)
      }
    },
  }
}

function createDirectMessage(api: ScreenApi, userId: string) {
  let sent: { readonly channelId: string; readonly id: string } | undefined
  return async (body: MessageBody): Promise<void> => {
    if (sent) return void (await api.edit(sent.channelId, sent.id, body))
    const { id: channelId } = await api.openDm(userId)
    sent = { channelId, id: (await api.post(channelId, body)).id }
  }
}
