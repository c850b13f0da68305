import type { Member } from '../../src/ports/chat.ts'
import type { SlackApi } from './api.ts'
import { slackCode, toBotError } from './errors.ts'
import type { Mentioned, People } from './from-mrkdwn.ts'
import { asJson, at, type Json, listAt, textAt, textsAt } from './json.ts'
import type { Identity } from './receive.ts'

const keepMs = 60_000
const mostKept = 5_000
const nameWaitMs = 2_000

interface Kept<T> {
  readonly value: Promise<T>
  readonly until: number
}

/** Asks once, remembers for a minute, never remembers a failure. */
function createCache<T>(ask: (key: string) => Promise<T>) {
  const kept = new Map<string, Kept<T>>()
  return (key: string): Promise<T> => {
    const known = kept.get(key)
    if (known && known.until > Date.now()) return known.value
    if (kept.size >= mostKept) kept.clear()
    const value = ask(key)
    kept.set(key, { value, until: Date.now() + keepMs })
    value.catch(() => kept.delete(key))
    return value
  }
}

export interface SlackPeople {
  member(id: string): Promise<Member | undefined>
  isInGroup(id: string, group: string): Promise<boolean>
  /** What to call them; someone Slack does not tell us about in time keeps the id. */
  named(ids: readonly string[]): Promise<People>
  /** The channel of their DM. */
  dmOf(id: string): Promise<string>
}

export function createPeople(api: SlackApi, me: () => Identity): SlackPeople {
  const info = createCache(id => askInfo(api, id))
  const group = createCache(id => askGroup(api, id))
  const handles = createCache(() => api.call('usergroups.list').then(list => list))
  const dms = createCache(async id =>
    textAt(await api.call('conversations.open', { users: id }), 'channel', 'id'),
  )

  async function mentioned(id: string): Promise<readonly [string, Mentioned]> {
    const user = await Promise.race([info(id).catch(() => undefined), later(nameWaitMs)])
    return [id, user ? { name: nameOf(user), isBot: user['is_bot'] === true } : unknown(id)]
  }

  async function groupId(given: string): Promise<string> {
    const id = /\bS[A-Z0-9]{5,}\b/.exec(given)?.[0]
    if (id) return id
    const handle = given.trim().replace(/^@/, '')
    const found = listAt(await handles('all'), 'usergroups').find(
      one => textAt(one, 'handle') === handle,
    )
    return textAt(found, 'id')
  }

  return {
    member: id => translated(async () => toMember(await info(id), me().teamId)),
    isInGroup: (id, given) =>
      translated(async () => {
        const wanted = await groupId(given)
        return wanted !== '' && (await group(wanted)).includes(id)
      }),
    named: async ids => new Map(await Promise.all([...new Set(ids)].map(mentioned))),
    dmOf: id => translated(() => dms(id)),
  }
}

const unknown = (id: string): Mentioned => ({ name: id, isBot: false })

const later = (ms: number) =>
  new Promise<undefined>(resolve => {
    setTimeout(() => resolve(undefined), ms).unref()
  })

const nobody = new Set(['user_not_found', 'user_not_visible', 'users_not_found'])

async function askInfo(api: SlackApi, id: string): Promise<Json | undefined> {
  try {
    return asJson(at(await api.call('users.info', { user: id }), 'user'))
  } catch (error) {
    if (nobody.has(slackCode(error))) return undefined
    throw error
  }
}

async function askGroup(api: SlackApi, id: string): Promise<readonly string[]> {
  try {
    return textsAt(await api.call('usergroups.users.list', { usergroup: id }), 'users')
  } catch (error) {
    if (['no_such_subteam', 'subteam_disabled', 'no_users'].includes(slackCode(error))) return []
    throw error
  }
}

const nameOf = (user: Json): string =>
  textAt(user, 'profile', 'display_name') ||
  textAt(user, 'profile', 'real_name') ||
  textAt(user, 'real_name') ||
  textAt(user, 'name')

/** https://docs.slack.dev/reference/objects/user-object */
export function toMember(user: Json | undefined, teamId: string): Member | undefined {
  if (!user || user['deleted'] === true) return undefined
  const has = (...flags: readonly string[]) => flags.some(flag => user[flag] === true)
  const isHere =
    textAt(user, 'team_id') === teamId || textsAt(user, 'enterprise_user', 'teams').includes(teamId)
  const isGuest = has('is_restricted', 'is_ultra_restricted', 'is_stranger') || !isHere
  return {
    id: textAt(user, 'id'),
    name: nameOf(user),
    isAdmin: isHere && has('is_admin', 'is_owner', 'is_primary_owner'),
    isGuest,
    groupIds: [],
  }
}

async function translated<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    throw toBotError(error)
  }
}
