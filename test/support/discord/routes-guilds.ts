import type { Channel } from './entities.ts'
import { apiError } from './errors.ts'
import { gatewayUrl } from './gateway-url.ts'
import { newId } from './ids.ts'
import { toChannel, toGuild, toMember, toRole, toUser } from './payloads.ts'
import { ok, type Request, type Routes } from './routing.ts'
import { findGuild, findUser, type World } from './world.ts'

/** The DM channel of the bot and a person; opened once, as on Discord. */
export function openDm(world: World, userId: string): Channel {
  const user = findUser(world, userId)
  const known = [...world.channels.values()].find(({ recipientId }) => recipientId === user.id)
  if (known) return known
  const dm: Channel = {
    id: newId(),
    type: 1,
    name: '',
    topic: '',
    recipientId: user.id,
    overwrites: [],
  }
  world.channels.set(dm.id, dm)
  return dm
}

function application(world: World) {
  const { id, name } = world.bot
  return {
    id,
    name,
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: 'x',
    flags: world.options.messageContentIntent ? 1 << 19 : 0,
    bot: toUser(world.bot),
    owner: null,
    team: null,
    approximate_guild_count: world.guilds.size,
  }
}

function memberOf({ world, params }: Request) {
  const guild = findGuild(world, params['guild'])
  const id = params['user'] === '@me' ? world.bot.id : (params['user'] ?? '')
  const member = guild.members.get(id)
  if (!member) throw apiError(world.users.has(id) ? 10007 : 10013)
  return ok(toMember(member))
}

function activeThreads({ world, params }: Request) {
  const guild = findGuild(world, params['guild'])
  const threads = [...world.channels.values()].filter(
    ({ guildId, thread }) => guildId === guild.id && thread && !thread.archived,
  )
  return ok({ threads: threads.map(each => toChannel(world, each)), members: [], has_more: false })
}

export const guildRoutes: Routes = {
  'GET /gateway': ({ world }) => ok({ url: gatewayUrl(world) }),
  'GET /gateway/bot': ({ world }) =>
    ok({
      url: gatewayUrl(world),
      shards: 1,
      session_start_limit: {
        total: 1000,
        remaining: 999,
        reset_after: 86_400_000,
        max_concurrency: 1,
      },
    }),
  'GET /users/@me': ({ world }) => ok(toUser(world.bot)),
  'GET /users/@me/guilds': ({ world }) =>
    ok(
      [...world.guilds.values()].map(({ id, name }) => ({
        id,
        name,
        owner: false,
        permissions: '0',
      })),
    ),
  'POST /users/@me/channels': ({ world, body }) =>
    ok(toChannel(world, openDm(world, String(body['recipient_id'])))),
  'GET /users/:user': ({ world, params }) => ok(toUser(findUser(world, params['user']))),
  'GET /applications/@me': ({ world }) => ok(application(world)),
  'GET /oauth2/applications/@me': ({ world }) => ok(application(world)),
  'GET /guilds/:guild': ({ world, params }) =>
    ok(toGuild(world, findGuild(world, params['guild']))),
  'GET /guilds/:guild/members/:user': memberOf,
  'GET /guilds/:guild/members': ({ world, params }) =>
    ok([...findGuild(world, params['guild']).members.values()].map(toMember)),
  'GET /guilds/:guild/roles': ({ world, params }) =>
    ok([...findGuild(world, params['guild']).roles.values()].map(toRole)),
  'GET /guilds/:guild/channels': ({ world, params }) => {
    const guild = findGuild(world, params['guild'])
    const channels = [...world.channels.values()].filter(each => each.guildId === guild.id)
    return ok(channels.filter(({ thread }) => !thread).map(each => toChannel(world, each)))
  },
  'GET /guilds/:guild/threads/active': activeThreads,
}
