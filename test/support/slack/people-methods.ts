import type { Method } from './chat-methods.ts'
import { asText, type Json } from './json.ts'
import { refuse } from './refusal.ts'
import type { User, World } from './world.ts'

const toUserJson = (user: User, teamId: string): Json => ({
  id: user.id,
  team_id: user.teamId,
  name: user.name,
  deleted: user.deleted,
  real_name: user.realName,
  tz: user.tz,
  tz_label: user.tz,
  tz_offset: 0,
  locale: user.locale,
  profile: {
    real_name: user.realName,
    real_name_normalized: user.realName,
    display_name: user.displayName,
    display_name_normalized: user.displayName,
    team: user.teamId,
  },
  is_admin: user.isAdmin,
  is_owner: user.isOwner,
  is_primary_owner: user.isPrimaryOwner,
  is_restricted: user.isRestricted,
  is_ultra_restricted: user.isUltraRestricted,
  is_bot: user.isBot,
  is_app_user: false,
  ...(user.teamId !== teamId && { is_stranger: true }),
  updated: 0,
})

const team = (world: World): Json => ({
  id: world.options.teamId,
  name: world.options.teamName,
  domain: world.options.teamName,
  email_domain: '',
  icon: {},
})

const authTest: Method = (_args, world) => ({
  url: `https://${world.options.teamName}.slack.com/`,
  team: world.options.teamName,
  user: world.options.botName,
  team_id: world.options.teamId,
  user_id: world.options.botUserId,
  bot_id: world.options.botId,
  app_id: world.options.appId,
  is_enterprise_install: false,
})

const usersInfo: Method = (args, world) => {
  const user = world.users.get(asText(args['user'])) ?? refuse('user_not_found')
  return { user: toUserJson(user, world.options.teamId) }
}

const usersList: Method = (_args, world) => ({
  members: [...world.users.values()].map(user => toUserJson(user, world.options.teamId)),
  cache_ts: Math.floor(Date.now() / 1000),
  response_metadata: { next_cursor: '' },
})

const groupUsers: Method = (args, world) => {
  const group = world.groups.get(asText(args['usergroup'])) ?? refuse('no_such_subteam')
  return { users: group.users }
}

const groupsList: Method = (_args, world) => ({
  usergroups: [...world.groups.values()].map(group => ({
    id: group.id,
    team_id: world.options.teamId,
    handle: group.handle,
    name: group.handle,
    user_count: group.users.length,
    users: group.users,
  })),
})

const botsInfo: Method = (args, world) => {
  const { botId, botName, appId, botUserId } = world.options
  if (asText(args['bot']) !== botId) refuse('bot_not_found')
  return { bot: { id: botId, deleted: false, name: botName, app_id: appId, user_id: botUserId } }
}

export const peopleMethods: Record<string, Method> = {
  'auth.test': authTest,
  'team.info': (_args, world) => ({ team: team(world) }),
  'users.info': usersInfo,
  'users.list': usersList,
  'usergroups.users.list': groupUsers,
  'usergroups.list': groupsList,
  'bots.info': botsInfo,
}
