import type { Backend } from './deliveries.ts'
import type { Json } from './json.ts'
import { dmOf } from './messages.ts'
import { addChannel, addUser, addUserGroup, type NewChannel, type NewUser } from './people.ts'
import type { Places, Where } from './places.ts'
import {
  changeContext,
  hasStopButton,
  joinBot,
  openAgent,
  removeBot,
  stopSession,
  stopStream,
} from './surroundings.ts'
import { channelIdOf, edit, react, redeliver, remove, type SayOptions, say } from './talk.ts'
import type { User } from './world.ts'

type ChannelGiven = string | { readonly id: string }

// Who is there, what they say, and what they do around the bot.
export const createVoice = ({ world, deliveries }: Backend, places: Places) => ({
  addUser: (given: NewUser) => addUser(world, given),
  addChannel: (given: NewChannel) => addChannel(world, given),
  addUserGroup: (given: { readonly handle: string; readonly users: readonly (User | string)[] }) =>
    addUserGroup(world, given),
  dm: (user: User) => dmOf(world, user.id),
  say: (user: User, channel: ChannelGiven, text: string, more: SayOptions = {}) =>
    say(world, user, channelIdOf(channel), text, more),
  edit: (where: Where, text: string) => edit(world, places.saidAt(where), text),
  remove: (where: Where) => remove(world, places.saidAt(where)),
  react: (user: User, where: Where, name: string) => react(world, user, places.saidAt(where), name),
  redeliver: (eventId: string) => redeliver(deliveries, eventId),
  retryUnacked: () => deliveries.unacked().map(one => deliveries.retry(one)),
  publish: (event: Json) => world.publish(event),
  joinBot: (channel: ChannelGiven, inviter: User) => joinBot(world, channelIdOf(channel), inviter),
  removeBot: (channel: ChannelGiven) => removeBot(world, channelIdOf(channel)),
  stopStream: (user: User, where: Where) => stopStream(world, user, places.messageAt(where)),
  hasStopButton: (channel: ChannelGiven, threadTs: string) =>
    hasStopButton(world, channelIdOf(channel), threadTs),
  stopSession: (user: User, channel: ChannelGiven, threadTs: string) =>
    stopSession(world, user, channelIdOf(channel), threadTs),
  openAgent: (user: User, context?: string) => openAgent(world, user, context),
  changeContext: (user: User, context: string, threadTs = '') =>
    changeContext(world, user, context, threadTs),
})
