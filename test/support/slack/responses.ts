import { checkPost } from './check-message.ts'
import { checkPictures } from './file-methods.ts'
import { asFlag, asList, asText, isGiven, isJson, type Json } from './json.ts'
import { publishChanged, publishDeleted, publishPosted } from './message-events.ts'
import { addMessage, botOf, rootOf, withBlockIds } from './messages.ts'
import { useResponseUrl } from './triggers.ts'
import type { Message, ResponseUrl, World } from './world.ts'

const asksFor = (body: Json, key: string) => asFlag(body[key])

// What an app says through an ack or a response_url becomes a message that somebody sees.
export const showResponse = (
  world: World,
  to: { readonly user: string; readonly channel: string },
  body: Json,
): Message => {
  checkPost(body)
  checkPictures(world, asList(body['blocks']), true)
  const isPublic = body['response_type'] === 'in_channel'
  const message = addMessage(world, to.channel, botOf(world), {
    text: asText(body['text']),
    blocks: withBlockIds(world, asList(body['blocks'])),
    attachments: [...asList(body['attachments'])],
    threadTs: rootOf(world, to.channel, body['thread_ts']),
    ephemeralTo: isPublic ? undefined : to.user,
  })
  if (isPublic) publishPosted(world, message)
  return message
}

const originalOf = (world: World, entry: ResponseUrl) =>
  world.messages.find(
    one => one.channel === entry.channel && one.ts === entry.messageTs && !one.isDeleted,
  )

const replaceOriginal = (world: World, message: Message, body: Json) => {
  checkPost(body)
  checkPictures(world, asList(body['blocks']), true)
  message.text = asText(body['text'])
  if (isGiven(body['blocks'])) message.blocks = withBlockIds(world, asList(body['blocks']))
  message.editedTs = world.newTs()
  if (message.ephemeralTo === undefined) publishChanged(world, message)
}

const deleteOriginal = (world: World, message: Message) => {
  message.isDeleted = true
  if (message.ephemeralTo === undefined) publishDeleted(world, message)
}

export const answerResponseUrl = (world: World, path: string, given: unknown) => {
  const entry = useResponseUrl(world, path)
  const body = isJson(given) ? given : { text: asText(given) }
  entry.bodies.push(body)
  const original = originalOf(world, entry) ?? entry.shown.at(-1)
  if (asksFor(body, 'delete_original') && original) return deleteOriginal(world, original)
  if (asksFor(body, 'replace_original') && original) return replaceOriginal(world, original, body)
  entry.shown.push(showResponse(world, entry, body))
}
