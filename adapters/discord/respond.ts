import { MessageFlags, MessageFlagsBitField } from 'discord.js'
import { BotError } from '../../src/errors.ts'
import type { Responder, Screen, Visibility } from '../../src/ports/chat.ts'
import type { Card } from '../../src/ui/card.ts'
import { buttons, card, note } from '../../src/ui/card.ts'
import type { Form } from '../../src/ui/form.ts'
import type { DiscordApi, InteractionRef } from './api.ts'
import { retryAction } from './kept-forms.ts'
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
  /** A dialog was opened, which may have to be opened again. */
  onOpened(form: Form): void
  /** After a dialog: what its button carries that opens it again with what was typed. */
  readonly retry?: string
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
  const withRetry = (refusal: Card): Card =>
    origin.retry === undefined ? refusal : card(...refusal.blocks, retryButton(origin.retry))

  function screenOn(target: Target): Screen {
    const screen = createScreen(api, { ...origin, target })
    return origin.retry === undefined
      ? screen
      : { ...screen, refuse: refusal => screen.show(withRetry(refusal)) }
  }

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
      origin.onOpened(form)
    },
    begin,
    async replace() {
      if (!origin.hasCard) return begin('private')
      return screenOn(await acknowledge('source', () => api.deferUpdate(ref)))
    },
    async refuse(refusal, fieldErrors = {}) {
      const body = toDiscordMessage(withRetry(withErrors(refusal, fieldErrors)))
      const message = { ...body, flags: privately | MessageFlags.IsComponentsV2 }
      if (!first) return void (await acknowledge('none', () => api.reply(ref, message)))
      const target = await first
      await screenOn(target === 'original' ? 'original' : 'follow-up').show(withRetry(refusal))
    },
    async done() {
      clearTimeout(guard)
      if (!first && origin.isControl) await quietly()
    },
  }
}

const retryButton = (value: string) =>
  buttons({ label: 'Back to the form', action: retryAction, value, style: 'primary' })

/** Discord cannot mark a field. */
function withErrors(refusal: Card, fieldErrors: Readonly<Record<string, string>>): Card {
  const notes = Object.values(fieldErrors).map(note)
  return card(...refusal.blocks, ...notes)
}
