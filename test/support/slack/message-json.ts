import type { Json } from './json.ts'
import { botOf, findMessage, repliesOf } from './messages.ts'
import type { Message, StoredFile, World } from './world.ts'

export const toFileJson = (world: World, file: StoredFile): Json => ({
  id: file.id,
  created: Math.floor(Date.now() / 1000),
  timestamp: Math.floor(Date.now() / 1000),
  name: file.name,
  title: file.title,
  mimetype: file.mimetype,
  filetype: file.name.split('.').at(-1) ?? '',
  pretty_type: file.mimetype,
  user: file.user,
  user_team: world.options.teamId,
  editable: false,
  size: file.content.length,
  mode: 'hosted',
  is_external: false,
  external_type: '',
  is_public: true,
  public_url_shared: false,
  display_as_bot: false,
  username: '',
  url_private: `${world.origin}/files-pri/${world.options.teamId}-${file.id}/${encodeURIComponent(file.name)}`,
  url_private_download: `${world.origin}/files-pri/${world.options.teamId}-${file.id}/download/${encodeURIComponent(file.name)}`,
  permalink: `${world.origin}/files/${file.user}/${file.id}`,
  file_access: 'visible',
})

const botFields = (world: World): Json => ({
  bot_id: world.options.botId,
  app_id: world.options.appId,
  bot_profile: {
    id: world.options.botId,
    app_id: world.options.appId,
    name: world.options.botName,
    deleted: false,
    team_id: world.options.teamId,
    icons: {},
    updated: 0,
  },
})

const threadFields = (world: World, message: Message): Json => {
  const replies = repliesOf(world, message.channel, message.ts)
  if (message.threadTs !== undefined && message.threadTs !== message.ts) {
    const parent = findMessage(world, message.channel, message.threadTs)
    return { thread_ts: message.threadTs, ...(parent && { parent_user_id: parent.user }) }
  }
  if (replies.length === 0) return {}
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users: [...new Set(replies.map(one => one.user))],
    reply_users_count: new Set(replies.map(one => one.user)).size,
    latest_reply: replies.at(-1)?.ts,
    is_locked: false,
    subscribed: false,
  }
}

const filesOf = (world: World, message: Message): Json[] =>
  message.files.flatMap(id => {
    const file = world.files.get(id)
    return file ? [toFileJson(world, file)] : []
  })

const reactionsOf = (message: Message): Json[] =>
  [...message.reactions].map(([name, users]) => ({ name, users: [...users], count: users.size }))

// A person of another organisation, or another app, is told by these.
const teamFields = (world: World, message: Message): Json => {
  const user = world.users.get(message.user)
  const team = user?.teamId ?? world.options.teamId
  const isForeign = team !== world.options.teamId
  const isOtherBot = user?.isBot === true && user.id !== botOf(world)
  return {
    team,
    ...(isForeign && { user_team: team, source_team: team }),
    ...(isOtherBot && { bot_id: `B${user.id.slice(1)}` }),
  }
}

export const toMessageJson = (world: World, message: Message): Json => {
  const files = filesOf(world, message)
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    ...teamFields(world, message),
    ...(message.user === botOf(world)
      ? botFields(world)
      : { client_msg_id: `client-${message.ts}` }),
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.attachments.length > 0 && { attachments: message.attachments }),
    ...(files.length > 0 && { files, upload: false }),
    ...(message.reactions.size > 0 && { reactions: reactionsOf(message) }),
    ...(message.editedTs && { edited: { user: message.user, ts: message.editedTs } }),
    ...(message.stream && { streaming_state: message.stream.state }),
    ...threadFields(world, message),
  }
}
