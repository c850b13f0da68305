import type { Channel, Message, User } from './entities.ts'
import { publishMessage } from './events.ts'
import { newId } from './ids.ts'
import { applyMentions, findMentions } from './mentions.ts'
import { newMessage } from './messages.ts'
import { may, sendPermission } from './permissions.ts'
import { removeMessage } from './routes-messages.ts'
import { addReaction, removeReaction } from './routes-reactions.ts'
import { createThread, joinThread, setArchived, wake } from './threads.ts'
import { findChannel, findUser, type World } from './world.ts'

type HasId = { readonly id: string }

export interface GivenFile {
  readonly name: string
  readonly content: string | Buffer
  readonly contentType?: string
}

interface SayHow {
  readonly files?: readonly GivenFile[]
  readonly replyTo?: HasId
  /** A reply notifies its author unless this is false. */
  readonly replyPings?: boolean
  /** People, or the bot, whose mention is put before the content. */
  readonly mentions?: readonly HasId[]
}

export interface Saying {
  say(user: User, channel: HasId, content: string, how?: SayHow): Message
  edit(message: HasId, content: string): void
  remove(message: HasId): void
  /** Sends the same MESSAGE_CREATE once more, as Discord does now and then. */
  redeliver(message: HasId): void
  /** Another bot writes. */
  botSays(bot: User, channel: HasId, content: string, how?: SayHow): Message
  /** A notice that Discord itself writes (7 is "joined the server", 6 "pinned a message"). */
  systemSays(user: User, channel: HasId, type: number): Message
  /** A person opens a thread: on a message, or in a channel. */
  startThread(user: User, on: HasId, name: string): Channel
  archive(thread: HasId, how?: { locked?: boolean }): void
  react(user: User, message: HasId, emoji: string): void
  unreact(user: User, message: HasId, emoji: string): void
}

const contentTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  pdf: 'application/pdf',
}

export function toAttachment({ name, content, contentType }: GivenFile) {
  const guessed = contentTypes[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
  const bytes = Buffer.from(content as string)
  return { id: newId(), filename: name, contentType: contentType ?? guessed, bytes }
}

function findStored(world: World, { id }: HasId): Message {
  const message = world.messages.get(id)
  if (!message || message.deletedAt) throw new Error(`There is no message ${id}`)
  return message
}

function checkMaySay(world: World, user: User, channel: Channel): void {
  if (channel.recipientId && (channel.recipientId === user.id || user.id === world.bot.id)) return
  for (const need of ['ViewChannel', sendPermission(channel)] as const)
    if (!may(world, channel, user.id, need))
      throw new Error(`${user.name} may not write in #${channel.name}: ${need}`)
}

function write(
  world: World,
  user: User,
  given: { channel: Channel; content: string; how: SayHow },
): Message {
  const { channel, how } = given
  checkMaySay(world, user, channel)
  if (given.content.length > 4000) throw new Error('A person writes 4000 characters at most')
  wake(world, channel)
  joinThread(channel, user.id)
  const prefix = (how.mentions ?? []).map(({ id }) => `<@${id}> `).join('')
  const message = newMessage({
    id: newId(),
    channelId: channel.id,
    authorId: user.id,
    type: how.replyTo ? 19 : 0,
    content: prefix + given.content,
    attachments: (how.files ?? []).map(toAttachment),
    ...(how.replyTo ? { replyToId: how.replyTo.id } : {}),
  })
  applyMentions(world, message, findMentions(message.content, undefined))
  if (how.replyTo && how.replyPings !== false) {
    const { authorId } = findStored(world, how.replyTo)
    message.mentionIds = [...new Set([...message.mentionIds, authorId])]
  }
  world.messages.set(message.id, message)
  publishMessage(world, 'MESSAGE_CREATE', message)
  return message
}

export function createSaying(world: World): Saying {
  const say: Saying['say'] = (user, channel, content, how = {}) =>
    write(world, user, { channel: findChannel(world, channel.id), content, how })

  return {
    say,
    botSays: say,
    edit(target, content) {
      const message = findStored(world, target)
      message.content = content
      message.editedAt = Date.now()
      message.edits.push({ at: message.editedAt, content })
      applyMentions(world, message, findMentions(content, undefined))
      publishMessage(world, 'MESSAGE_UPDATE', message)
    },
    remove: target => removeMessage(world, findStored(world, target)),
    redeliver: target => publishMessage(world, 'MESSAGE_CREATE', findStored(world, target)),
    systemSays(user, { id: channelId }, type) {
      const message = newMessage({ id: newId(), channelId, authorId: user.id, type })
      world.messages.set(message.id, message)
      publishMessage(world, 'MESSAGE_CREATE', message)
      return message
    },
    startThread(user, on, name) {
      const starter = world.messages.get(on.id)
      const parent = findChannel(world, starter?.channelId ?? on.id)
      checkMaySay(world, findUser(world, user.id), parent)
      return createThread(world, {
        parent,
        ownerId: user.id,
        body: { name, type: 11 },
        ...(starter ? { starter } : {}),
      })
    },
    archive(thread, { locked = false } = {}) {
      const channel = findChannel(world, thread.id)
      if (channel.thread) channel.thread.locked = locked
      setArchived(world, channel, true)
    },
    react: (user, message, emoji) =>
      addReaction(world, { message: findStored(world, message), userId: user.id, emoji }),
    unreact: (user, message, emoji) =>
      removeReaction(world, { message: findStored(world, message), userId: user.id, emoji }),
  }
}
