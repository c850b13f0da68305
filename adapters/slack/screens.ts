import { BotError } from '../../src/errors.ts'
import type { Place, Screen } from '../../src/ports/chat.ts'
import type { Card } from '../../src/ui/card.ts'
import type { SlackApi } from './api.ts'
import { toBotError } from './errors.ts'
import type { Json } from './json.ts'
import type { Posted, Poster } from './post.ts'
import { toHomeView } from './render.ts'
import type { ResponseUrl } from './response-url.ts'

/** A message that is posted first and changed from then on. */
function messageScreen(post: (card: Card) => Promise<Posted | undefined>, poster: Poster): Screen {
  let message: Posted | undefined
  return {
    redraws: true,
    async show(card) {
      if (message) await poster.update(message, card)
      else message = await post(card)
    },
  }
}

export const publicScreen = (poster: Poster, place: Place): Screen =>
  messageScreen(card => poster.post(place, card), poster)

/** What only one person sees cannot be changed in a channel: what comes later is a further message. */
export const whisperScreen = (poster: Poster, place: Place, personId: string): Screen =>
  place.isDirect
    ? messageScreen(card => poster.whisper(place, personId, card), poster)
    : {
        redraws: false,
        show: async card => {
          await poster.whisper(place, personId, card)
        },
      }

interface Private {
  readonly personId: string
  readonly card: Card
  readonly how: Json
}

/** Blocks that Slack does not take after all are said in words. */
async function sendPrivately(
  url: ResponseUrl,
  poster: Poster,
  { personId, card, how }: Private,
): Promise<void> {
  try {
    await url.send({ ...(await poster.renderPrivately(personId, card)), ...how })
  } catch (error) {
    if (!(error instanceof BotError) || error.code !== 'chat-rejected') throw error
    await url.send({ ...(await poster.renderInWords(card)), ...how })
  }
}

/** The private answer to a slash command: changed in place while Slack lets us, then goes on in the DM. */
export function ephemeralScreen(url: ResponseUrl, poster: Poster, personId: string): Screen {
  const later = messageScreen(card => poster.direct(personId, card), poster)
  let isShown = false
  return {
    redraws: true,
    async show(card) {
      if (!url.isUsable()) return await later.show(card)
      const how = { response_type: 'ephemeral', replace_original: isShown }
      await sendPrivately(url, poster, { personId, card, how })
      isShown = true
    },
  }
}

/** The private card on which the button was. */
export function replacedScreen(url: ResponseUrl, poster: Poster, personId: string): Screen {
  const later = messageScreen(card => poster.direct(personId, card), poster)
  return {
    redraws: true,
    async show(card) {
      if (!url.isUsable()) return await later.show(card)
      await sendPrivately(url, poster, { personId, card, how: { replace_original: true } })
    },
  }
}

export const updatedScreen = (message: Posted, poster: Poster): Screen => ({
  redraws: true,
  show: card => poster.update(message, card),
})

export const homeScreen = (api: SlackApi, poster: Poster, personId: string): Screen => ({
  redraws: true,
  show: card => publishHome(api, poster, personId, card),
})

export async function publishHome(
  api: SlackApi,
  poster: Poster,
  personId: string,
  card: Card,
): Promise<void> {
  try {
    const view = toHomeView(card, await poster.names(card))
    await api.call('views.publish', { user_id: personId, view })
  } catch (error) {
    throw toBotError(error)
  }
}
