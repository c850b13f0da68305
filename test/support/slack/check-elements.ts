import {
  confirm,
  hasOptions,
  id,
  initialExists,
  optionGroup,
  plainOption,
  richOption,
} from './check-options.ts'
import { isGiven } from './json.ts'
import {
  all,
  anything,
  byType,
  type Check,
  flag,
  list,
  mrkdwn,
  number,
  oneOf,
  optional,
  plain,
  required,
  rule,
  shape,
  text,
} from './schema.ts'

const base = { action_id: id, focus_on_load: optional(flag), confirm }
const placeholder = optional(plain(150))
const several = { max_selected_items: optional(number(1, 1000)) }
const dispatch = {
  action_id: id,
  focus_on_load: optional(flag),
  placeholder,
  dispatch_action_config: optional(
    shape({
      trigger_actions_on: optional(list(oneOf('on_enter_pressed', 'on_character_entered'), 2)),
    }),
  ),
}

const staticMenu = (more: Record<string, Check>) =>
  all(
    shape({
      ...base,
      ...more,
      placeholder,
      options: optional(list(plainOption, 100)),
      option_groups: optional(list(optionGroup, 100)),
    }),
    hasOptions,
    initialExists,
  )

const menu = (more: Record<string, Check>) => shape({ ...base, placeholder, ...more })

const choices = (more: Record<string, Check>) =>
  all(shape({ ...base, ...more, options: required(list(richOption, 10)) }), initialExists)

const feedbackButton = shape({
  text: required(plain(75)),
  accessibility_label: optional(text(75)),
  value: required(text(2000)),
})

export const image = all(
  shape({
    alt_text: required(text(2000)),
    image_url: optional(text(3000)),
    slack_file: optional(anything),
  }),
  rule(
    element => isGiven(element['image_url']) !== isGiven(element['slack_file']),
    'needs either image_url or slack_file',
  ),
)

const lengthsFit = rule(
  element => Number(element['min_length'] ?? 0) <= Number(element['max_length'] ?? 3000),
  'min_length must not exceed max_length',
)

const respondable = {
  response_url_enabled: optional(flag),
  default_to_current_conversation: optional(flag),
  filter: optional(anything),
}

const elements: Record<string, Check> = {
  button: shape({
    action_id: id,
    confirm,
    text: required(plain(75)),
    value: optional(text(2000)),
    url: optional(text(3000)),
    style: optional(oneOf('primary', 'danger')),
    accessibility_label: optional(text(75)),
  }),
  static_select: staticMenu({ initial_option: optional(plainOption) }),
  multi_static_select: staticMenu({
    ...several,
    initial_options: optional(list(plainOption, 100)),
  }),
  external_select: menu({
    initial_option: optional(plainOption),
    min_query_length: optional(number(0, 1000)),
  }),
  multi_external_select: menu({
    ...several,
    initial_options: optional(list(plainOption, 100)),
    min_query_length: optional(number(0, 1000)),
  }),
  users_select: menu({ initial_user: optional(text(255)) }),
  multi_users_select: menu({ ...several, initial_users: optional(anything) }),
  conversations_select: menu({ ...respondable, initial_conversation: optional(text(255)) }),
  multi_conversations_select: menu({
    ...several,
    ...respondable,
    initial_conversations: optional(anything),
  }),
  channels_select: menu({
    initial_channel: optional(text(255)),
    response_url_enabled: optional(flag),
  }),
  multi_channels_select: menu({ ...several, initial_channels: optional(anything) }),
  overflow: shape({ action_id: id, confirm, options: required(list(plainOption, 5)) }),
  radio_buttons: choices({ initial_option: optional(richOption) }),
  checkboxes: choices({ initial_options: optional(list(richOption, 10)) }),
  datepicker: menu({ initial_date: optional(text(10, 10)) }),
  timepicker: menu({ initial_time: optional(text(5, 5)), timezone: optional(text(100)) }),
  datetimepicker: shape({ ...base, initial_date_time: optional(number(1e9, 1e10)) }),
  plain_text_input: all(
    shape({
      ...dispatch,
      initial_value: optional(text(3000, 0)),
      multiline: optional(flag),
      min_length: optional(number(0, 3000)),
      max_length: optional(number(1, 3000)),
    }),
    lengthsFit,
  ),
  number_input: shape({
    ...dispatch,
    is_decimal_allowed: required(flag),
    initial_value: optional(text(255)),
    min_value: optional(text(255)),
    max_value: optional(text(255)),
  }),
  email_text_input: shape({ ...dispatch, initial_value: optional(text(3000)) }),
  url_text_input: shape({ ...dispatch, initial_value: optional(text(3000)) }),
  rich_text_input: shape({ ...dispatch, initial_value: optional(anything) }),
  file_input: shape({
    action_id: id,
    filetypes: optional(list(text(20), 100)),
    max_files: optional(number(1, 10)),
  }),
  feedback_buttons: shape({
    action_id: id,
    positive_button: required(feedbackButton),
    negative_button: required(feedbackButton),
  }),
  icon_button: shape({
    action_id: id,
    confirm,
    icon: required(text(100)),
    text: required(plain(75)),
    accessibility_label: optional(text(75)),
    value: optional(text(2000)),
    visible_to_user_ids: optional(list(text(30), 100)),
  }),
  image,
  plain_text: plain(3000),
  mrkdwn: mrkdwn(3000),
}

// Only the elements that the surrounding block may hold.
export const elementOf = (...types: readonly string[]): Check => {
  const table = Object.fromEntries(
    Object.entries(elements).filter(([type]) => types.includes(type)),
  )
  return byType(() => table)
}
