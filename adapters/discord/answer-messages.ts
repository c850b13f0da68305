import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { DiscordApi, MessageBody } from './api.ts'
import { codeOf, codes } from './errors.ts'

export type AnswerApi = Pick<DiscordApi, 'post' | 'edit' | 'remove' | 'wake'>

export interface AnswerTarget {
  readonly channelId: string
  /** The question, where the answer stands beside it and not in a thread. */
  readonly replyTo?: string
  readonly turnId: string
  readonly replaces: readonly string[]
  onPosted(messageIds: readonly string[]): void
}

interface Shown {
  readonly id: string
  readonly body?: MessageBody
}

/** A message that is gone, or too old to be edited again and again. */
const uneditable: readonly number[] = [codes.unknownMessage, codes.oldEdits]

/** Named after the turn, so that Discord itself refuses to post it twice; at most 25 characters. */
function nonceOf(turnId: string, index: number, edition: number): string {
  const name = createHash('sha256').update(turnId).digest('hex').slice(0, 16)
  return [name, index.toString(36), edition.toString(36)].join('.')
}

/** The messages that one answer consists of, kept the same as what `show` was last told. */
export function createAnswerMessages(api: AnswerApi, target: AnswerTarget) {
  const { channelId, turnId } = target
  const shown: Shown[] = target.replaces.map(id => ({ id }))
  let replyTo = target.replyTo
  let isFirst = true
  let edition = 0

  const tell = () => target.onPosted(shown.map(({ id }) => id))

  async function removeFrom(index: number): Promise<void> {
    for (const { id } of shown.splice(index)) {
      await api.remove(channelId, id).catch(() => undefined)
    }
  }

  async function send(body: MessageBody, nonce: string) {
    const options = { nonce, ...(replyTo === undefined ? {} : { replyTo }) }
    try {
      return await api.post(channelId, body, options)
    } catch (error) {
      if (codeOf(error) !== codes.cannotReplyWithoutHistory) throw error
      replyTo = undefined
      return api.post(channelId, body, { nonce })
    }
  }

  async function post(index: number, body: MessageBody): Promise<void> {
    const posted = await send(body, nonceOf(turnId, index, edition))
    shown.push({ id: posted.id, body })
    tell()
    // An earlier try that nobody remembers: its message came back in place of a new one.
    const isSame =
      posted.content === (body.content ?? '') &&
      (posted.components ?? []).length === (body.components ?? []).length
    if (!isSame) await api.edit(channelId, posted.id, body)
  }

  async function edit(id: string, body: MessageBody): Promise<void> {
    try {
      await api.edit(channelId, id, body)
    } catch (error) {
      if (codeOf(error) !== codes.archivedThread) throw error
      await api.wake(channelId)
      await api.edit(channelId, id, body)
    }
  }

  async function put(index: number, body: MessageBody): Promise<void> {
    const known = shown[index]
    if (!known) return post(index, body)
    if (isDeepStrictEqual(known.body, body)) return
    try {
      await edit(known.id, body)
      shown[index] = { id: known.id, body }
    } catch (error) {
      if (!uneditable.includes(codeOf(error))) throw error
      edition += 1
      await removeFrom(index)
      await post(index, body)
    }
  }

  async function show(bodies: readonly MessageBody[]): Promise<void> {
    if (bodies.length === 0) return
    for (const [index, body] of bodies.entries()) await put(index, body)
    if (isFirst) await removeFrom(bodies.length)
    if (isFirst) tell()
    isFirst = false
  }

  return {
    show,
    /** The last word: what is more than that goes. */
    async settle(bodies: readonly MessageBody[]): Promise<void> {
      await show(bodies)
      if (shown.length <= bodies.length) return
      await removeFrom(bodies.length)
      tell()
    },
  }
}
