import type { AnswerRequest, Place } from '../../src/ports/chat.ts'
import type { SlackApi } from './api.ts'
import { type Json, listAt, textAt } from './json.ts'
import { carriesMark } from './mark.ts'
import type { Posted } from './post.ts'
import type { Identity } from './receive.ts'

interface Lost {
  readonly place: Place
  readonly text: string
  readonly startedAt: number
  /** Messages that it is not. */
  readonly known?: readonly string[]
}

/** Our clock and Slack's may differ by so much. */
const clockToleranceMs = 5_000

/** After a broken connection: whether Slack did post what we sent. */
export async function findOwn(
  api: SlackApi,
  me: Identity,
  lost: Lost,
): Promise<Posted | undefined> {
  const { channelId: channel, threadId } = lost.place
  const oldest = ((lost.startedAt - clockToleranceMs) / 1000).toFixed(6)
  const range = { channel, oldest, limit: 100 }
  try {
    const answer = threadId
      ? await api.call('conversations.replies', { ...range, ts: threadId })
      : await api.call('conversations.history', range)
    const found = listAt(answer, 'messages').find(one => isLost(one, me, lost))
    return found ? { channel, ts: textAt(found, 'ts') } : undefined
  } catch {
    // Where we may not read we cannot tell, and an answer twice is better than none.
    return undefined
  }
}

/**
 * What a process that died left of an answer in its thread: what carries the turn's mark, and what is still being
 * streamed after the question. One answer at a time is written there, so that can only be the one that is written again.
 */
export async function findUnfinished(
  api: SlackApi,
  me: Identity,
  { channelId: channel, threadId: ts }: Place,
  { question, turnId }: Pick<AnswerRequest, 'question' | 'turnId'>,
): Promise<readonly string[]> {
  const range = { channel, ts, oldest: question.id, limit: 100, include_all_metadata: true }
  const answer = await api.call('conversations.replies', range).catch(() => ({}))
  return listAt(answer, 'messages')
    .filter(message => textAt(message, 'user') === me.botUserId)
    .filter(message => isStreaming(message) || carriesMark(message, turnId))
    .map(message => textAt(message, 'ts'))
    .filter(found => found > question.id)
}

const isStreaming = (message: Json): boolean =>
  /^(in_progress|errored)$/.test(textAt(message, 'streaming_state'))

const isLost = (message: Json, me: Identity, { text, known = [] }: Lost): boolean =>
  textAt(message, 'user') === me.botUserId &&
  !known.includes(textAt(message, 'ts')) &&
  lettersOf(textAt(message, 'text')) === lettersOf(text)

/** Slack changes the markup of what is posted, not its letters. */
export const lettersOf = (text: string): string =>
  text.replaceAll(/&(?:amp|lt|gt);/g, '').replaceAll(/[^\p{L}\p{N}]/gu, '')
