import type { Charts } from '../../src/ports/charts.ts'
import type { Place } from '../../src/ports/chat.ts'
import { type Card, note, withoutPictures } from '../../src/ui/card.ts'
import type { SlackApi } from './api.ts'
import { certainly } from './certainly.ts'
import { slackCode, toBotError } from './errors.ts'
import { findOwn } from './find-own.ts'
import { type Json, textAt } from './json.ts'
import type { SlackPeople } from './people.ts'
import { filesOf, heldBack, illustrate, nativesOf, toOutFile, whereItIs } from './pictures.ts'
import type { Identity } from './receive.ts'
import { type Rendered, toMessage } from './render.ts'
import { noPictures, type Pictures } from './render-chart.ts'
import { mentionedIn, type Names } from './to-mrkdwn.ts'
import { createUploads } from './upload.ts'

/** A message of ours. */
export interface Posted {
  readonly channel: string
  readonly ts: string
  /** Where it is part of a thread. */
  readonly threadTs?: string | undefined
}

export interface Poster {
  names(card: Card): Promise<Names>
  /** For one person's eyes, where Slack takes no files: pictures and files go to their DM, and the card says so. */
  renderPrivately(personId: string, card: Card): Promise<Rendered>
  renderInWords(card: Card): Promise<Rendered>
  /** @param mark metadata by which the message is found again */
  post(place: Place, card: Card, mark?: Json): Promise<Posted>
  postRendered(place: Place, content: Rendered, mark?: Json): Promise<Posted>
  update(message: Posted, card: Card): Promise<void>
  /** A card that only this person sees; the message if it is one that can be changed later. */
  whisper(place: Place, personId: string, card: Card): Promise<Posted | undefined>
  direct(personId: string, card: Card): Promise<Posted>
}

const quiet = { unfurl_links: false, unfurl_media: false }

interface PosterParts {
  readonly api: SlackApi
  readonly people: SlackPeople
  readonly charts: Charts
  readonly me: () => Identity
}

export function createPoster({ api, people, charts, me }: PosterParts): Poster {
  const uploads = createUploads(api)
  const names = async (card: Card): Promise<Names> => {
    const found = await people.named(mentionedIn(JSON.stringify(withoutPictures(card))))
    return new Map([...found].map(([id, one]) => [id, one.name]))
  }
  const render = async (card: Card, pictures: Pictures) =>
    toMessage(card, await names(card), pictures)

  /** What Slack shows of charts is not documented well enough to rely on: refused, they are words. */
  async function withPictures<T>(card: Card, send: (content: Rendered) => Promise<T>): Promise<T> {
    const pictures = await illustrate(card, charts, uploads)
    try {
      return await send(await render(card, pictures))
    } catch (error) {
      if (!isRefused(error) || pictures.natives.size + pictures.uploaded.size === 0) throw error
      return await send(await render(card, noPictures))
    }
  }

  async function shareFiles(beside: Posted, card: Card): Promise<void> {
    for (const file of filesOf(card)) await uploads.share(toOutFile(file), beside)
  }

  async function post(place: Place, card: Card, mark?: Json): Promise<Posted> {
    const { channel, ts } = await withPictures(card, content => postRendered(place, content, mark))
    const posted = { channel, ts, threadTs: place.threadId }
    await shareFiles(posted, card)
    return posted
  }

  async function renderPrivately(personId: string, card: Card): Promise<Rendered> {
    const natives = { ...noPictures, natives: nativesOf(card) }
    const rest = heldBack(card)
    if (rest.blocks.length === 0) return await render(card, natives)
    const isThere = await direct(personId, rest).then(
      () => true,
      () => false,
    )
    const told = { blocks: [...card.blocks, note(whereItIs(card, isThere))] }
    return await render(told, natives)
  }

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
    return await post(place, card)
  }

  async function whisper(place: Place, personId: string, card: Card) {
    // A DM is private already, and an ordinary message there stays.
    if (place.isDirect) return await post(place, card)
    const content = await renderPrivately(personId, card)
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
    renderPrivately,
    renderInWords: card => render(card, noPictures),
    postRendered,
    whisper,
    direct,
    post,
    update: async (message, card) => {
      const { channel, ts } = message
      try {
        await withPictures(card, content => api.call('chat.update', { channel, ts, ...content }))
        await shareFiles(message, card)
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

const isRefused = (error: unknown): boolean =>
  [error, error instanceof Error ? error.cause : undefined].some(
    one => slackCode(one) === 'invalid_blocks',
  )

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
