import type { Backend } from './deliveries.ts'
import { toMessageJson } from './message-json.ts'
import { channelOf } from './messages.ts'
import { actorFields, begin, deliver, type Outcome } from './outcome.ts'
import type { Message, User, World } from './world.ts'

const checkCommand = (world: World, command: string) => {
  const known = world.options.commands
  if (!command.startsWith('/')) throw new Error(`"${command}" is not a slash command`)
  if (known && !known.includes(command)) throw new Error(`${command} is not a valid command`)
}

export const slash = async (
  backend: Backend,
  user: User,
  channelId: string,
  typed: string,
): Promise<Outcome> => {
  const { world } = backend
  const channel = channelOf(world, channelId)
  const [command = '', ...words] = typed.split(' ')
  checkCommand(world, command)
  const source = { user, channel: channel.id }
  const started = begin(world, source)
  const payload = {
    token: 'verification-token',
    team_id: world.options.teamId,
    team_domain: world.options.teamName,
    channel_id: channel.id,
    channel_name: channel.kind === 'group' ? 'privategroup' : channel.name,
    user_id: user.id,
    user_name: user.name,
    command,
    text: words.join(' ').trim(),
    api_app_id: world.options.appId,
    is_enterprise_install: 'false',
    response_url: started.responseUrl?.url ?? '',
    trigger_id: started.triggerId,
  }
  return await deliver(backend, { kind: 'slash_commands', payload, source, started })
}

export const slashInThread = (): never => {
  throw new Error('Slack does not run slash commands in threads')
}

// A shortcut from the menu of a message.
export const shortcut = async (
  backend: Backend,
  user: User,
  message: Message,
  callbackId: string,
): Promise<Outcome> => {
  const { world } = backend
  const source = { user, channel: message.channel, message }
  const started = begin(world, source)
  const payload = {
    type: 'message_action',
    ...actorFields(world, user),
    callback_id: callbackId,
    trigger_id: started.triggerId,
    response_url: started.responseUrl?.url,
    action_ts: world.newTs(),
    message_ts: message.ts,
    channel: { id: message.channel, name: world.channels.get(message.channel)?.name ?? '' },
    message: toMessageJson(world, message),
  }
  return await deliver(backend, { kind: 'interactive', payload, source, started })
}

export const globalShortcut = async (
  backend: Backend,
  user: User,
  callbackId: string,
): Promise<Outcome> => {
  const { world } = backend
  const source = { user, channel: undefined }
  const started = begin(world, source)
  const payload = {
    type: 'shortcut',
    ...actorFields(world, user),
    callback_id: callbackId,
    trigger_id: started.triggerId,
    action_ts: world.newTs(),
  }
  return await deliver(backend, { kind: 'interactive', payload, source, started })
}
