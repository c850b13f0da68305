import type { Guild, Member, Role, User } from './entities.ts'
import { publishForGuild, publishGuild, publishMemberEvent } from './events.ts'
import { newId } from './ids.ts'
import { toMember, toRole, toUser } from './payloads.ts'
import { type Permission, toBits, usualPermissions } from './permissions.ts'
import type { World } from './world.ts'

interface Membership {
  readonly manageGuild?: boolean
  readonly permissions?: readonly Permission[]
  readonly roles?: readonly Role[]
}

interface NewUser extends Membership {
  /** The servers to join; without it every server there is. */
  readonly guilds?: readonly Guild[]
  readonly dmsClosed?: boolean
}

interface NewGuild {
  readonly name?: string
  /** Without it an owner is made. */
  readonly ownerId?: string
  readonly botPermissions?: readonly Permission[]
  /** A server the bot was not invited to. */
  readonly withoutBot?: boolean
}

/** Who there is: people, bots, servers and roles. */
export interface Memberships {
  /** A person; joins every server there is unless `guilds` says which. */
  addUser(name: string, how?: NewUser): User
  addBot(name: string): User
  addGuild(how?: NewGuild): Guild
  addRole(guild: Guild, name: string, permissions?: readonly Permission[]): Role
  join(user: User, guild: Guild, how?: Membership): void
  leave(user: User, guild: Guild): void
  giveRole(user: User, guild: Guild, role: Role): void
  takeRole(user: User, guild: Guild, role: Role): void
  /** The bot is thrown out. */
  removeBot(guild: Guild): void
  /** The bot, thrown out before or never invited, is invited. */
  inviteBot(guild: Guild): void
}

function add(world: World, name: string, more: { bot: boolean; dmsClosed: boolean }): User {
  const user: User = { id: newId(), name, ...more }
  world.users.set(user.id, user)
  return user
}

function addRole(world: World, guild: Guild, given: { name: string; permissions: bigint }): Role {
  const role: Role = { id: newId(), position: guild.roles.size, ...given }
  guild.roles.set(role.id, role)
  publishForGuild(world, 'GUILD_ROLE_CREATE', { guild_id: guild.id, role: toRole(role) })
  return role
}

function join(world: World, given: { user: User; guild: Guild; how: Membership }): void {
  const { user, guild, how } = given
  const named = [...(how.permissions ?? []), ...(how.manageGuild ? ['ManageGuild' as const] : [])]
  const own = { name: `role of ${user.name}`, permissions: toBits(named) }
  const roles = [...(named.length > 0 ? [addRole(world, guild, own)] : []), ...(how.roles ?? [])]
  const roleIds = roles.map(({ id }) => id)
  const member: Member = { user, roleIds, joinedAt: new Date().toISOString() }
  guild.members.set(user.id, member)
  publishMemberEvent(world, 'GUILD_MEMBER_ADD', { guild_id: guild.id, ...toMember(member) })
}

function inviteBot(world: World, guild: Guild, permissions: readonly Permission[]): void {
  join(world, { user: world.bot, guild, how: { permissions } })
  world.guilds.set(guild.id, guild)
  publishGuild(world, 'GUILD_CREATE', guild)
}

function addGuild(world: World, how: NewGuild): Guild {
  const { name = 'Server', ownerId, botPermissions = [], withoutBot = false } = how
  const id = newId()
  const owner =
    world.users.get(ownerId ?? '') ?? add(world, `${name} owner`, { bot: false, dmsClosed: false })
  const everyone = { id, name: '@everyone', permissions: toBits(usualPermissions), position: 0 }
  const roles = new Map([[id, everyone]])
  const guild: Guild = { id, name, ownerId: owner.id, roles, members: new Map() }
  join(world, { user: owner, guild, how: {} })
  if (withoutBot) world.guilds.set(id, guild)
  else inviteBot(world, guild, [...usualPermissions, ...botPermissions])
  return guild
}

function changeRoles(
  world: World,
  { user, guild }: { user: User; guild: Guild },
  change: (roleIds: string[]) => void,
): void {
  const member = guild.members.get(user.id)
  if (!member) throw new Error(`${user.name} is not a member of ${guild.name}`)
  change(member.roleIds)
  publishMemberEvent(world, 'GUILD_MEMBER_UPDATE', { guild_id: guild.id, ...toMember(member) })
}

export function createMemberships(world: World): Memberships {
  const joinAll = (user: User, guilds: Iterable<Guild>, how: Membership) => {
    for (const guild of guilds) join(world, { user, guild, how })
    return user
  }
  return {
    addUser(name, how = {}) {
      const user = add(world, name, { bot: false, dmsClosed: how.dmsClosed ?? false })
      return joinAll(user, how.guilds ?? world.guilds.values(), how)
    },
    addBot: name =>
      joinAll(add(world, name, { bot: true, dmsClosed: true }), world.guilds.values(), {}),
    addGuild: (how = {}) => addGuild(world, how),
    addRole: (guild, name, permissions = []) =>
      addRole(world, guild, { name, permissions: toBits(permissions) }),
    join: (user, guild, how = {}) => join(world, { user, guild, how }),
    leave(user, guild) {
      guild.members.delete(user.id)
      publishMemberEvent(world, 'GUILD_MEMBER_REMOVE', { guild_id: guild.id, user: toUser(user) })
    },
    giveRole: (user, guild, role) => changeRoles(world, { user, guild }, ids => ids.push(role.id)),
    takeRole: (user, guild, role) =>
      changeRoles(world, { user, guild }, ids => ids.splice(ids.indexOf(role.id) >>> 0, 1)),
    removeBot(guild) {
      guild.members.delete(world.bot.id)
      publishForGuild(world, 'GUILD_DELETE', { id: guild.id })
    },
    inviteBot: guild => inviteBot(world, guild, usualPermissions),
  }
}
