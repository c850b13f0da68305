import { asJson, asList, asText, isGiven, isJson, type Json, textOf } from './json.ts'
import type { Message, View, World } from './world.ts'

const inline = (element: Json): string => {
  const type = asText(element['type'])
  if (type === 'user') return `<@${asText(element['user_id'])}>`
  if (type === 'channel') return `<#${asText(element['channel_id'])}>`
  if (type === 'emoji') return `:${asText(element['name'])}:`
  if (type === 'link') return asText(element['text']) || asText(element['url'])
  if (type === 'broadcast') return `@${asText(element['range'])}`
  if (Array.isArray(element['elements'])) return richText(element)
  return asText(element['text'])
}

const richText = (value: Json): string => {
  const parts = asList(value['elements']).map(inline)
  const type = asText(value['type'])
  if (type === 'rich_text_list') return parts.map(part => `• ${part}`).join('\n')
  return parts.join(type === 'rich_text' ? '\n' : '')
}

const cell = (value: Json): string =>
  value['type'] === 'rich_text' ? richText(value) : asText(value['text'])

const table = (value: Json): string =>
  (Array.isArray(value['rows']) ? value['rows'] : [])
    .map(row => asList(row).map(cell).join(' | '))
    .join('\n')

const element = (value: Json): string => {
  const type = asText(value['type'])
  if (type === 'image') return `(image: ${asText(value['alt_text'])})`
  if (type === 'mrkdwn' || type === 'plain_text') return asText(value['text'])
  if (type === 'button' || type === 'icon_button') return `[${textOf(value['text'])}]`
  if (type === 'feedback_buttons')
    return ['positive_button', 'negative_button']
      .map(side => `[${textOf(asJson(value[side])['text'])}]`)
      .join(' ')
  const chosen = value['initial_option']
  return `{${isGiven(chosen) ? textOf(asJson(chosen)['text']) : textOf(value['placeholder']) || type}}`
}

const section = (block: Json): string =>
  [
    textOf(block['text']),
    ...asList(block['fields']).map(textOf),
    ...(isJson(block['accessory']) ? [element(block['accessory'])] : []),
  ]
    .filter(part => part !== '')
    .join('\n')

const chart = (block: Json): string => {
  const { segments, series } = asJson(block['chart'])
  const points = (one: Json) =>
    asList(one['data'])
      .map(point => `${asText(point['label'])} ${asText(point['value'])}`)
      .join(', ')
  const lines = asList(series).map(one => `${asText(one['name'])}: ${points(one)}`)
  return [asText(block['title']), ...lines, points({ data: segments })].filter(Boolean).join('\n')
}

const card = (block: Json): string =>
  [
    ...['title', 'subtitle', 'body'].map(key => textOf(block[key])),
    asList(block['actions']).map(element).join(' '),
  ]
    .filter(part => part !== '')
    .join('\n')

const renderers: Record<string, (block: Json) => string> = {
  section,
  header: block => textOf(block['text']),
  divider: () => '---',
  context: block => asList(block['elements']).map(element).join(' '),
  actions: block => asList(block['elements']).map(element).join(' '),
  context_actions: block => asList(block['elements']).map(element).join(' '),
  input: block =>
    `${textOf(block['label'])}: ${element(asJson(block['element']))}${isGiven(block['hint']) ? ` (${textOf(block['hint'])})` : ''}`,
  image: block => `(image: ${asText(block['alt_text'])})`,
  markdown: block => asText(block['text']),
  rich_text: richText,
  table,
  data_table: block => `${asText(block['caption'])}\n${table(block)}`,
  data_visualization: chart,
  alert: block => textOf(block['text']),
  card,
  carousel: block => asList(block['elements']).map(card).join('\n'),
  container: block =>
    [textOf(block['title']), textOf(block['subtitle']), renderBlocks(asList(block['child_blocks']))]
      .filter(part => part !== '')
      .join('\n'),
  task_card: block => `${asText(block['title'])} (${asText(block['status'])})`,
  plan: block => asText(block['title']),
  video: block => textOf(block['title']),
}

const renderBlocks = (blocks: readonly Json[]): string =>
  blocks
    .map(block => renderers[asText(block['type'])]?.(block) ?? '')
    .filter(part => part !== '')
    .join('\n')

const tasksOf = (message: Message): string[] => {
  if (!message.stream) return []
  const tasks = [...message.stream.tasks.values()]
  return [
    message.stream.planTitle,
    ...tasks.map(task => `${asText(task['title'])} (${asText(task['status'])})`),
  ]
}

// What a person reads. Blocks hide the text of a message, except where it was streamed.
export const renderMessage = (world: World, message: Message): string => {
  const isPerson = message.user !== world.options.botUserId
  const showsText = isPerson || message.blocks.length === 0 || message.stream !== undefined
  const files = message.files.map(id => `(file: ${world.files.get(id)?.name ?? id})`)
  const attached = message.attachments.map(
    one => asText(one['text']) || renderBlocks(asList(one['blocks'])) || asText(one['fallback']),
  )
  return [
    ...tasksOf(message),
    showsText ? message.text : '',
    isPerson ? '' : renderBlocks(message.blocks),
    ...attached,
    ...files,
  ]
    .filter(part => part !== '')
    .join('\n')
}

export const renderView = (view: View): string => {
  const close = view.content['close'] ? textOf(view.content['close']) : 'Cancel'
  const buttons = isJson(view.content['submit'])
    ? `[${close}] [${textOf(view.content['submit'])}]`
    : `[${close}]`
  const title = textOf(view.content['title'])
  const isModal = view.content['type'] === 'modal'
  return [title, renderBlocks(view.blocks), isModal ? buttons : ''].filter(Boolean).join('\n')
}
