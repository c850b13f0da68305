import type { Server } from 'node:http'
import { GatewayIntentBits } from 'discord.js'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Json } from './entities.ts'
import {
  createSessions,
  greet,
  openSession,
  resumeSession,
  type Session,
  type Sessions,
  sendMembers,
  toFrame,
} from './sessions.ts'
import { addViolation, isRecord, type World } from './world.ts'

export interface Identify {
  readonly at: number
  readonly intents: number
  readonly accepted: boolean
}

export interface Gateway {
  readonly identifies: Identify[]
  /** When sessions were resumed. */
  readonly resumes: number[]
  isConnected(): boolean
  drop(how: { resumable: boolean }): void
  askToReconnect(): void
  close(): void
}

interface Hub {
  readonly world: World
  readonly sessions: Sessions
  readonly identifies: Identify[]
  readonly resumes: number[]
}

const sendsAMinute = 120

function reject({ world }: Hub, socket: WebSocket, code: number): undefined {
  const what = reasons[code] ?? 'Unknown error.'
  if (code !== 4014) addViolation(world, { kind: 'gateway', what, route: 'gateway', detail: code })
  socket.close(code, what)
  return undefined
}

const reasons: Readonly<Record<number, string>> = {
  4001: 'Unknown opcode.',
  4002: 'Error while decoding payload.',
  4003: 'Not authenticated.',
  4004: 'Authentication failed.',
  4005: 'Already authenticated.',
  4008: 'Rate limited.',
  4012: 'Invalid API version.',
  4013: 'Invalid intent(s).',
  4014: 'Disallowed intent(s).',
}

/** The code that ends an identify, or 0. */
function refusal({ options }: World, data: Json): number {
  const { MessageContent, GuildMembers, GuildPresences } = GatewayIntentBits
  const intents = Number(data['intents'])
  const forbidden =
    GuildPresences |
    (options.messageContentIntent ? 0 : MessageContent) |
    (options.guildMembersIntent ? 0 : GuildMembers)
  if (data['token'] !== options.token) return 4004
  if (!Number.isInteger(intents)) return 4013
  return (intents & forbidden) === 0 ? 0 : 4014
}

function identify(hub: Hub, socket: WebSocket, data: Json): Session | undefined {
  const { world, sessions, identifies } = hub
  const code = refusal(world, data)
  const intents = Number(data['intents'])
  identifies.push({ at: Date.now(), intents, accepted: code === 0 })
  if (code !== 0) return reject(hub, socket, code)
  const session = openSession(sessions, socket, intents)
  greet(world, session, data['shard'] ?? [0, 1])
  return session
}

function resume(hub: Hub, socket: WebSocket, data: Json): Session | undefined {
  const { world, sessions, resumes } = hub
  if (data['token'] !== world.options.token) return reject(hub, socket, 4004)
  const session = resumeSession(sessions, socket, data)
  if (session) resumes.push(Date.now())
  else socket.send(toFrame(9, { d: false }))
  return session
}

interface Frame {
  readonly op: number
  readonly data: Json
}

function readFrame(text: string): Frame | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    if (!isRecord(parsed) || typeof parsed['op'] !== 'number') return undefined
    return { op: parsed['op'], data: isRecord(parsed['d']) ? parsed['d'] : {} }
  } catch {
    return undefined
  }
}

/** What is wrong with a frame at this point, or 0. */
function faultOf(frame: Frame | undefined, session: Session | undefined): number {
  if (!frame) return 4002
  if (![1, 2, 3, 4, 6, 8].includes(frame.op)) return 4001
  if (!session && ![1, 2, 6].includes(frame.op)) return 4003
  return session && frame.op === 2 ? 4005 : 0
}

function converse(hub: Hub, socket: WebSocket): void {
  let session: Session | undefined
  let times: number[] = []
  const handlers: Readonly<Record<number, (data: Json) => void>> = {
    1: () => socket.send(toFrame(11)),
    2: data => {
      session = identify(hub, socket, data)
    },
    6: data => {
      session = resume(hub, socket, data)
    },
    8: data => session && sendMembers(hub.world, session, data),
  }
  socket.on('message', raw => {
    times = [...times.filter(at => at > Date.now() - 60_000), Date.now()]
    const frame = readFrame(raw.toString())
    const fault = times.length > sendsAMinute ? 4008 : faultOf(frame, session)
    if (fault !== 0) reject(hub, socket, fault)
    else if (frame) handlers[frame.op]?.(frame.data)
  })
  socket.on('close', code => {
    if (session?.socket !== socket) return
    session.socket = undefined
    if (code === 1000 || code === 1001) hub.sessions.delete(session.id)
  })
  socket.send(toFrame(10, { d: { heartbeat_interval: hub.world.options.heartbeatMs } }))
}

function drop(sessions: Sessions, resumable: boolean): void {
  const all = [...sessions.values()]
  if (!resumable) sessions.clear()
  for (const session of all) {
    const { socket } = session
    session.socket = undefined
    socket?.terminate()
  }
}

export function createGateway(world: World, server: Server): Gateway {
  const sockets = new WebSocketServer({ server })
  const sessions = createSessions(world)
  const hub: Hub = { world, sessions, identifies: [], resumes: [] }
  sockets.on('connection', (socket, request) => {
    const query = new URL(request.url ?? '', 'ws://localhost').searchParams
    if (query.get('v') === '10') converse(hub, socket)
    else reject(hub, socket, 4012)
  })
  const open = () => [...sessions.values()].filter(({ socket }) => socket)
  return {
    identifies: hub.identifies,
    resumes: hub.resumes,
    isConnected: () => open().length > 0,
    drop: ({ resumable }) => drop(sessions, resumable),
    askToReconnect() {
      for (const { socket } of open()) socket?.send(toFrame(7))
    },
    close() {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}
