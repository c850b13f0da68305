import type { Target, Writer } from './answer.ts'
import { certainly } from './certainly.ts'
import { isLastingRefusal, retryAfterMs, slackCode } from './errors.ts'
import { findOwn, lettersOf } from './find-own.ts'
import { type Json, listAt, textAt } from './json.ts'
import { addressOf, type Posted, toPosted } from './post.ts'
import type { Rendered } from './render.ts'
import { continueAt, firstSegment, nextStep, type Segment, type Step } from './segment.ts'

/** Slack does not stream this: the answer goes on from there in messages that are edited. */
export class StreamRefusedError extends Error {
  override readonly name = 'StreamRefusedError'
  readonly segment: Segment
  /** It will not do so next time either. */
  readonly isLasting: boolean

  constructor(segment: Segment, cause: unknown) {
    super('Slack does not stream here', { cause })
    this.segment = segment
    this.isLasting = isLastingRefusal(slackCode(cause))
  }
}

/** These do not get better by editing messages instead. */
const hopeless = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'thread_not_found',
  'restricted_action',
  'restricted_action_thread_locked',
  'invalid_auth',
  'account_inactive',
  'token_revoked',
])

const ended = new Set([
  'message_not_in_streaming_state',
  'message_not_found',
  'msg_too_long',
  'streaming_mode_mismatch',
])

const badBlocks = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long'])

const longestWaitMs = 5_000

/** Streams with `chat.startStream`, in as many messages as Slack's limits on size and time make of it. */
export function createNativeAnswer(target: Target): Writer {
  const { api, place } = target
  const known: string[] = []
  let segment = firstSegment
  let message: Posted | undefined
  let startedAt = 0
  let isStopped = false

  async function flushUpTo(raw: string, isFinal: boolean): Promise<void> {
    while (!isStopped) {
      const ageMs = message ? Date.now() - startedAt : 0
      const step = nextStep(raw, segment, { isFinal, ageMs })
      if (!step) return
      await take(raw, step)
    }
  }

  async function take(raw: string, step: Step): Promise<void> {
    if (step.text !== '' && !(await send(raw, step.text))) {
      // The message ended by itself: what it does not have goes into the next one.
      if (message) segment = continueAt(raw, segment, segment.sent)
      message = undefined
      return
    }
    segment = step.next
    if (step.endsMessage) await leave()
  }

  /** Slack ends by itself what is not ended in time, so this cannot fail the answer. */
  async function leave(): Promise<void> {
    const left = message
    message = undefined
    if (left) await stop(left, []).catch(() => undefined)
  }

  /** False when this message takes no more. */
  async function send(raw: string, text: string): Promise<boolean> {
    if (!message) {
      await begin(text)
      return true
    }
    try {
      await append(message, text)
      return true
    } catch (error) {
      return await answerTo(error, raw)
    }
  }

  async function answerTo(error: unknown, raw: string): Promise<boolean> {
    const code = slackCode(error)
    if (code === 'stopped_by_user') {
      isStopped = true
      target.onStopped()
      return false
    }
    if (ended.has(code)) return false
    if (code === '' || hopeless.has(code)) throw error
    const rest = continueAt(raw, segment, segment.sent)
    await leave()
    throw new StreamRefusedError(rest, error)
  }

  async function begin(text: string): Promise<void> {
    const recipient = { recipient_user_id: target.askerId, recipient_team_id: target.me.teamId }
    const args = { ...addressOf(place), ...recipient, markdown_text: text }
    try {
      message = await certainly(
        async () => toPosted(await api.callWithin(longestWaitMs, 'chat.startStream', args)),
        since => findOwn(api, target.me, { place, text, startedAt: since, known }),
      )
    } catch (error) {
      const isRefusal = slackCode(error) !== '' || retryAfterMs(error) !== undefined
      if (!isRefusal || hopeless.has(slackCode(error))) throw error
      throw new StreamRefusedError(segment, error)
    }
    startedAt = Date.now()
    known.push(message.ts)
    target.onPosted(message.ts)
  }

  async function append({ channel, ts }: Posted, text: string): Promise<void> {
    const hasText = async () => {
      const now = lettersOf(textAt(await readOwn(target, ts), 'text'))
      return now.length > 0 && now.endsWith(lettersOf(text).slice(-200)) ? {} : undefined
    }
    const args = { channel, ts, markdown_text: text }
    await certainly(() => api.call('chat.appendStream', args), hasText)
  }

  /** True once the message has ended with these blocks under it. */
  async function close(blocks: readonly Json[]): Promise<boolean> {
    if (!message) return false
    try {
      await stop(message, blocks)
      return true
    } catch (error) {
      const code = slackCode(error)
      if (code === '') throw error
      if (badBlocks.has(code)) await close([])
      return false
    }
  }

  async function stop({ channel, ts }: Posted, blocks: readonly Json[]): Promise<void> {
    const hasEnded = async () =>
      textAt(await readOwn(target, ts), 'streaming_state') === 'completed' ? {} : undefined
    const args = { channel, ts, ...(blocks.length > 0 && { blocks }) }
    await certainly(() => api.call('chat.stopStream', args), hasEnded)
  }

  async function end(raw: string, footer: Rendered): Promise<void> {
    await flushUpTo(raw, true)
    const isShown = !isStopped && (await close(footer.blocks))
    if (isShown || (footer.blocks.length === 0 && known.length > 0)) return
    const posted = await target.poster.postRendered(place, footer, target.mark)
    target.onPosted(posted.ts)
  }

  return { flush: raw => flushUpTo(raw, false), end, gapMs: () => 750 }
}

/** The message as Slack has it now. */
async function readOwn({ api, place }: Target, ts: string): Promise<Json | undefined> {
  try {
    const range = { oldest: ts, latest: ts, inclusive: true, limit: 10 }
    const address = { channel: place.channelId, ts: place.threadId }
    const answer = await api.call('conversations.replies', { ...address, ...range })
    return listAt(answer, 'messages').find(one => textAt(one, 'ts') === ts)
  } catch {
    return undefined
  }
}
