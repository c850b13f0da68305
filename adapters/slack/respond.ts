import type { Place, Responder, Screen } from '../../src/ports/chat.ts'
import type { Card } from '../../src/ui/card.ts'
import type { Form } from '../../src/ui/form.ts'
import { isUnderAnswer } from './action-id.ts'
import type { SlackApi } from './api.ts'
import { toBotError } from './errors.ts'
import { asJson, type Json, listAt, textAt } from './json.ts'
import type { Poster } from './post.ts'
import { toModal } from './render-form.ts'
import { createResponseUrl } from './response-url.ts'
import {
  ephemeralScreen,
  homeScreen,
  publicScreen,
  replacedScreen,
  updatedScreen,
  whisperScreen,
} from './screens.ts'

/** What a responder answers with. */
export interface Means {
  readonly api: SlackApi
  readonly poster: Poster
}

export interface Origin {
  readonly place: Place
  readonly personId: string
  /** Slack's payload: it says with what and where to answer. */
  readonly body: Json
}

/** The ways to answer, each of which already acknowledged. */
export interface Ways {
  readonly open: (form: Form) => Promise<void>
  readonly begin: (visibility: 'public' | 'private') => Promise<Screen> | Screen
  readonly replace: () => Promise<Screen> | Screen
  readonly refuse: (card: Card, fieldErrors: Readonly<Record<string, string>>) => Promise<void>
}

const dialog = { fields: 100, choices: 100 } as const

/** Makes sure that exactly one first response is given. */
export function createResponder(ways: Ways): Responder {
  let isAnswered = false
  const first = () => {
    if (isAnswered) throw new Error('This was answered before')
    isAnswered = true
  }
  return {
    canOpen: true,
    dialog,
    async open(form) {
      first()
      await ways.open(form)
    },
    async begin(visibility) {
      first()
      return await ways.begin(visibility)
    },
    async replace() {
      first()
      return await ways.replace()
    },
    async refuse(card, fieldErrors = {}) {
      first()
      await ways.refuse(card, fieldErrors)
    },
  }
}

/** A slash command; the private answer stands where it was typed. */
export function answerCommand(means: Means, origin: Origin): Responder {
  const { poster } = means
  const { place, personId, body } = origin
  const url = createResponseUrl(textAt(body, 'response_url'))
  const privately = () => ephemeralScreen(url, poster, personId)
  return createResponder({
    open: form => openForm(means, origin, form),
    begin: visibility => (visibility === 'public' ? publicScreen(poster, place) : privately()),
    replace: privately,
    refuse: card => privately().show(card),
  })
}

/** A message shortcut: the answer belongs into the thread of that message. */
export function answerShortcut(means: Means, origin: Origin): Responder {
  const { poster } = means
  const { place, personId } = origin
  const privately = () => whisperScreen(poster, place, personId)
  return createResponder({
    open: form => openForm(means, origin, form),
    begin: visibility => (visibility === 'public' ? publicScreen(poster, place) : privately()),
    replace: privately,
    refuse: card => privately().show(card),
  })
}

/** A button or a menu on a message, a private message or App Home. */
export function answerPress(means: Means, origin: Origin): Responder {
  const { poster } = means
  const { place, personId } = origin
  const privately = () => whisperScreen(poster, place, personId)
  return createResponder({
    open: form => openForm(means, origin, form),
    begin: visibility => (visibility === 'public' ? publicScreen(poster, place) : privately()),
    replace: () => cardScreen(means, origin) ?? privately(),
    refuse: card => privately().show(card),
  })
}

/** The card itself, except under an answer, which must not be replaced. */
function cardScreen({ api, poster }: Means, { personId, body }: Origin): Screen | undefined {
  const container = asJson(body['container'])
  if (textAt(container, 'type') === 'view') return homeScreen(api, poster, personId)
  const [action] = listAt(body, 'actions')
  if (isUnderAnswer(textAt(action, 'block_id'))) return undefined
  if (container['is_ephemeral'] === true) {
    return replacedScreen(createResponseUrl(textAt(body, 'response_url')), poster, personId)
  }
  const message = {
    channel: textAt(container, 'channel_id'),
    ts: textAt(container, 'message_ts'),
    threadTs: textAt(container, 'thread_ts') || undefined,
  }
  return message.ts === '' ? undefined : updatedScreen(message, poster)
}

export async function openForm({ api }: Means, origin: Origin, form: Form): Promise<void> {
  const view = toModal(form, origin.place)
  try {
    await api.call('views.open', { trigger_id: textAt(origin.body, 'trigger_id'), view })
  } catch (error) {
    throw toBotError(error)
  }
}
