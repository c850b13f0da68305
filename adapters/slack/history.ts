import type { PastMessage, Place } from '../../src/ports/chat.ts'
import type { SlackApi } from './api.ts'
import { toBotError } from './errors.ts'
import type { People } from './from-mrkdwn.ts'
import { type Json, listAt, textAt } from './json.ts'
import type { SlackPeople } from './people.ts'
import { attachmentsOf, type Identity, textOf, toDate } from './receive.ts'

const perPage = 200
const mostPages = 10

interface Range {
  readonly place: Place
  readonly beforeId: string
  readonly limit: number
}

/** What stands in the thread before a message, oldest first. */
export async function readHistory(
  api: SlackApi,
  people: SlackPeople,
  me: Identity,
  range: Range,
): Promise<readonly PastMessage[]> {
  try {
    const found = await readPages(api, range)
    const messages = found.filter(one => textAt(one, 'ts') < range.beforeId).slice(-range.limit)
    const named = await people.named(messages.flatMap(namesIn))
    return messages.map(message => toPast(message, me, named))
  } catch (error) {
    throw toBotError(error)
  }
}

/** Slack pages through a thread from its start. */
async function readPages(api: SlackApi, { place, beforeId }: Range): Promise<readonly Json[]> {
  if (place.threadId === undefined || place.threadId === beforeId) return []
  const messages: Json[] = []
  let cursor = ''
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await api.call('conversations.replies', {
      channel: place.channelId,
      ts: place.threadId,
      latest: beforeId,
      limit: perPage,
      ...(cursor !== '' && { cursor }),
    })
    messages.push(...listAt(answer, 'messages'))
    cursor = textAt(answer, 'response_metadata', 'next_cursor')
    if (cursor === '') break
  }
  return messages
}

const namesIn = (message: Json): string[] =>
  [...textAt(message, 'text').matchAll(/<@([UW][A-Z0-9]+)/g)]
    .map(match => match[1] ?? '')
    .concat(textAt(message, 'bot_id') === '' ? [textAt(message, 'user')] : [])
    .filter(id => id !== '')

function toPast(message: Json, me: Identity, people: People): PastMessage {
  const id = textAt(message, 'user') || textAt(message, 'bot_id')
  const botName = textAt(message, 'username') || textAt(message, 'bot_profile', 'name')
  return {
    id: textAt(message, 'ts'),
    author: { id, name: people.get(id)?.name ?? (botName || id) },
    isBot: textAt(message, 'bot_id') !== '' || (people.get(id)?.isBot ?? false),
    text: textOf(message, me, people),
    attachments: attachmentsOf(message),
    sentAt: toDate(textAt(message, 'ts')),
  }
}
