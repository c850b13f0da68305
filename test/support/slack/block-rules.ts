import { elementOf, image } from './check-elements.ts'
import { block, dataBlocks, richText, taskCard } from './data-blocks.ts'
import { isGiven } from './json.ts'
import {
  all,
  anyText,
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
  text,
} from './schema.ts'

const menus = ['static_select', 'external_select', 'users_select', 'conversations_select']
const allMenus = [...menus, 'channels_select'].flatMap(type => [type, `multi_${type}`])
const choosing = [...allMenus, 'radio_buttons', 'checkboxes', 'datepicker', 'timepicker']
const typing = ['plain_text_input', 'number_input', 'email_text_input', 'url_text_input']

const accessory = elementOf('button', 'overflow', 'image', ...choosing)
const action = elementOf('button', 'overflow', 'datetimepicker', 'rich_text_input', ...choosing)
const input = elementOf('datetimepicker', 'rich_text_input', 'file_input', ...typing, ...choosing)

const card = all(
  block({
    hero_image: optional(image),
    icon: optional(image),
    title: optional(mrkdwn(150)),
    subtitle: optional(mrkdwn(150)),
    body: optional(mrkdwn(200)),
    actions: optional(list(elementOf('button'), 3)),
  }),
  rule(
    value => ['hero_image', 'title', 'actions', 'body'].some(key => isGiven(value[key])),
    'needs a hero_image, title, actions or body',
  ),
)

export const blocks: Record<string, Check> = {
  section: all(
    block({
      text: optional(anyText(3000)),
      fields: optional(list(anyText(2000), 10)),
      accessory: optional(accessory),
      expand: optional(flag),
    }),
    rule(value => isGiven(value['text']) || isGiven(value['fields']), 'needs text or fields'),
  ),
  header: block({ text: required(plain(150)), level: optional(number(1, 4)) }),
  divider: block({}),
  context: block({ elements: required(list(elementOf('image', 'plain_text', 'mrkdwn'), 10)) }),
  actions: block({ elements: required(list(action, 25)) }),
  context_actions: block({
    elements: required(list(elementOf('feedback_buttons', 'icon_button'), 5)),
  }),
  input: block({
    label: required(plain(2000)),
    hint: optional(plain(2000)),
    optional: optional(flag),
    dispatch_action: optional(flag),
    element: required(input),
  }),
  image: all(
    block({
      alt_text: required(text(2000)),
      title: optional(plain(2000)),
      image_url: optional(text(3000)),
      slack_file: optional(anything),
    }),
    rule(value => isGiven(value['image_url']) !== isGiven(value['slack_file']), 'needs one source'),
  ),
  markdown: block({ text: required(text(12_000)) }),
  rich_text: richText,
  ...dataBlocks,
  alert: block({
    text: required(anyText(200)),
    level: optional(oneOf('default', 'info', 'warning', 'error', 'success')),
  }),
  card,
  carousel: block({
    elements: required(
      list(
        byType(() => ({ card })),
        10,
      ),
    ),
  }),
  container: block({
    title: optional(plain(150)),
    rich_text_title: optional(richText),
    subtitle: optional(anyText(150)),
    child_blocks: required(
      list(
        byType(() => childBlocks),
        10,
      ),
    ),
    width: optional(oneOf('narrow', 'standard', 'wide', 'full')),
    icon: optional(image),
    is_collapsible: optional(flag),
    default_collapsed: optional(flag),
    has_header_divider: optional(flag),
  }),
  task_card: taskCard,
  plan: block({ title: required(text(255)), tasks: optional(list(anything, 50)) }),
  file: block({ source: required(text(50)), external_id: required(text(255)) }),
  video: block({
    video_url: required(text(3000)),
    thumbnail_url: required(text(3000)),
    alt_text: required(text(2000)),
    title: required(plain(199)),
    title_url: optional(text(3000)),
    author_name: optional(text(49)),
    provider_name: optional(text(100)),
    provider_icon_url: optional(text(3000)),
    description: optional(plain(200)),
  }),
}

const childTypes =
  'actions context divider file header image input rich_text section table video'.split(' ')
const childBlocks = Object.fromEntries(
  Object.entries(blocks).filter(([type]) => childTypes.includes(type)),
)
