import type { Place } from '../../src/ports/chat.ts'
import { type Card, withoutPictures } from '../../src/ui/card.ts'
import type { SlackApi } from './api.ts'
import { certainly } from './certainly.ts'
import { slackCode, toBotError } from './errors.ts'
import { findOwn } from './find-own.ts'
import { type Json, textAt } from './json.ts'
import type { SlackPeople } from './people.ts'
import type { Identity } from './receive.ts'
import { type Rendered, toMessage } from './render.ts'
import { mentionedIn, type Names } from './to-mrkdwn.ts'

/** A message of ours. */
export interface Posted {
  readonly channel: string
  readonly ts: string
}

export interface Poster {
  names(card: Card): Promise<Names>
  render(card: Card): Promise<Rendered>
  /** @param mark metadata by which the message is found again */
  post(place: Place, card: Card, mark?: Json): Promise<Posted>
  postRendered(place: Place, content: Rendered, mark?: Json): Promise<Posted>
  update(message: Posted, card: Card): Promise<void>
  /** A card that only this person sees; the message if it is one that can be changed later. */
  whisper(place: Place, personId: string, card: Card): Promise<Posted | undefined>
  direct(personId: string, card: Card): Promise<Posted>
}

const quiet = { unfurl_links: false, unfurl_media: false }

export function createPoster(api: SlackApi, people: SlackPeople, me: () => Identity): Poster {
  const names = async (card: Card): Promise<Names> => {
    const found = await people.named(mentionedIn(JSON.stringify(withoutPictures(card))))
    return new Map([...found].map(([id, one]) => [id, one.name]))
  }
  const render = async (card: Card) => toMessage(card, await names(card))

  async function postRendered(place: Place, content: Rendered, mark?: Json): Promise<Posted> {
    const args = { ...addressOf(place), ...content, ...quiet, ...(mark && { metadata: mark }) }
    try {
      return await certainly(
        async () => toPosted(await api.call('chat.postMessage', args)),
        startedAt => findOwn(api, me(), { place, text: content.text, startedAt }),
      )
    } catch (error) {
      throw toBotError(error)
    }
  }

  async function direct(personId: string, card: Card): Promise<Posted> {
    const channelId = await people.dmOf(personId)
    const place = { workspaceId: '', channelId, isDirect: true }
    return await postRendered(place, await render(card))
  }

  async function whisper(place: Place, personId: string, card: Card) {
    // A DM is private already, and an ordinary message there stays.
    if (place.isDirect) return await postRendered(place, await render(card))
    const content = await render(card)
    try {
      await api.call('chat.postEphemeral', { ...addressOf(place), user: personId, ...content })
      return undefined
    } catch (error) {
      if (!cannotWhisper.has(slackCode(error))) throw toBotError(error)
      return await direct(personId, card)
    }
  }

  return {
    names,
    render,
    postRendered,
    whisper,
    direct,
    post: async (place, card, mark) => await postRendered(place, await render(card), mark),
    update: async (message, card) => {
      try {
        await api.call('chat.update', { ...message, ...(await render(card)) })
      } catch (error) {
        throw toBotError(error)
      }
    },
  }
}

export const toPosted = (answer: Json): Posted => ({
  channel: textAt(answer, 'channel'),
  ts: textAt(answer, 'ts'),
})

const cannotWhisper = new Set([
  'user_not_in_channel',
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
  'method_not_supported_for_channel_type',
])

export const addressOf = (place: Place): Json => ({
  channel: place.channelId,
  ...(place.threadId !== undefined && { thread_ts: place.threadId }),
})
