import { asJson, asList, asText, isGiven, type Json, textOf } from './json.ts'
import {
  all,
  anyText,
  type Check,
  list,
  oneOf,
  optional,
  plain,
  problem,
  required,
  rule,
  shape,
  text,
} from './schema.ts'

export const id = optional(text(255))

export const confirm = optional(
  shape({
    title: optional(plain(100)),
    text: required(anyText(300)),
    confirm: optional(plain(30)),
    deny: optional(plain(30)),
    style: optional(oneOf('primary', 'danger')),
  }),
)

const optionWith = (label: Check) =>
  shape({
    text: required(label),
    value: required(text(75)),
    description: optional(label),
    url: optional(text(3000)),
  })

export const plainOption = optionWith(plain(75))
export const richOption = optionWith(anyText(75))

export const optionGroup = shape({
  label: required(plain(75)),
  options: required(list(plainOption, 100)),
})

export const optionsOf = (element: Json): readonly Json[] => [
  ...asList(element['options']),
  ...asList(element['option_groups']).flatMap(group => asList(group['options'])),
]

const isAmong = (options: readonly Json[], one: Json) =>
  options.some(
    option => option['value'] === one['value'] && textOf(option['text']) === textOf(one['text']),
  )

export const initialExists: Check = (value, at) => {
  const element = asJson(value)
  const chosen = [
    ...(isGiven(element['initial_option']) ? [asJson(element['initial_option'])] : []),
    ...asList(element['initial_options']),
  ]
  const options = optionsOf(element)
  return chosen.every(one => isAmong(options, one))
    ? []
    : [problem('initial option must be one of the options', at)]
}

export const hasOptions = rule(
  element => isGiven(element['options']) !== isGiven(element['option_groups']),
  'needs either options or option_groups',
)

export const suggestedOptions = all(
  shape({
    options: optional(list(plainOption, 100, 0)),
    option_groups: optional(list(optionGroup, 100, 0)),
  }),
  hasOptions,
)

export const actionIdOf = (element: Json) => asText(element['action_id'])
