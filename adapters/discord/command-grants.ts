import type { DiscordApi } from './api.ts'
import type { AdminCommand } from './members.ts'

type GrantsApi = Pick<DiscordApi, 'commandPermissions' | 'commands'>

interface Grant {
  readonly id: string
  readonly type: number
  readonly permission: boolean
}

interface CommandEntry {
  readonly id: string
  readonly name?: string
  readonly permissions?: readonly Grant[]
}

/** Channels (3) say where, not who. */
const ofPeople = [1, 2]

/** Whom a server's Integrations settings allow or forbid the admins' command: person or role → yes or no. */
export async function readGrants(
  api: GrantsApi,
  guildId: string,
  { applicationId, name }: AdminCommand,
): Promise<ReadonlyMap<string, boolean>> {
  const listed = (await api.commandPermissions(applicationId, guildId)) as readonly CommandEntry[]
  if (listed.length === 0) return new Map()
  const commands = (await api.commands(applicationId)) as readonly CommandEntry[]
  const command = commands.find(each => each.name === name)
  const own = listed.find(({ id }) => id === command?.id)
  const grants = (own?.permissions ?? []).filter(({ type }) => ofPeople.includes(type))
  return new Map(grants.map(({ id, permission }) => [id, permission]))
}

/** What is said about the person counts before what is said about their roles. */
export function isGranted(
  grants: ReadonlyMap<string, boolean>,
  who: { readonly userId: string; readonly roleIds: readonly string[] },
): boolean {
  return grants.get(who.userId) ?? who.roleIds.some(id => grants.get(id) === true)
}
