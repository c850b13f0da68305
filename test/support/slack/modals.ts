import { toValue } from './choose.ts'
import type { Backend } from './deliveries.ts'
import {
  currentValue,
  elementsOf,
  type Found,
  isBlank,
  isField,
  locate,
  setState,
  valueKeyOf,
} from './elements.ts'
import { asJson, asNumber, asText, isJson, type Json, textOf } from './json.ts'
import { actorFields, begin, deliver, type Outcome } from './outcome.ts'
import { Refusal } from './refusal.ts'
import { changeView, openViewsOf, pushView, toViewJson } from './views.ts'
import { recordViolation, type User, type View, type World } from './world.ts'

export type Values = Readonly<Record<string, string | readonly string[]>>

export interface Submitted extends Outcome {
  readonly result: 'closed' | 'errors' | 'updated' | 'pushed' | 'cleared' | 'failed'
  readonly errors: Readonly<Record<string, string>>
}

const fill = (world: World, view: View, values: Values) => {
  for (const [what, wanted] of Object.entries(values)) {
    const found = locate(view.blocks, what, isField)
    const text = typeof wanted === 'string' ? wanted : wanted.join('')
    const isText = valueKeyOf(found.element) === 'value'
    const value = isText
      ? { type: found.element['type'], value: text === '' ? null : text }
      : toValue(world, found.element, wanted)
    setState(view.state, found, value)
  }
}

const lengthTrouble = (element: Json, value: string): string | undefined => {
  const min = asNumber(element['min_length'], 0)
  const max = asNumber(element['max_length'], 3000)
  if (value.length < min) return `at least ${min} characters`
  return value.length > max ? `at most ${max} characters` : undefined
}

const numberTrouble = (element: Json, value: string): string | undefined => {
  const number = Number(value)
  if (Number.isNaN(number)) return 'a number'
  if (element['is_decimal_allowed'] === false && !Number.isInteger(number)) return 'a whole number'
  if (number < asNumber(element['min_value'], Number.NEGATIVE_INFINITY))
    return `at least ${asText(element['min_value'])}`
  if (number > asNumber(element['max_value'], Number.POSITIVE_INFINITY))
    return `at most ${asText(element['max_value'])}`
  return undefined
}

// What Slack itself refuses before the app hears of it.
const trouble = (view: View, found: Found): string | undefined => {
  if (found.block['type'] !== 'input') return undefined
  const value = currentValue(view.state, found)
  const { element } = found
  if (isBlank(value, element)) return found.block['optional'] === true ? undefined : 'a value'
  const text = asText(value['value'])
  if (element['type'] === 'plain_text_input') return lengthTrouble(element, text)
  if (element['type'] === 'number_input') return numberTrouble(element, text)
  if (element['type'] === 'email_text_input')
    return /^\S+@\S+\.\S+$/.test(text) ? undefined : 'an email address'
  if (element['type'] === 'url_text_input') return URL.canParse(text) ? undefined : 'a URL'
  return undefined
}

const checkFilled = (view: View) => {
  for (const found of elementsOf(view.blocks)) {
    const needed = trouble(view, found)
    if (needed)
      throw new Error(`Slack does not submit: "${textOf(found.block['label'])}" needs ${needed}`)
  }
}

const readErrors = (world: World, view: View, body: Json): Record<string, string> => {
  const errors = Object.entries(asJson(body['errors'])).map(
    ([id, text]) => [id, asText(text)] as const,
  )
  const inputs = view.blocks
    .filter(one => one['type'] === 'input')
    .map(one => asText(one['block_id']))
  for (const [id, text] of errors) {
    if (!inputs.includes(id))
      recordViolation(world, 'view_submission', 'invalid_response_errors', `no input block ${id}`)
    if (text === '')
      recordViolation(world, 'view_submission', 'invalid_response_errors', `empty error for ${id}`)
  }
  return Object.fromEntries(errors)
}

const respond = (world: World, view: View, triggerId: string, body: Json): Submitted['result'] => {
  const action = asText(body['response_action'])
  if (action === 'errors') return 'errors'
  if (action === 'clear') {
    for (const one of openViewsOf(world, view.user)) one.isOpen = false
    return 'cleared'
  }
  if (action === 'update') {
    changeView(world, view, body['view'])
    return 'updated'
  }
  if (action === 'push') {
    pushView(world, view, triggerId, body['view'])
    return 'pushed'
  }
  if (action !== '') recordViolation(world, 'view_submission', 'invalid_response_action', action)
  view.isOpen = false
  return 'closed'
}

const settle = (
  world: World,
  view: View,
  triggerId: string,
  outcome: Outcome,
): Submitted['result'] => {
  if (outcome.failure !== undefined) return 'failed'
  try {
    return respond(world, view, triggerId, isJson(outcome.ack) ? outcome.ack : {})
  } catch (error) {
    const code = error instanceof Refusal ? error.code : 'emulator_bug'
    recordViolation(world, 'view_submission', code, String(error))
    return 'failed'
  }
}

export const submit = async (
  backend: Backend,
  user: User,
  view: View,
  values: Values = {},
): Promise<Submitted> => {
  const { world } = backend
  if (!view.isOpen) throw new Error('The modal is closed')
  if (!isJson(view.content['submit'])) throw new Error('The modal has no submit button')
  fill(world, view, values)
  checkFilled(view)
  const source = { user, channel: undefined, view }
  const started = begin(world, source)
  const payload: Json = {
    type: 'view_submission',
    ...actorFields(world, user),
    trigger_id: started.triggerId,
    view: toViewJson(world, view),
    response_urls: [],
  }
  const outcome = await deliver(backend, {
    kind: 'interactive',
    payload,
    source,
    started,
  })
  const result = settle(world, view, started.triggerId, outcome)
  const errors = result === 'errors' ? readErrors(world, view, asJson(outcome.ack)) : {}
  return Object.assign(outcome, { result, errors })
}

export const close = async (backend: Backend, user: User, view: View): Promise<void> => {
  const { world, deliveries } = backend
  const isCleared = view.content['clear_on_close'] === true
  const closing = isCleared ? openViewsOf(world, user.id) : [view]
  for (const one of closing) one.isOpen = false
  if (view.content['notify_on_close'] !== true) return
  const payload = {
    type: 'view_closed',
    ...actorFields(world, user),
    view: toViewJson(world, view),
    is_cleared: isCleared,
  }
  await deliveries.send('interactive', payload).settled
}
