import type { Channel, Json, Message } from './entities.ts'
import { apiError } from './errors.ts'
import { publishChannel, publishMessage } from './events.ts'
import { createForm } from './form.ts'
import { newId } from './ids.ts'
import { newMessage } from './messages.ts'
import type { World } from './world.ts'

const archiveMinutes = [60, 1440, 4320, 10_080]

export function checkThread(body: Json, isNew: boolean): void {
  const form = createForm()
  form.text('name', body['name'], { min: 1, max: 100, required: isNew })
  const minutes = body['auto_archive_duration']
  if (minutes !== undefined && minutes !== null && !archiveMinutes.includes(Number(minutes)))
    form.fault(
      'auto_archive_duration',
      'BASE_TYPE_CHOICES',
      `Value must be one of {${archiveMinutes.join(', ')}}.`,
    )
  form.finish()
}

interface NewThread {
  readonly parent: Channel
  readonly ownerId: string
  readonly body: Json
  readonly starter?: Message
}

/** Opens a thread, on a message or on its own, with the system message that Discord adds. */
export function createThread(world: World, { parent, ownerId, body, starter }: NewThread): Channel {
  if (!parent.guildId || parent.thread) throw apiError(50024)
  if (starter?.threadId) throw apiError(160004)
  checkThread(body, true)
  const thread: Channel = {
    id: starter?.id ?? newId(),
    type: !starter && body['type'] === 12 ? 12 : 11,
    name: String(body['name']),
    topic: '',
    guildId: parent.guildId,
    parentId: parent.id,
    ownerId,
    overwrites: [],
    thread: {
      archived: false,
      locked: false,
      autoArchiveMinutes: Number(body['auto_archive_duration'] ?? 4320),
      memberIds: new Set([ownerId]),
    },
  }
  world.channels.set(thread.id, thread)
  announce(world, thread, starter)
  return thread
}

function announce(world: World, thread: Channel, starter: Message | undefined): void {
  publishChannel(world, 'THREAD_CREATE', thread, { newly_created: true })
  const authorId = thread.ownerId ?? world.bot.id
  if (starter) {
    starter.threadId = thread.id
    starter.flags |= 32
    publishMessage(world, 'MESSAGE_UPDATE', starter)
    const fields = { type: 21, replyToId: starter.id, referenceChannelId: starter.channelId }
    add(
      world,
      newMessage({ id: newId(), channelId: thread.id, authorId: starter.authorId, ...fields }),
    )
  } else if (thread.type === 11) {
    const channelId = thread.parentId ?? ''
    add(world, newMessage({ id: newId(), channelId, authorId, type: 18, content: thread.name }))
  }
}

function add(world: World, message: Message): void {
  world.messages.set(message.id, message)
  publishMessage(world, 'MESSAGE_CREATE', message)
}

export function setArchived(world: World, channel: Channel, archived: boolean): void {
  if (!channel.thread || channel.thread.archived === archived) return
  channel.thread.archived = archived
  publishChannel(world, 'THREAD_UPDATE', channel)
}

/** Sending wakes an archived thread, unless it is locked (50083). */
export function wake(world: World, channel: Channel): void {
  if (channel.thread?.archived && channel.thread.locked) throw apiError(50083)
  setArchived(world, channel, false)
}

export function joinThread(channel: Channel, userId: string): void {
  channel.thread?.memberIds.add(userId)
}
