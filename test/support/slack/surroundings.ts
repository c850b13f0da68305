import { isStopHeard } from './assistant-methods.ts'
import type { Json } from './json.ts'
import { addMessage, botOf, channelOf, dmOf } from './messages.ts'
import type { Channel, Message, User, World } from './world.ts'

const memberEvent = (world: World, channel: Channel, user: string): Json => ({
  user,
  channel: channel.id,
  channel_type: channel.kind === 'channel' ? 'C' : 'G',
  team: world.options.teamId,
  event_ts: world.newTs(),
})

const entities = (world: World, channel: string | undefined): Json => ({
  entities: channel
    ? [{ type: 'slack#/types/channel_id', value: channel, team_id: world.options.teamId }]
    : [],
})

// What people do around the bot that is neither a message nor a press of a button.
export const joinBot = (world: World, channelId: string, inviter: User) => {
  const channel = channelOf(world, channelId)
  if (!channel.members.includes(botOf(world))) channel.members.push(botOf(world))
  world.publish({
    type: 'member_joined_channel',
    ...memberEvent(world, channel, botOf(world)),
    inviter: inviter.id,
  })
}

export const removeBot = (world: World, channelId: string) => {
  const channel = channelOf(world, channelId)
  channel.members = channel.members.filter(id => id !== botOf(world))
  world.publish({ type: 'member_left_channel', ...memberEvent(world, channel, botOf(world)) })
}

// While a session is processing, for apps that hear of it.
export const hasStopButton = (world: World, channel: string, threadTs: string): boolean =>
  isStopHeard(world) && world.sessions.get(`${channel}:${threadTs}`)?.status === 'processing'

// The stop button under a running answer: Slack ends the streams and tells the app.
export const stopSession = (world: World, user: User, channel: string, threadTs: string) => {
  if (!hasStopButton(world, channel, threadTs)) throw new Error('There is no stop button')
  const running = world.messages.filter(
    one =>
      one.channel === channel && one.threadTs === threadTs && one.stream?.state === 'in_progress',
  )
  for (const { stream } of running)
    if (stream) Object.assign(stream, { state: 'completed', endedBy: 'person' })
  world.publish({
    type: 'agent_session_stopped',
    channel,
    user: user.id,
    thread_ts: threadTs,
    streaming_message_ts: running.map(one => one.ts),
    event_ts: world.newTs(),
  })
}

export const stopStream = (world: World, user: User, message: Message) => {
  if (message.stream?.state !== 'in_progress') throw new Error('The message is not being written')
  stopSession(world, user, message.channel, message.threadTs ?? message.ts)
}

export const homeOpened = (world: World, user: User, tab: 'home' | 'messages', more: Json = {}) =>
  world.publish({
    type: 'app_home_opened',
    user: user.id,
    channel: dmOf(world, user.id).id,
    tab,
    event_ts: world.newTs(),
    ...more,
  })

const threadEvent = (
  world: World,
  type: string,
  user: User,
  threadTs: string,
  context: string | undefined,
) =>
  world.publish({
    type,
    assistant_thread: {
      user_id: user.id,
      context: context
        ? { channel_id: context, team_id: world.options.teamId, enterprise_id: null }
        : {},
      channel_id: dmOf(world, user.id).id,
      thread_ts: threadTs,
    },
    event_ts: world.newTs(),
  })

// Opens the conversation with the bot; with assistant_view that begins a thread of its own.
export const openAgent = (
  world: World,
  user: User,
  context?: string,
): { threadTs: string | undefined } => {
  const channel = dmOf(world, user.id)
  if (world.options.agentView) {
    homeOpened(world, user, 'messages', { context: entities(world, context) })
    return { threadTs: undefined }
  }
  const root = addMessage(world, channel.id, botOf(world), { text: 'New Assistant Thread' })
  threadEvent(world, 'assistant_thread_started', user, root.ts, context)
  return { threadTs: root.ts }
}

export const changeContext = (world: World, user: User, context: string, threadTs = '') => {
  if (!world.options.agentView)
    return threadEvent(world, 'assistant_thread_context_changed', user, threadTs, context)
  world.publish({
    type: 'app_context_changed',
    channel: dmOf(world, user.id).id,
    user: user.id,
    context: entities(world, context),
    event_ts: world.newTs(),
  })
}
