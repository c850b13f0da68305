import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Deliveries, Delivery, Transport } from './deliveries.ts'
import { asJson, asText, type Json } from './json.ts'
import { recordViolation, type World } from './world.ts'

const pingEveryMs = 10_000
const maxConnections = 10
const goodbyeMs = 200

interface Hub {
  readonly world: World
  readonly deliveries: Deliveries
  readonly open: WebSocket[]
  // Which connection an envelope went out on.
  readonly carriers: Map<string, WebSocket>
  readonly tickets: Set<string>
  turn: number
}

const toEnvelope = (delivery: Delivery): Json => ({
  envelope_id: delivery.id,
  type: delivery.kind,
  accepts_response_payload: delivery.kind !== 'events_api',
  payload: delivery.payload,
  ...(delivery.kind === 'events_api' && {
    retry_attempt: delivery.attempt,
    retry_reason: delivery.retryReason,
  }),
})

const toHello = (hub: Hub): Json => ({
  type: 'hello',
  num_connections: hub.open.length,
  debug_info: { host: 'applink', build_number: 1, approximate_connection_time: 3600 },
  connection_info: { app_id: hub.world.options.appId },
})

const take = (hub: Hub, text: string) => {
  const message = asJson(JSON.parse(text))
  const id = asText(message['envelope_id'])
  if (id === '') recordViolation(hub.world, 'socket', 'no_envelope_id', text.slice(0, 200))
  hub.carriers.delete(id)
  hub.deliveries.acknowledge(id, message['payload'])
}

const leave = ({ open, carriers, deliveries }: Hub, socket: WebSocket) => {
  open.splice(open.indexOf(socket), 1)
  for (const delivery of deliveries.all)
    if (carriers.get(delivery.id) === socket) delivery.isLost = true
  deliveries.resume()
}

const welcome = (hub: Hub, socket: WebSocket) => {
  const count = hub.open.push(socket)
  if (count > maxConnections)
    recordViolation(hub.world, 'socket', 'too_many_websockets', `${count} connections`)
  const pings = setInterval(() => socket.ping(`ping ${Date.now()}`), pingEveryMs)
  socket.on('message', data => take(hub, String(data)))
  socket.on('close', () => {
    clearInterval(pings)
    leave(hub, socket)
  })
  socket.on('error', () => socket.terminate())
  socket.send(JSON.stringify(toHello(hub)))
  setTimeout(() => hub.deliveries.resume(), 20)
}

const toTransport = (hub: Hub): Transport => ({
  isReady: () => hub.open.length > 0,
  send: delivery => {
    hub.turn += 1
    const socket = hub.open[hub.turn % hub.open.length]
    if (!socket) return
    hub.carriers.set(delivery.id, socket)
    socket.send(JSON.stringify(toEnvelope(delivery)))
  },
})

const newUrl = ({ world, tickets }: Hub) => {
  const ticket = world.newId('ticket-')
  tickets.add(ticket)
  return `${world.origin.replace('http', 'ws')}/link/?ticket=${ticket}`
}

// An app that is just stopping gets the time to say goodbye.
const closeAll = async (open: readonly WebSocket[]) => {
  await sleep(20)
  for (const socket of open) socket.close(1001)
  for (let waited = 0; waited < goodbyeMs && open.length > 0; waited += 10) await sleep(10)
  for (const socket of [...open]) socket.terminate()
}

export const createSocketMode = (world: World, deliveries: Deliveries) => {
  const open: WebSocket[] = []
  const hub: Hub = { world, deliveries, open, carriers: new Map(), tickets: new Set(), turn: 0 }
  const server = new WebSocketServer({ noServer: true })
  return {
    transport: toTransport(hub),
    connections: () => open.length,
    newUrl: () => newUrl(hub),
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const ticket = new URL(request.url ?? '/', world.origin).searchParams.get('ticket') ?? ''
      if (hub.tickets.delete(ticket))
        server.handleUpgrade(request, socket, head, one => welcome(hub, one))
      else socket.destroy()
    },
    drop: () => {
      for (const socket of [...open]) socket.terminate()
    },
    // Asks the app to leave its oldest connection.
    warn: (reason: string) =>
      open[0]?.send(
        JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink' } }),
      ),
    close: async () => {
      await closeAll(open)
      server.close()
    },
  }
}

export type SocketMode = ReturnType<typeof createSocketMode>
