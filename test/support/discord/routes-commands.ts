import { checkCommands } from './check-command.ts'
import type { Command } from './command-entities.ts'
import type { Json } from './entities.ts'
import { apiError } from './errors.ts'
import { newId } from './ids.ts'
import { noContent, ok, type Reply, type Request, type Routes } from './routing.ts'
import { findGuild, type World } from './world.ts'

type Scope = string | undefined

const creationsADay = 200
/** Discord's own limit of context menu commands has changed; this one was always safe. */
const mostOf: Readonly<Record<number, number>> = { 1: 100, 2: 5, 3: 5 }

function scopeOf({ world, params }: Request): Scope {
  if (params['application'] !== world.bot.id) throw apiError(50001)
  return params['guild'] === undefined ? undefined : findGuild(world, params['guild']).id
}

function inScope(world: World, scope: Scope): Command[] {
  return world.commands.filter(({ guild_id }) => guild_id === scope)
}

function toCommand(world: World, scope: Scope, given: { body: Json; id: string }): Command {
  const { body, id } = given
  const permissions = body['default_member_permissions'] ?? null
  return {
    dm_permission: true,
    ...body,
    id,
    application_id: world.bot.id,
    ...(scope ? { guild_id: scope } : {}),
    type: Number(body['type'] ?? 1),
    version: newId(),
    name: String(body['name']),
    description: String(body['description'] ?? ''),
    default_member_permissions: permissions === null ? null : String(permissions),
    contexts: (body['contexts'] as number[] | undefined) ?? null,
    integration_types: (body['integration_types'] as number[] | undefined) ?? [0],
    nsfw: body['nsfw'] === true,
  }
}

function countCreation(world: World, scope: Scope, name: string): void {
  const since = Date.now() - 86_400_000
  const recent = world.commandCreations.filter(({ at, guildId }) => at > since && guildId === scope)
  if (recent.length >= creationsADay) throw apiError(30034)
  world.commandCreations.push({ at: Date.now(), name, guildId: scope })
}

const sameAs = (body: Json) => (command: Command) =>
  command.name === body['name'] && command.type === Number(body['type'] ?? 1)

function store(world: World, command: Command): void {
  const at = world.commands.findIndex(({ id }) => id === command.id)
  if (at >= 0) world.commands[at] = command
  else world.commands.push(command)
}

function checkCount(commands: readonly { readonly type: number }[]): void {
  for (const [type, most] of Object.entries(mostOf))
    if (commands.filter(command => command.type === Number(type)).length > most)
      throw apiError(30032)
}

function createCommand(request: Request): Reply {
  const { world, body } = request
  const scope = scopeOf(request)
  checkCommands([body], false)
  const known = inScope(world, scope).find(sameAs(body))
  const command = toCommand(world, scope, { body, id: known?.id ?? newId() })
  if (!known) {
    checkCount([...inScope(world, scope), command])
    countCreation(world, scope, command.name)
  }
  store(world, command)
  return { status: known ? 200 : 201, body: command }
}

function overwriteCommands(request: Request): Reply {
  const { world, list } = request
  const scope = scopeOf(request)
  checkCommands(list, true)
  const before = inScope(world, scope)
  const next = list.map(body => {
    const known = before.find(sameAs(body))
    return { isNew: !known, command: toCommand(world, scope, { body, id: known?.id ?? newId() }) }
  })
  checkCount(next.map(({ command }) => command))
  for (const { isNew, command } of next) if (isNew) countCreation(world, scope, command.name)
  const kept = world.commands.filter(({ guild_id }) => guild_id !== scope)
  world.commands.splice(0, world.commands.length, ...kept, ...next.map(({ command }) => command))
  return ok(inScope(world, scope))
}

function oneCommand(request: Request): Command {
  const { world, params } = request
  const found = inScope(world, scopeOf(request)).find(({ id }) => id === params['command'])
  if (!found) throw apiError(10063)
  return found
}

function patchCommand(request: Request): Reply {
  const { world, body } = request
  const known = oneCommand(request)
  const merged: Json = { ...known, ...body }
  checkCommands([merged], false)
  const command = toCommand(world, scopeOf(request), { body: merged, id: known.id })
  store(world, command)
  return ok(command)
}

function deleteCommand(request: Request): Reply {
  const known = oneCommand(request)
  request.world.commands.splice(request.world.commands.indexOf(known), 1)
  return noContent
}

function routesAt(path: string): Routes {
  return {
    [`GET ${path}`]: request => ok(inScope(request.world, scopeOf(request))),
    [`POST ${path}`]: createCommand,
    [`PUT ${path}`]: overwriteCommands,
    [`GET ${path}/:command`]: request => ok(oneCommand(request)),
    [`PATCH ${path}/:command`]: patchCommand,
    [`DELETE ${path}/:command`]: deleteCommand,
  }
}

export function toGrants(world: World, guildId: string, commandId: string): Json {
  const grants = world.commandGrants.filter(
    grant => grant.guildId === guildId && grant.commandId === commandId,
  )
  return {
    id: commandId,
    application_id: world.bot.id,
    guild_id: guildId,
    permissions: grants.map(({ id, type, permission }) => ({ id, type, permission })),
  }
}

const grantPath = '/applications/:application/guilds/:guild/commands'

export const commandRoutes: Routes = {
  [`GET ${grantPath}/permissions`]: request => {
    const guildId = scopeOf(request) ?? ''
    const grants = request.world.commandGrants.filter(grant => grant.guildId === guildId)
    const ids = [...new Set(grants.map(({ commandId }) => commandId))]
    return ok(ids.map(id => toGrants(request.world, guildId, id)))
  },
  [`GET ${grantPath}/:command/permissions`]: request => {
    const guildId = scopeOf(request) ?? ''
    const grants = toGrants(request.world, guildId, request.params['command'] ?? '')
    if ((grants['permissions'] as unknown[]).length === 0) throw apiError(10066)
    return ok(grants)
  },
  ...routesAt('/applications/:application/commands'),
  ...routesAt('/applications/:application/guilds/:guild/commands'),
}
