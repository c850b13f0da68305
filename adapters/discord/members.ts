import { type APIGuild, type APIGuildMember, PermissionFlagsBits } from 'discord.js'
import type { Member } from '../../src/ports/chat.ts'
import type { DiscordApi } from './api.ts'
import { isGranted, readGrants } from './command-grants.ts'
import { toPerson } from './receive.ts'
import { createShortCache } from './short-cache.ts'

export type MembersApi = Pick<DiscordApi, 'member' | 'guild' | 'commandPermissions' | 'commands'>

export interface AdminCommand {
  readonly applicationId: string
  readonly name: string
}

const memberMs = 60_000
const grantsMs = 5 * 60_000
const adminBits = PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageGuild

/** Who somebody is in a server. `adminCommand` is the command whose grant makes an admin. */
export function createMembers(api: MembersApi, adminCommand: () => AdminCommand | undefined) {
  const members = createShortCache<APIGuildMember | undefined>(memberMs)
  const guilds = createShortCache<APIGuild>(memberMs)
  const grants = createShortCache<ReadonlyMap<string, boolean>>(grantsMs)

  const find = (guildId: string, userId: string) =>
    members(`${guildId} ${userId}`, () => api.member(guildId, userId))

  const grantsOf = (guildId: string): Promise<ReadonlyMap<string, boolean>> => {
    const command = adminCommand()
    if (!command) return Promise.resolve(new Map())
    // Without the right to read them there are none: the rest of the check stands by itself.
    return grants(guildId, () => readGrants(api, guildId, command).catch(() => new Map()))
  }

  async function isAdmin(guildId: string, { user, roles }: APIGuildMember): Promise<boolean> {
    const guild = await guilds(guildId, () => api.guild(guildId))
    if (guild.owner_id === user.id || (permissionsOf(guild, roles) & adminBits) !== 0n) return true
    return isGranted(await grantsOf(guildId), { userId: user.id, roleIds: [guildId, ...roles] })
  }

  return {
    isMember: async (guildId: string, userId: string): Promise<boolean> =>
      (await find(guildId, userId)) !== undefined,
    async get(guildId: string, userId: string): Promise<Member | undefined> {
      const member = await find(guildId, userId)
      if (!member) return undefined
      return {
        ...toPerson(member.user, member),
        isAdmin: await isAdmin(guildId, member),
        isGuest: member.pending === true,
        groupIds: member.roles,
      }
    },
  }
}

/** Everyone's role has the server's own id. */
function permissionsOf({ id, roles }: APIGuild, own: readonly string[]): bigint {
  return roles
    .filter(role => role.id === id || own.includes(role.id))
    .reduce((bits, { permissions }) => bits | BigInt(permissions), 0n)
}
