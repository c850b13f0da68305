import type { AnswerRequest, Place } from '../../src/ports/chat.ts'
import type { DiscordApi } from './api.ts'
import { codeOf, codes } from './errors.ts'
import { cut, limits } from './limits.ts'

export type ThreadApi = Pick<DiscordApi, 'startThread'>

/** Where an answer stands; `replyTo` where that is the channel itself. */
export interface Destination {
  readonly channelId: string
  readonly replyTo?: string
}

/** The bot may not open a thread here, or nobody can. */
const threadless: readonly number[] = [
  codes.missingAccess,
  codes.missingPermissions,
  codes.wrongChannelType,
]

export async function findDestination(
  api: ThreadApi,
  { place, title, question }: AnswerRequest,
  isKnownThread: (id: string) => boolean,
): Promise<Destination> {
  const { threadId, channelId, isDirect } = place
  if (threadId === undefined) return { channelId, replyTo: question.id }
  if (isDirect || isKnownThread(threadId)) return { channelId: threadId }
  return openThread(api, { ...place, threadId }, title)
}

/** A thread has the id of the message it hangs on. One that hangs on none cannot be missing. */
async function openThread(
  api: ThreadApi,
  { channelId, threadId }: Place & { readonly threadId: string },
  title: string,
): Promise<Destination> {
  try {
    await api.startThread(channelId, threadId, cut(title.trim() || 'Answer', limits.threadName))
  } catch (error) {
    const code = codeOf(error)
    if (threadless.includes(code)) return { channelId, replyTo: threadId }
    if (code !== codes.threadExists && code !== codes.unknownMessage) throw error
  }
  return { channelId: threadId }
}
