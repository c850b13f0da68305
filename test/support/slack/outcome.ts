import type { Backend, Delivery, DeliveryKind } from './deliveries.ts'
import { asJson, asText, isGiven, isJson, type Json } from './json.ts'
import { Refusal } from './refusal.ts'
import { renderMessage } from './render.ts'
import { showResponse } from './responses.ts'
import { newResponseUrl, newTrigger } from './triggers.ts'
import {
  type Message,
  type ResponseUrl,
  recordViolation,
  type User,
  type View,
  type World,
} from './world.ts'

// What came of something a person did. The lists keep growing while the app works on.
export interface Outcome {
  readonly ack: unknown
  readonly ackMs: number | undefined
  // `dispatch_failed`, `operation_timeout` or an HTTP failure: what the person reads as an error.
  readonly failure: string | undefined
  readonly responses: readonly Json[]
  readonly ephemerals: readonly Message[]
  readonly views: readonly View[]
  // What the person was shown privately or in answer, as text.
  readonly shown: readonly string[]
}

interface Source {
  readonly user: User
  readonly channel: string | undefined
  readonly message?: Message
  readonly view?: View
}

interface Started {
  readonly triggerId: string
  readonly responseUrl: ResponseUrl | undefined
}

export const begin = (world: World, source: Source): Started => {
  const modal = source.view?.content['type'] === 'modal' ? source.view.id : undefined
  const trigger = newTrigger(world, source.user.id, modal)
  const responseUrl = source.channel
    ? newResponseUrl(world, source.user.id, source.channel, source.message)
    : undefined
  return { triggerId: trigger.id, responseUrl }
}

export const actorFields = (world: World, user: User): Json => ({
  team: { id: world.options.teamId, domain: world.options.teamName },
  user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
  api_app_id: world.options.appId,
  token: 'verification-token',
  enterprise: null,
  is_enterprise_install: false,
})

const showAck = (world: World, delivery: Delivery, source: Source): Message | undefined => {
  const body = isJson(delivery.ack) ? delivery.ack : { text: asText(delivery.ack) }
  const isEmpty =
    !isGiven(delivery.ack) || Object.values(body).every(one => !isGiven(one) || one === '')
  if (isEmpty || !source.channel) return undefined
  try {
    return showResponse(world, { user: source.user.id, channel: source.channel }, asJson(body))
  } catch (error) {
    const code = error instanceof Refusal ? error.code : 'emulator_bug'
    recordViolation(world, 'ack', code, String(error))
    return undefined
  }
}

interface Sending {
  readonly kind: DeliveryKind
  readonly payload: Json
  readonly source: Source
  readonly started: Started
}

export const deliver = async (
  { world, deliveries }: Backend,
  { kind, payload, source, started }: Sending,
): Promise<Outcome> => {
  const from = world.messages.length
  const delivery = deliveries.send(kind, payload)
  await delivery.settled
  const acked = kind === 'slash_commands' ? showAck(world, delivery, source) : undefined
  const ephemerals = () =>
    world.messages.slice(from).filter(one => one.ephemeralTo === source.user.id && !one.isDeleted)
  return {
    get ack() {
      return delivery.ack
    },
    get ackMs() {
      return delivery.ackMs
    },
    get failure() {
      return delivery.failure
    },
    get responses() {
      return started.responseUrl?.bodies ?? []
    },
    get ephemerals() {
      return ephemerals()
    },
    get views() {
      return world.views.filter(view => view.triggerId === started.triggerId)
    },
    get shown() {
      const answers = [...(acked ? [acked] : []), ...(started.responseUrl?.shown ?? [])]
      return [...new Set([...answers, ...ephemerals()])].map(one => renderMessage(world, one))
    },
  }
}
