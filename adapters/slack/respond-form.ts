import { toPlainText } from '../../src/markdown/plain.ts'
import type { Responder, Screen } from '../../src/ports/chat.ts'
import type { Card } from '../../src/ui/card.ts'
import type { Json } from './json.ts'
import { cut } from './limits.ts'
import { fieldsOf } from './receive-interaction.ts'
import { toModal } from './render-form.ts'
import { createResponder, type Means, type Origin, openForm } from './respond.ts'
import { publicScreen, whisperScreen } from './screens.ts'

export interface FormAnswer {
  readonly responder: Responder
  /** Closes the form if nothing else has answered it: Slack waits three seconds. */
  readonly acknowledge: () => Promise<void>
}

type Ack = (response?: Json) => Promise<void>

const longestError = 1_000

/** A form that was submitted stays open until it is acknowledged, so that a refusal loses nothing that was typed. */
export function answerForm(means: Means, origin: Origin, ack: Ack): FormAnswer {
  const { poster } = means
  const { place, personId } = origin
  let isOpen = true

  /** False when it was too late. */
  async function close(response?: Json): Promise<boolean> {
    if (!isOpen) return false
    isOpen = false
    await ack(response)
    return true
  }

  async function begin(visibility: 'public' | 'private'): Promise<Screen> {
    await close()
    if (visibility === 'public') return publicScreen(poster, place)
    return whisperScreen(poster, place, personId)
  }

  async function refuse(card: Card, fieldErrors: Readonly<Record<string, string>>): Promise<void> {
    const errors = toErrors(fieldsOf(origin.body['view']), card, fieldErrors)
    if (errors && (await close({ response_action: 'errors', errors }))) return
    await close()
    await poster.whisper(place, personId, card)
  }

  const responder = createResponder({
    begin,
    refuse,
    replace: () => begin('private'),
    async open(form) {
      const isShown = await close({ response_action: 'update', view: toModal(form, place) })
      if (!isShown) await openForm(means, origin, form)
    },
  })
  return {
    responder,
    acknowledge: async () => {
      await close()
    },
  }
}

/** Each beside its field; the sentence itself, and what belongs to no field here, beside the first. */
function toErrors(
  fields: readonly string[],
  card: Card,
  fieldErrors: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> | undefined {
  const [first] = fields
  if (first === undefined) return undefined
  const errors = Object.entries(fieldErrors).filter(([, text]) => text.trim() !== '')
  const shown = errors.filter(([id]) => fields.includes(id))
  const others = errors.filter(([id]) => !fields.includes(id)).map(([, text]) => text)
  const general = shown.length > 0 ? others : [wordsOf(card), ...others]
  const atFirst = [...shown.filter(([id]) => id === first).map(([, text]) => text), ...general]
  const all = [...shown, ...(atFirst.length > 0 ? [[first, atFirst.join(' ')] as const] : [])]
  return Object.fromEntries(all.map(([id, text]) => [id, cut(text, longestError)]))
}

const wordsOf = (card: Card): string =>
  card.blocks
    .map(block => (block.kind === 'text' || block.kind === 'note' ? block.markdown : ''))
    .filter(text => text !== '')
    .map(toPlainText)
    .join(' ')
