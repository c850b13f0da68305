import type { Method } from './chat-methods.ts'
import { asList, asStrings, asText, type Json } from './json.ts'
import { findMessage, rootOf, writableChannel } from './messages.ts'
import { refuse, violate } from './refusal.ts'
import type { World } from './world.ts'

// The thread that a status, a title or a session belongs to.
const threadKey = (world: World, args: Json): string => {
  const channel = writableChannel(world, args['channel_id'])
  if (asText(args['thread_ts']) === '') violate('invalid_arguments', 'thread_ts is required')
  return `${channel.id}:${rootOf(world, channel.id, args['thread_ts'])}`
}

const setStatus: Method = (args, world) => {
  const key = threadKey(world, args)
  if (args['status'] === undefined) violate('invalid_arguments', 'status is required')
  const loading = Array.isArray(args['loading_messages']) ? asStrings(args['loading_messages']) : []
  if (loading.length > 10) violate('invalid_arguments', 'more than 10 loading_messages')
  if (loading.some(one => one.length > 50))
    violate('invalid_arguments', 'a loading message is over 50 characters')
  const status = asText(args['status'])
  if (status === '') world.statuses.delete(key)
  else world.statuses.set(key, { status, at: world.now(), loading })
  return {}
}

const setPrompts: Method = (args, world) => {
  const channel = writableChannel(world, args['channel_id'])
  const prompts = asList(args['prompts'])
  if (prompts.length === 0 || prompts.length > 4) violate('invalid_arguments', '1 to 4 prompts')
  if (prompts.some(one => asText(one['title']) === '' || asText(one['message']) === ''))
    violate('invalid_arguments', 'a prompt needs a title and a message')
  world.prompts.set(`${channel.id}:${asText(args['thread_ts'])}`, prompts)
  return {}
}

const setTitle: Method = (args, world) => {
  const key = threadKey(world, args)
  if (asText(args['title']) === '') violate('invalid_arguments', 'title is required')
  world.titles.set(key, asText(args['title']))
  return {}
}

const checkAgent = (world: World) => {
  if (!world.options.agentView) refuse('feature_disabled')
}

const checkTitle = (title: string, min: number) => {
  if (title.length > 200 || title.length < min)
    violate('invalid_arguments', `title has ${title.length} characters`)
}

const setSession: Method = (args, world) => {
  checkAgent(world)
  const key = threadKey(world, args)
  const status = asText(args['status'])
  if (!['active', 'processing', 'suspended', 'closed'].includes(status))
    violate('invalid_arguments', `status ${status}`)
  checkTitle(asText(args['title']), 0)
  checkInitiator(world, args)
  const known = world.sessions.get(key)
  if (known) known.status = status
  else world.sessions.set(key, { status, title: asText(args['title']) })
  return { status, ...(isStopHeard(world) ? {} : { warning: unheard }) }
}

// Without the event people see that the agent works, and no button.
const unheard = 'missing_agent_session_stopped_event_subscription'
export const isStopHeard = ({ options: { events } }: World): boolean =>
  events === undefined || events.includes('agent_session_stopped')

const checkInitiator = (world: World, args: Json) => {
  const initiator = asText(args['initiator_user_id'])
  if (initiator === '') return
  if (!world.channels.get(asText(args['channel_id']))?.members.includes(initiator))
    violate('user_not_in_channel', `${initiator} began the session`)
}

const rename: Method = (args, world) => {
  checkAgent(world)
  const session = world.sessions.get(threadKey(world, args)) ?? violate('session_not_found')
  checkTitle(asText(args['title']), 1)
  session.title = asText(args['title'])
  return {}
}

const reactedMessage = (args: Json, world: World) => {
  const channel = writableChannel(world, args['channel'])
  const name = asText(args['name'])
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) violate('invalid_name', name)
  const message = findMessage(world, channel.id, asText(args['timestamp']))
  if (!message || message.ephemeralTo !== undefined) return violate('message_not_found')
  return { message, name }
}

const addReaction: Method = (args, world) => {
  const { message, name } = reactedMessage(args, world)
  const users = message.reactions.get(name) ?? new Set()
  if (users.has(world.options.botUserId)) refuse('already_reacted')
  message.reactions.set(name, users.add(world.options.botUserId))
  return {}
}

const removeReaction: Method = (args, world) => {
  const { message, name } = reactedMessage(args, world)
  const users = message.reactions.get(name)
  if (!users?.delete(world.options.botUserId)) refuse('no_reaction')
  if (users?.size === 0) message.reactions.delete(name)
  return {}
}

export const assistantMethods: Record<string, Method> = {
  'assistant.threads.setStatus': setStatus,
  'assistant.threads.setSuggestedPrompts': setPrompts,
  'assistant.threads.setTitle': setTitle,
  'agents.sessions.setStatus': setSession,
  'agents.sessions.rename': rename,
  'reactions.add': addReaction,
  'reactions.remove': removeReaction,
}
