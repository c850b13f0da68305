import { GatewayIntentBits } from 'discord.js'
import type { WebSocket } from 'ws'
import type { Json } from './entities.ts'
import { gatewayUrl } from './gateway-url.ts'
import { newId } from './ids.ts'
import { toGuild, toMember, toUser } from './payloads.ts'
import type { World } from './world.ts'

export interface Session {
  readonly id: string
  readonly intents: number
  readonly sent: { readonly s: number; readonly t: string; readonly d: unknown }[]
  socket: WebSocket | undefined
}

export type Sessions = Map<string, Session>

export function toFrame(op: number, more: Json = {}): string {
  return JSON.stringify({ op, d: null, s: null, t: null, ...more })
}

/** Kept as well as sent, so that a resumed session gets what it missed. */
function send(session: Session, t: string, d: unknown): void {
  const event = { s: session.sent.length + 1, t, d: structuredClone(d) }
  session.sent.push(event)
  session.socket?.send(toFrame(0, event))
}

export function createSessions(world: World): Sessions {
  const sessions: Sessions = new Map()
  world.publish = (event, payloadFor) => {
    for (const session of sessions.values()) {
      const payload = payloadFor(session.intents)
      if (payload !== undefined) send(session, event, payload)
    }
  }
  return sessions
}

/** READY, then the servers one by one. */
export function greet(world: World, session: Session, shard: unknown): void {
  const guilds = [...world.guilds.values()].filter(({ members }) => members.has(world.bot.id))
  send(session, 'READY', {
    v: 10,
    user: { ...toUser(world.bot), verified: true, mfa_enabled: false, email: null },
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    session_id: session.id,
    session_type: 'normal',
    resume_gateway_url: gatewayUrl(world),
    shard,
    application: { id: world.bot.id, flags: 0 },
  })
  if ((session.intents & GatewayIntentBits.Guilds) === 0) return
  for (const guild of guilds) send(session, 'GUILD_CREATE', toGuild(world, guild))
}

export function openSession(sessions: Sessions, socket: WebSocket, intents: number): Session {
  const session: Session = { id: newId(), intents, sent: [], socket }
  sessions.set(session.id, session)
  return session
}

/** Replays what came after `seq`; undefined when there is no such session any more. */
export function resumeSession(
  sessions: Sessions,
  socket: WebSocket,
  data: Json,
): Session | undefined {
  const session = sessions.get(String(data['session_id']))
  const seq = Number(data['seq'])
  if (!session || !(seq <= session.sent.length)) return undefined
  session.socket?.close(4000)
  session.socket = socket
  for (const event of session.sent.slice(seq)) socket.send(toFrame(0, event))
  send(session, 'RESUMED', { _trace: [] })
  return session
}

export function sendMembers(world: World, session: Session, data: Json): void {
  const guild = world.guilds.get(String(data['guild_id']))
  if (!guild) return
  const wanted = [data['user_ids'] ?? []].flat()
  const all = [...guild.members.values()]
  const members = wanted.length > 0 ? all.filter(({ user }) => wanted.includes(user.id)) : all
  send(session, 'GUILD_MEMBERS_CHUNK', {
    guild_id: guild.id,
    members: members.map(toMember),
    chunk_index: 0,
    chunk_count: 1,
    not_found: wanted.filter(id => !guild.members.has(String(id))),
    nonce: data['nonce'],
  })
}
