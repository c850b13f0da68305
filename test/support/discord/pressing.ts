import type { Component, Message, User } from './entities.ts'
import { type Handle, toHandle } from './handle.ts'
import { startInteraction } from './interactions.ts'
import { toMessage } from './message-payload.ts'
import { idOf } from './option-values.ts'
import { may } from './permissions.ts'
import { createResolver, type Resolver } from './resolved.ts'
import { labelOf, selectTypes } from './view.ts'
import { findChannel, flatten, type World } from './world.ts'

type HasId = { readonly id: string }

export interface Pressing {
  /** Presses a button that is really there and enabled. */
  press(user: User, message: HasId, button: string): Handle
  /** Picks in a select: labels or values, or people, roles and channels. */
  pick(user: User, message: HasId, select: string, ...picks: (string | HasId)[]): Handle
}

function visibleMessage(world: World, user: User, { id }: HasId): Message {
  const message = world.messages.get(id)
  const hidden = message?.ephemeralFor !== undefined && message.ephemeralFor !== user.id
  if (!message || message.deletedAt || hidden) throw new Error(`${user.name} sees no message ${id}`)
  const channel = findChannel(world, message.channelId)
  if (!may(world, channel, user.id, 'ViewChannel'))
    throw new Error(`${user.name} does not see #${channel.name}`)
  return message
}

function findComponent(message: Message, types: readonly number[], wanted: string): Component {
  const all = flatten(message.components).filter(({ type }) => types.includes(type))
  const names = (component: Component) => [
    component.custom_id,
    labelOf(component),
    component.placeholder,
  ]
  const found = all.filter(component => names(component).includes(wanted))
  const there = all.map(each => each.placeholder || labelOf(each) || each.custom_id).join(', ')
  const [only] = found
  if (!only || found.length > 1)
    throw new Error(`${found.length} of "${wanted}" in the message; there are: ${there || 'none'}`)
  if (only.disabled) throw new Error(`"${wanted}" is disabled`)
  if (only.style === 5) throw new Error(`"${wanted}" is a link`)
  return only
}

export function optionValue(select: Component, pick: string | HasId): string {
  const options = select.options ?? []
  const found = options.find(({ label, value }) => label === pick || value === pick)
  if (found) return found.value
  const there = options.map(({ label }) => label).join(', ')
  throw new Error(`No option "${String(pick)}"; there are: ${there}`)
}

/** The values of a select, with what they resolve to. */
export function pickValues(
  select: Component,
  picks: readonly (string | HasId)[],
  resolver: Resolver,
): string[] {
  const values = picks.map(pick => (select.type === 3 ? optionValue(select, pick) : idOf(pick)))
  const resolve = {
    5: resolver.user,
    6: resolver.role,
    7: resolver.mentionable,
    8: resolver.channel,
  }
  if (select.type !== 3) for (const id of values) resolve[select.type as 5 | 6 | 7 | 8](id)
  if (new Set(values).size < values.length) throw new Error('The same option twice')
  return values
}

export function checkAmount(select: Component, amount: number): void {
  const min = select.min_values ?? 1
  const max = select.max_values ?? 1
  if (amount < min || amount > max)
    throw new Error(`Between ${min} and ${max} options, not ${amount}`)
}

export function createPressing(world: World): Pressing {
  function act(user: User, message: Message, component: Component, more = {}): Handle {
    const { custom_id, type, id } = component
    const data = { custom_id, component_type: type, id, ...more }
    const source = { message, payload: toMessage(world, message) }
    const { channelId } = message
    const name = component.placeholder || labelOf(component) || String(custom_id)
    return toHandle(
      world,
      startInteraction(world, { type: 3, userId: user.id, channelId, name, data, source }),
    )
  }

  return {
    press(user, target, button) {
      const message = visibleMessage(world, user, target)
      return act(user, message, findComponent(message, [2], button))
    },
    pick(user, target, wanted, ...picks) {
      const message = visibleMessage(world, user, target)
      const select = findComponent(message, selectTypes, wanted)
      checkAmount(select, picks.length)
      const place = { channelId: message.channelId, userId: user.id }
      const resolver = createResolver(world, place)
      const values = pickValues(select, picks, resolver)
      const resolved = resolver.toJson()
      return act(user, message, select, { values, ...(resolved ? { resolved } : {}) })
    },
  }
}
