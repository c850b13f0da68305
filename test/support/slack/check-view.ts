import { checkBlocks } from './check-blocks.ts'
import { asJson, asList, asText, isJson, type Json } from './json.ts'
import { violate, violateWith } from './refusal.ts'
import {
  anything,
  type Check,
  flag,
  list,
  oneOf,
  optional,
  plain,
  problem,
  required,
  shape,
  text,
} from './schema.ts'

const common = {
  blocks: required(list(anything, 100)),
  private_metadata: optional(text(3000, 0)),
  callback_id: optional(text(255)),
  external_id: optional(text(255, 0)),
}

const modal = shape({
  ...common,
  title: required(plain(24)),
  submit: optional(plain(24)),
  close: optional(plain(24)),
  clear_on_close: optional(flag),
  notify_on_close: optional(flag),
  submit_disabled: optional(flag),
})

const checkShape: Check = (value, at) => {
  const type = asJson(value)['type']
  if (type === 'modal') return modal(value, at)
  return type === 'home' ? shape(common)(value, at) : oneOf('modal', 'home')(type, `${at}/type`)
}

const messageOnly = new Set([
  'table',
  'markdown',
  'context_actions',
  'task_card',
  'plan',
  'file',
  'data_table',
  'data_visualization',
])

const surfaceProblems = (blocks: readonly Json[]) =>
  blocks
    .filter(block => messageOnly.has(asText(block['type'])))
    .map(block => problem(`unsupported type in a view: ${asText(block['type'])}`, '/view/blocks'))

const submitProblems = (view: Json) => {
  const hasInput = asList(view['blocks']).some(block => block['type'] === 'input')
  return view['type'] === 'modal' && hasInput && !isJson(view['submit'])
    ? [problem('submit is required when an input block is in the view', '/view/submit')]
    : []
}

export const checkView = (value: unknown, kind: 'modal' | 'home') => {
  const view = asJson(value)
  const problems = [
    ...oneOf(kind)(view['type'], '/view/type'),
    ...checkShape(view, '/view'),
    ...checkBlocks(asList(view['blocks']), '/view/blocks'),
    ...surfaceProblems(asList(view['blocks'])),
    ...submitProblems(view),
  ]
  if (Buffer.byteLength(JSON.stringify(view)) > 250_000) violate('view_too_large')
  if (problems.length > 0) violateWith('invalid_arguments', problems)
}
