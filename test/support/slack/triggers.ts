import { asText } from './json.ts'
import { violate } from './refusal.ts'
import type { Message, ResponseUrl, Trigger, World } from './world.ts'

const halfAnHour = 30 * 60_000
const maxUses = 5

export const newTrigger = (world: World, user: string, fromView?: string): Trigger => {
  const id = `${world.newId('')}.${Date.now()}.trigger`
  const trigger: Trigger = { id, user, at: world.now(), fromView, isUsed: false }
  world.triggers.set(id, trigger)
  return trigger
}

export const useTrigger = (world: World, given: unknown): Trigger => {
  const trigger = world.triggers.get(asText(given))
  if (!trigger) return violate('invalid_trigger_id', `no trigger ${asText(given)}`)
  const age = world.now() - trigger.at
  if (age > world.options.triggerLifetimeMs) violate('expired_trigger_id', `used after ${age} ms`)
  if (trigger.isUsed) violate('exchanged_trigger_id', 'used before')
  trigger.isUsed = true
  return trigger
}

export const newResponseUrl = (
  world: World,
  user: string,
  channel: string,
  message?: Message,
): ResponseUrl => {
  const path = `/response/${world.newId('R')}`
  const entry: ResponseUrl = {
    url: `${world.origin}${path}`,
    user,
    channel,
    messageTs: message?.ts,
    at: world.now(),
    uses: 0,
    bodies: [],
    shown: [],
  }
  world.responseUrls.set(path, entry)
  return entry
}

export const useResponseUrl = (world: World, path: string): ResponseUrl => {
  const entry = world.responseUrls.get(path)
  if (!entry) return violate('invalid_url', `no response_url ${path}`)
  if (world.now() - entry.at > halfAnHour) violate('expired_url', 'older than 30 minutes')
  entry.uses += 1
  if (entry.uses > maxUses) violate('used_url', `used ${entry.uses} times`)
  return entry
}
