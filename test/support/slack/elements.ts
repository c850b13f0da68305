import { actionIdOf, optionsOf } from './check-options.ts'
import { asJson, asList, asText, isGiven, isJson, type Json, textOf } from './json.ts'

export interface Found {
  readonly blockId: string
  readonly block: Json
  readonly element: Json
}

const inside = (block: Json): readonly Json[] => [
  ...asList(block['elements']).filter(one => one['type'] !== 'card'),
  ...asList(block['actions']),
  ...[block['accessory'], block['element']].filter(isGiven).map(asJson),
]

const nested = (block: Json): readonly Json[] => [
  ...asList(block['child_blocks']),
  ...asList(block['elements']).filter(one => one['type'] === 'card'),
]

export const elementsOf = (blocks: readonly Json[]): readonly Found[] =>
  blocks.flatMap(block => [
    ...inside(block)
      .filter(element => isGiven(element['action_id']))
      .map(element => ({ blockId: asText(block['block_id']), block, element })),
    ...elementsOf(nested(block)),
  ])

const labelsOf = ({ block, element }: Found): readonly string[] =>
  [
    textOf(element['text']),
    textOf(element['placeholder']),
    textOf(block['label']),
    textOf(block['text']),
    asText(element['accessibility_label']),
    textOf(asJson(element['positive_button'])['text']),
    textOf(asJson(element['negative_button'])['text']),
  ].filter(label => label !== '')

const matchers: readonly ((one: Found, what: string) => boolean)[] = [
  (one, what) => actionIdOf(one.element) === what || one.blockId === what,
  (one, what) => labelsOf(one).includes(what),
  (one, what) => labelsOf(one).some(label => label.toLowerCase().includes(what.toLowerCase())),
]

const describe = (found: readonly Found[]) =>
  found
    .map(
      one =>
        `${actionIdOf(one.element)} (${asText(one.element['type'])}: ${labelsOf(one)[0] ?? ''})`,
    )
    .join(', ')

// The one element that a person would mean, or an error that lists what is there.
export const locate = (
  blocks: readonly Json[],
  what: string,
  fits: (element: Json) => boolean,
): Found => {
  const candidates = elementsOf(blocks).filter(one => fits(one.element))
  for (const matches of matchers) {
    const found = candidates.filter(one => matches(one, what))
    const [only] = found
    if (only && found.length === 1) return only
    if (only) throw new Error(`"${what}" is ambiguous: ${describe(found)}`)
  }
  throw new Error(
    `Nothing here is called "${what}". There is: ${describe(candidates) || 'nothing'}`,
  )
}

const emptyValues: Record<string, Json> = {
  plain_text_input: { value: null },
  number_input: { value: null },
  email_text_input: { value: null },
  url_text_input: { value: null },
  static_select: { selected_option: null },
  external_select: { selected_option: null },
  radio_buttons: { selected_option: null },
  users_select: { selected_user: null },
  conversations_select: { selected_conversation: null },
  channels_select: { selected_channel: null },
  multi_static_select: { selected_options: [] },
  multi_external_select: { selected_options: [] },
  checkboxes: { selected_options: [] },
  multi_users_select: { selected_users: [] },
  multi_conversations_select: { selected_conversations: [] },
  multi_channels_select: { selected_channels: [] },
  datepicker: { selected_date: null },
  timepicker: { selected_time: null },
  datetimepicker: { selected_date_time: null },
  file_input: { files: [] },
  rich_text_input: { rich_text_value: null },
}

const initialKeys: Record<string, string> = {
  value: 'initial_value',
  selected_option: 'initial_option',
  selected_options: 'initial_options',
  selected_user: 'initial_user',
  selected_users: 'initial_users',
  selected_conversation: 'initial_conversation',
  selected_conversations: 'initial_conversations',
  selected_channel: 'initial_channel',
  selected_channels: 'initial_channels',
  selected_date: 'initial_date',
  selected_time: 'initial_time',
  selected_date_time: 'initial_date_time',
  rich_text_value: 'initial_value',
}

export const valueKeyOf = (element: Json): string =>
  Object.keys(emptyValues[asText(element['type'])] ?? {})[0] ?? ''

const initialValue = (element: Json): Json => {
  const key = valueKeyOf(element)
  const given = element[initialKeys[key] ?? '']
  const empty = emptyValues[asText(element['type'])] ?? {}
  return { type: element['type'], ...empty, ...(isGiven(given) && { [key]: given }) }
}

export type State = Map<string, Map<string, Json>>

export const setState = (state: State, found: Found, value: Json) => {
  const block = state.get(found.blockId) ?? new Map<string, Json>()
  block.set(actionIdOf(found.element), value)
  state.set(found.blockId, block)
}

export const currentValue = (state: State, found: Found): Json =>
  state.get(found.blockId)?.get(actionIdOf(found.element)) ?? initialValue(found.element)

export const stateJson = (blocks: readonly Json[], state: State): Json => {
  const values: Record<string, Json> = {}
  for (const found of elementsOf(blocks)) {
    if (valueKeyOf(found.element) === '') continue
    const block = values[found.blockId] ?? {}
    block[actionIdOf(found.element)] = currentValue(state, found)
    values[found.blockId] = block
  }
  return { values }
}

// The state of elements that a new version of the view no longer has is gone.
export const pruneState = (blocks: readonly Json[], state: State) => {
  const kept = new Set(elementsOf(blocks).map(one => `${one.blockId}:${actionIdOf(one.element)}`))
  for (const [blockId, actions] of state)
    for (const actionId of actions.keys())
      if (!kept.has(`${blockId}:${actionId}`)) actions.delete(actionId)
}

const toOutput = (option: Json): Json => {
  const { url: _url, ...rest } = option
  return rest
}

export const findOption = (element: Json, wanted: string): Json => {
  const options = optionsOf(element)
  const found =
    options.find(one => textOf(one['text']) === wanted || one['value'] === wanted) ??
    options.find(one => textOf(one['text']).toLowerCase().includes(wanted.toLowerCase()))
  if (found) return toOutput(found)
  throw new Error(
    `No option "${wanted}". There is: ${options.map(one => textOf(one['text'])).join(', ')}`,
  )
}

export const isBlank = (value: Json, element: Json) => {
  const content = value[valueKeyOf(element)]
  return !isGiven(content) || content === '' || (Array.isArray(content) && content.length === 0)
}

export const isButton = (element: Json) =>
  ['button', 'icon_button', 'feedback_buttons', 'workflow_button'].includes(asText(element['type']))

export const isChoice = (element: Json) =>
  element['type'] === 'overflow' || (valueKeyOf(element) !== '' && valueKeyOf(element) !== 'value')

export const isField = (element: Json) => isJson(element) && valueKeyOf(element) !== ''
