import { MessageFlags, MessageFlagsBitField } from 'discord.js'
import { BotError } from '../../src/errors.ts'
import type { Responder, Screen, Visibility } from '../../src/ports/chat.ts'
import type { Card } from '../../src/ui/card.ts'
import { card, note } from '../../src/ui/card.ts'
import type { DiscordApi, InteractionRef } from './api.ts'
import { toDiscordMessage } from './render.ts'
import { dialog, toDiscordModal } from './render-form.ts'
import { createScreen, type ScreenApi, type Target } from './screen.ts'

export type RespondApi = ScreenApi &
  Pick<DiscordApi, 'reply' | 'defer' | 'deferUpdate' | 'openModal'>

export interface Origin {
  readonly ref: InteractionRef
  readonly userId: string
  /** A dialog cannot follow a dialog. */
  readonly canOpen: boolean
  /** A button or menu was used, not a command or a dialog. */
  readonly isControl: boolean
  /** Whether the interaction came from a message that is a card of ours, which `replace` redraws. */
  readonly hasCard: boolean
  readonly openedAt: number
}

/** Discord gives three seconds; this leaves time for the call itself. */
const mostWaitMs = 2200
const privately = MessageFlags.Ephemeral

/** A message of components; an answer is plain text, and redrawing would lose it. */
export const isCard = (message: { readonly flags?: MessageFlags } | undefined): boolean =>
  new MessageFlagsBitField(message?.flags ?? 0).has(MessageFlags.IsComponentsV2)

export interface GuardedResponder extends Responder {
  /** Nobody will answer any more: a control that did nothing must not look broken. */
  done(): Promise<void>
}

/** If nothing was answered in time, the interaction is acknowledged without saying anything yet. */
export function createResponder(api: RespondApi, origin: Origin): GuardedResponder {
  const { ref } = origin
  let first: Promise<Target> | undefined
  const acknowledge = (target: Target, call: () => Promise<void>): Promise<Target> => {
    first ??= call().then(
      () => target,
      error => {
        // Nothing was answered: a refusal may still be.
        first = undefined
        throw error
      },
    )
    clearTimeout(guard)
    return first
  }
  const quietly = () =>
    origin.isControl || origin.hasCard
      ? acknowledge('source', () => api.deferUpdate(ref))
      : acknowledge('original', () => api.defer(ref, privately))
  const guard = setTimeout(() => void quietly().catch(() => undefined), mostWaitMs)
  const screenOn = (target: Target): Screen => createScreen(api, { ...origin, target })

  async function begin(visibility: Visibility): Promise<Screen> {
    const flags = visibility === 'private' ? privately : 0
    const target = await acknowledge('original', () => api.defer(ref, flags))
    if (target !== 'source') return screenOn(target)
    return screenOn(visibility === 'private' ? 'follow-up' : 'public-follow-up')
  }

  return {
    canOpen: origin.canOpen,
    dialog,
    async open(form) {
      if (first) throw new BotError('chat-unavailable', 'Too late to open a dialog')
      await acknowledge('none', () => api.openModal(ref, toDiscordModal(form)))
    },
    begin,
    async replace() {
      if (!origin.hasCard) return begin('private')
      return screenOn(await acknowledge('source', () => api.deferUpdate(ref)))
    },
    async refuse(refusal, fieldErrors = {}) {
      const body = toDiscordMessage(withErrors(refusal, fieldErrors))
      const message = { ...body, flags: privately | MessageFlags.IsComponentsV2 }
      if (!first) return void (await acknowledge('none', () => api.reply(ref, message)))
      const target = await first
      await screenOn(target === 'original' ? 'original' : 'follow-up').show(refusal)
    },
    async done() {
      clearTimeout(guard)
      if (!first && origin.isControl) await quietly()
    },
  }
}

/** Discord cannot mark a field. */
function withErrors(refusal: Card, fieldErrors: Readonly<Record<string, string>>): Card {
  const notes = Object.values(fieldErrors).map(note)
  return card(...refusal.blocks, ...notes)
}
