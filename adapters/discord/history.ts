import type { PastMessage } from '../../src/ports/chat.ts'
import type { DiscordApi } from './api.ts'
import { codeOf, codes } from './errors.ts'
import { limits } from './limits.ts'
import { fromPastMessage, type Names } from './receive.ts'

/** Oldest first. A thread that is not open yet has no messages. */
export async function readHistory(
  api: Pick<DiscordApi, 'messagesBefore'>,
  channelId: string,
  given: { readonly beforeId: string; readonly limit: number; readonly names: Names },
): Promise<readonly PastMessage[]> {
  const found: PastMessage[] = []
  let before = given.beforeId
  while (found.length < given.limit) {
    const page = await readPage(api, channelId, before)
    const oldest = page.at(-1)
    found.push(...page.flatMap(message => fromPastMessage(message, given.names) ?? []))
    if (!oldest || page.length < limits.historyPage) break
    before = oldest.id
  }
  return found.slice(0, given.limit).reverse()
}

async function readPage(
  api: Pick<DiscordApi, 'messagesBefore'>,
  channelId: string,
  before: string,
) {
  try {
    return await api.messagesBefore(channelId, before, limits.historyPage)
  } catch (error) {
    if (codeOf(error) === codes.unknownChannel) return []
    throw error
  }
}
