import { asJson, asText, type Json } from './json.ts'
import { recordViolation, type World } from './world.ts'

export type DeliveryKind = 'events_api' | 'slash_commands' | 'interactive'

// One envelope on its way to the app, and what became of it.
export interface Delivery {
  readonly id: string
  readonly kind: DeliveryKind
  readonly payload: Json
  readonly attempt: number
  readonly retryReason: string
  sentAt: number
  ackMs: number | undefined
  ack: unknown
  // Why the app never got it or never answered, in Slack's words.
  failure: string | undefined
  // Its connection broke before the ack.
  isLost: boolean
  readonly settled: Promise<void>
}

export interface Transport {
  readonly isReady: () => boolean
  readonly send: (delivery: Delivery) => void
}

interface Pending {
  readonly settle: () => void
  timer: NodeJS.Timeout | undefined
}

interface Desk {
  readonly world: World
  readonly all: Delivery[]
  readonly pending: Map<string, Pending>
  readonly waiting: Delivery[]
  transport: Transport | undefined
}

const nameOf = ({ payload, kind }: Delivery) => {
  if (kind === 'events_api') return `event ${asText(asJson(payload['event'])['type'])}`
  if (kind === 'slash_commands') return `command ${asText(payload['command'])}`
  return asText(payload['type'])
}

const settle = (desk: Desk, id: string) => {
  const entry = desk.pending.get(id)
  clearTimeout(entry?.timer)
  entry?.settle()
  desk.pending.delete(id)
}

const fail = (desk: Desk, delivery: Delivery, failure: string) => {
  delivery.failure = failure
  settle(desk, delivery.id)
}

const late = (desk: Desk, delivery: Delivery) => {
  if (delivery.isLost) return
  const detail = `no ack within ${desk.world.options.ackLimitMs} ms`
  recordViolation(desk.world, nameOf(delivery), 'ack_timeout', detail)
  fail(desk, delivery, 'operation_timeout')
}

const start = (desk: Desk, delivery: Delivery) => {
  const entry = desk.pending.get(delivery.id)
  delivery.sentAt = Date.now()
  if (entry) entry.timer = setTimeout(() => late(desk, delivery), desk.world.options.ackLimitMs)
  desk.transport?.send(delivery)
}

type Envelope = Pick<Delivery, 'kind' | 'payload' | 'attempt' | 'retryReason'>

const open = (desk: Desk, envelope: Envelope): Delivery => {
  let done = () => {}
  const settled = new Promise<void>(resolve => {
    done = resolve
  })
  const delivery: Delivery = {
    ...envelope,
    id: desk.world.newId('E-'),
    sentAt: Date.now(),
    ackMs: undefined,
    ack: undefined,
    failure: undefined,
    isLost: false,
    settled,
  }
  desk.all.push(delivery)
  desk.pending.set(delivery.id, { settle: done, timer: undefined })
  return delivery
}

const send = (desk: Desk, envelope: Envelope): Delivery => {
  const delivery = open(desk, envelope)
  if (desk.transport?.isReady()) start(desk, delivery)
  else if (delivery.kind === 'events_api') desk.waiting.push(delivery)
  else fail(desk, delivery, 'dispatch_failed')
  return delivery
}

const retry = (desk: Desk, delivery: Delivery, retryReason: string) =>
  send(desk, { ...delivery, attempt: delivery.attempt + 1, retryReason })

// The app is back: what it missed is sent, what died with its connection is sent again.
const resume = (desk: Desk) => {
  if (!desk.transport?.isReady()) return
  for (const delivery of desk.waiting.splice(0)) start(desk, delivery)
  for (const delivery of desk.all.filter(one => one.isLost && one.ackMs === undefined)) {
    delivery.isLost = false
    fail(desk, delivery, 'connection_closed')
    if (delivery.kind === 'events_api') retry(desk, delivery, 'connection_closed')
  }
}

const acknowledge = (desk: Desk, id: string, body: unknown) => {
  const delivery = desk.all.find(one => one.id === id)
  if (!delivery || delivery.ackMs !== undefined) return
  delivery.ackMs = Date.now() - delivery.sentAt
  delivery.ack = body
  settle(desk, id)
}

export const createDeliveries = (world: World) => {
  const all: Delivery[] = []
  const desk: Desk = { world, all, pending: new Map(), waiting: [], transport: undefined }
  return {
    all,
    send: (kind: DeliveryKind, payload: Json) =>
      send(desk, { kind, payload, attempt: 0, retryReason: '' }),
    retry: (delivery: Delivery) => retry(desk, delivery, 'timeout'),
    use: (transport: Transport) => {
      desk.transport = transport
    },
    resume: () => resume(desk),
    acknowledge: (id: string, body: unknown) => acknowledge(desk, id, body),
    fail: (delivery: Delivery, failure: string) => fail(desk, delivery, failure),
    unacked: () => all.filter(one => one.kind === 'events_api' && one.ackMs === undefined),
    close: () => {
      for (const id of [...desk.pending.keys()]) settle(desk, id)
    },
  }
}

export type Deliveries = ReturnType<typeof createDeliveries>

export interface Backend {
  readonly world: World
  readonly deliveries: Deliveries
}
