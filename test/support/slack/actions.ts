import { suggestedOptions } from './check-options.ts'
import { list, toValue } from './choose.ts'
import type { Backend } from './deliveries.ts'
import {
  type Found,
  isButton,
  isChoice,
  locate,
  setState,
  stateJson,
  valueKeyOf,
} from './elements.ts'
import { asJson, asList, asText, isGiven, type Json, textOf } from './json.ts'
import { toMessageJson } from './message-json.ts'
import { actorFields, begin, deliver, type Outcome } from './outcome.ts'
import type { Place } from './places.ts'
import { toViewJson } from './views.ts'
import { type Message, recordViolation, type User, type World } from './world.ts'

export interface PressOptions {
  // Tells apart several buttons of one name.
  readonly value?: string
}

const placeOf = (place: Place) => (place.kind === 'message' ? place.message : place.view)

const messageContext = (world: World, message: Message): Json => {
  const isEphemeral = message.ephemeralTo !== undefined
  const thread = message.threadTs ? { thread_ts: message.threadTs } : {}
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: isEphemeral,
      ...thread,
    },
    channel: { id: message.channel, name: world.channels.get(message.channel)?.name ?? '' },
    // Slack does not hand back the content of an ephemeral message.
    ...(!isEphemeral && { message: toMessageJson(world, message) }),
  }
}

const contextOf = (world: World, place: Place): Json =>
  place.kind === 'message'
    ? messageContext(world, place.message)
    : { container: { type: 'view', view_id: place.view.id }, view: toViewJson(world, place.view) }

const buttonAction = (element: Json, value: string | undefined): Json => {
  if (element['type'] !== 'feedback_buttons')
    return { text: element['text'], ...(isGiven(element['value']) && { value: element['value'] }) }
  const sides = [asJson(element['positive_button']), asJson(element['negative_button'])]
  const side = sides.find(one => one['value'] === value || textOf(one['text']) === value)
  if (!side) throw new Error(`Feedback buttons need { value }: ${sides.map(one => one['value'])}`)
  return { text: side['text'], value: side['value'] }
}

const isExternal = (element: Json) => asText(element['type']).endsWith('external_select')

const sendsAction = (found: Found) =>
  found.block['type'] !== 'input' || found.block['dispatch_action'] === true

const act = async (
  backend: Backend,
  user: User,
  place: Place,
  found: Found,
  more: Json,
): Promise<Outcome> => {
  const { world } = backend
  const message = place.kind === 'message' ? place.message : undefined
  const view = place.kind === 'view' ? place.view : undefined
  const source = {
    user,
    channel: message?.channel,
    ...(message && { message }),
    ...(view && { view }),
  }
  const started = begin(world, source)
  const { blocks, state } = placeOf(place)
  const action: Json = {
    type: found.element['type'],
    action_id: found.element['action_id'],
    block_id: found.blockId,
    action_ts: world.newTs(),
    ...more,
  }
  const payload: Json = {
    type: 'block_actions',
    ...actorFields(world, user),
    ...contextOf(world, place),
    trigger_id: started.triggerId,
    ...(message && { state: stateJson(blocks, state), response_url: started.responseUrl?.url }),
    actions: [action],
  }
  return await deliver(backend, { kind: 'interactive', payload, source, started })
}

export const press = async (
  backend: Backend,
  user: User,
  place: Place,
  what: string,
  options: PressOptions = {},
) => {
  const { value } = options
  const fits = (element: Json) =>
    isButton(element) &&
    (value === undefined || element['type'] === 'feedback_buttons' || element['value'] === value)
  const found = locate(placeOf(place).blocks, what, fits)
  return await act(backend, user, place, found, buttonAction(found.element, value ?? what))
}

// Asks the app what a menu with external data offers.
export const suggest = async (
  backend: Backend,
  user: User,
  place: Place,
  what: string,
  query: string,
): Promise<Json[]> => {
  const { world, deliveries } = backend
  const found = locate(placeOf(place).blocks, what, isExternal)
  const payload: Json = {
    type: 'block_suggestion',
    ...actorFields(world, user),
    ...contextOf(world, place),
    block_id: found.blockId,
    action_id: found.element['action_id'],
    value: query,
  }
  const delivery = deliveries.send('interactive', payload)
  await delivery.settled
  const problems = suggestedOptions(delivery.ack, '/options')
  for (const problem of problems)
    recordViolation(world, 'block_suggestion', 'invalid_options', problem)
  const ack = asJson(delivery.ack)
  const grouped = asList(ack['option_groups']).flatMap(group => asList(group['options']))
  return problems.length > 0 ? [] : [...asList(ack['options']), ...grouped]
}

const withSuggestions = async (
  backend: Backend,
  user: User,
  place: Place,
  found: Found,
  wanted: string | readonly string[],
) => {
  if (!isExternal(found.element)) return found.element
  const actionId = asText(found.element['action_id'])
  const offered = await Promise.all(
    list(wanted).map(one => suggest(backend, user, place, actionId, one)),
  )
  return { ...found.element, options: offered.flat() }
}

export const pick = async (
  backend: Backend,
  user: User,
  place: Place,
  what: string,
  wanted: string | readonly string[],
) => {
  const { world } = backend
  const { blocks, state } = placeOf(place)
  const found = locate(blocks, what, isChoice)
  const element = await withSuggestions(backend, user, place, found, wanted)
  const value = toValue(world, element, wanted)
  if (found.element['type'] !== 'overflow') setState(state, found, value)
  return sendsAction(found) ? await act(backend, user, place, found, value) : undefined
}

export const write = async (
  backend: Backend,
  user: User,
  place: Place,
  what: string,
  text: string,
) => {
  const { blocks, state } = placeOf(place)
  const found = locate(blocks, what, element => valueKeyOf(element) === 'value')
  setState(state, found, { type: found.element['type'], value: text === '' ? null : text })
  return sendsAction(found) ? await act(backend, user, place, found, { value: text }) : undefined
}
