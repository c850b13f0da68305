import type { PastMessage, Place } from '../../src/ports/chat.ts'
import type { DiscordApi } from './api.ts'
import { codeOf, codes } from './errors.ts'
import { limits } from './limits.ts'
import { channelOf } from './place.ts'
import { fromPastMessage, type Names } from './receive.ts'

interface Given {
  readonly beforeId: string
  readonly limit: number
  readonly names: Names
}

type HistoryApi = Pick<DiscordApi, 'messagesBefore'>

/** Oldest first. Of a thread that is not open yet there is the message that it will hang on. */
export async function readHistory(
  api: HistoryApi,
  place: Place,
  given: Given,
): Promise<readonly PastMessage[]> {
  try {
    return await readPages(api, channelOf(place), given)
  } catch (error) {
    if (codeOf(error) !== codes.unknownChannel) throw error
    return readRoot(api, place, given)
  }
}

async function readRoot(
  api: HistoryApi,
  { channelId, threadId }: Place,
  { beforeId, limit, names }: Given,
): Promise<readonly PastMessage[]> {
  if (threadId === undefined || threadId === beforeId || limit === 0) return []
  const upToRoot = await api.messagesBefore(channelId, String(BigInt(threadId) + 1n), 1)
  const root = upToRoot.find(({ id }) => id === threadId)
  const past = root && fromPastMessage(root, names)
  return past ? [past] : []
}

async function readPages(
  api: HistoryApi,
  channelId: string,
  given: Given,
): Promise<readonly PastMessage[]> {
  const found: PastMessage[] = []
  let before = given.beforeId
  while (found.length < given.limit) {
    const page = await api.messagesBefore(channelId, before, limits.historyPage)
    const oldest = page.at(-1)
    found.push(...page.flatMap(message => fromPastMessage(message, given.names) ?? []))
    if (!oldest || page.length < limits.historyPage) break
    before = oldest.id
  }
  return found.slice(0, given.limit).reverse()
}
