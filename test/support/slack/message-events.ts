import type { Json } from './json.ts'
import { toMessageJson } from './message-json.ts'
import type { Message, World } from './world.ts'

const channelType = (world: World, channel: string) =>
  world.channels.get(channel)?.kind ?? 'channel'

const around = (world: World, message: Message, more: Json): Json => ({
  type: 'message',
  channel: message.channel,
  channel_type: channelType(world, message.channel),
  event_ts: world.newTs(),
  ...more,
})

export const toPosted = (world: World, message: Message): Json =>
  around(world, message, {
    ...toMessageJson(world, message),
    event_ts: message.ts,
    ...(message.files.length > 0 && { subtype: 'file_share' }),
    ...(message.appContext && { app_context: message.appContext }),
  })

export const publishPosted = (world: World, message: Message) =>
  world.publish(toPosted(world, message))

export const publishChanged = (world: World, message: Message, previous: Json = {}) =>
  world.publish(
    around(world, message, {
      subtype: 'message_changed',
      hidden: true,
      ts: world.newTs(),
      message: toMessageJson(world, message),
      previous_message: { ...toMessageJson(world, message), ...previous },
    }),
  )

export const publishDeleted = (world: World, message: Message) =>
  world.publish(
    around(world, message, {
      subtype: 'message_deleted',
      hidden: true,
      ts: world.newTs(),
      deleted_ts: message.ts,
      previous_message: toMessageJson(world, message),
    }),
  )
