import type { Place } from '../../src/ports/chat.ts'
import type { ChoiceField, FieldChoice, Form, FormField, PickField } from '../../src/ui/form.ts'
import type { Json } from './json.ts'
import { cut, limits } from './limits.ts'
import { groupsOf, plain, toOption } from './render-blocks.ts'

/** What travels with a form, because Slack does not say where it was opened. */
interface FormMetadata {
  readonly state: string
  readonly place: Place
}

/** Details and then choices are left out until the view is small enough for Slack. */
const budgets: readonly Budget[] = [
  { choices: 10_000, details: true },
  { choices: 10_000, details: false },
  ...[100, 50, 25, 10, 3].map(choices => ({ choices, details: false })),
]

interface Budget {
  readonly choices: number
  readonly details: boolean
}

export function toModal(form: Form, place: Place): Json {
  const metadata: FormMetadata = { state: form.state, place }
  const view = (budget: Budget): Json => ({
    type: 'modal',
    callback_id: form.id.slice(0, limits.id),
    private_metadata: JSON.stringify(metadata).slice(0, limits.metadata),
    title: plain(form.title, limits.viewTitle),
    submit: plain(form.submitLabel, limits.viewTitle),
    close: plain('Cancel', limits.viewTitle),
    blocks: toBlocks(form, budget),
  })
  const views = budgets.map(budget => () => view(budget))
  return firstFitting(views)
}

function firstFitting(views: readonly (() => Json)[]): Json {
  let last: Json = {}
  for (const make of views) {
    last = make()
    if (Buffer.byteLength(JSON.stringify(last)) <= limits.viewBytes) break
  }
  return last
}

function toBlocks(form: Form, budget: Budget): readonly Json[] {
  const sections = form.sections.filter(section => section.fields.length > 0)
  const count = sections.reduce((sum, section) => sum + section.fields.length, 0)
  const withHeaders = count + sections.length <= limits.viewBlocks
  const blocks = sections.flatMap(section => [
    ...(withHeaders && section.title.trim() !== ''
      ? [{ type: 'header', text: plain(section.title, limits.headerText) }]
      : []),
    ...section.fields.map(field => toField(field, budget)),
  ])
  return blocks.length > 0 ? blocks.slice(0, limits.viewBlocks) : [remark('There is nothing here.')]
}

const remark = (text: string): Json => ({
  type: 'context',
  elements: [{ type: 'plain_text', text: cut(text, limits.contextText) }],
})

function toField(field: FormField, budget: Budget): Json {
  switch (field.kind) {
    case 'text':
      return input(field, {
        type: 'plain_text_input',
        multiline: field.multiline,
        max_length: Math.max(1, Math.min(field.maxLength, limits.inputLength)),
        ...(field.initial && {
          initial_value: field.initial.slice(0, Math.min(field.maxLength, limits.inputLength)),
        }),
      })
    case 'choice':
      return toChoices(field, budget)
    case 'pick':
      return input(field, toPicker(field))
    default:
      return field satisfies never
  }
}

/** The hint at most doubles: it also says what was left out. */
function input(field: FormField, element: Json, addition = ''): Json {
  const hint = [field.hint ?? '', addition].filter(text => text.trim() !== '').join(' ')
  return {
    type: 'input',
    block_id: field.id.slice(0, limits.id),
    label: plain(field.label, limits.inputLabel),
    optional: !field.required,
    element: { ...element, action_id: 'value' },
    ...(hint !== '' && { hint: plain(hint, limits.inputLabel) }),
  }
}

function toChoices(field: ChoiceField, budget: Budget): Json {
  const usable = field.choices.filter(one => one.value !== '' && one.value.length <= 75)
  const shown = withInitial(usable, field.initial, budget.choices)
  if (shown.length === 0) return remark(`${field.label}: nothing to choose from`)
  const options = shown.map(choice => toOption(budget.details ? choice : withoutDetail(choice)))
  const left = field.choices.length - shown.length
  const addition = left > 0 ? `${left} more do not fit here; the command takes them as typed.` : ''
  const element = {
    type: field.multiple ? 'multi_static_select' : 'static_select',
    ...inGroups(options),
    ...initialChoices(field, options),
  }
  return input(field, element, addition)
}

/** What is chosen already stays among the choices, however many have to go. */
function withInitial(
  choices: readonly FieldChoice[],
  initial: readonly string[],
  max: number,
): readonly FieldChoice[] {
  if (choices.length <= max) return choices
  const kept = new Set(choices.filter(one => initial.includes(one.value)).slice(0, max))
  for (const choice of choices) if (kept.size < max) kept.add(choice)
  return choices.filter(choice => kept.has(choice))
}

const withoutDetail = ({ label, value }: FieldChoice): FieldChoice => ({ label, value })

function inGroups(options: readonly Json[]): Json {
  if (options.length <= limits.options) return { options }
  const groups = groupsOf(options, limits.options).slice(0, limits.optionGroups)
  return {
    option_groups: groups.map((group, index) => {
      const first = index * limits.options + 1
      return { label: plain(`${first}–${first + group.length - 1}`, 75), options: group }
    }),
  }
}

function initialChoices(field: ChoiceField, options: readonly Json[]): Json {
  const chosen = options.filter(one => field.initial.includes(String(one['value'])))
  const [first] = chosen
  if (!first) return {}
  return field.multiple ? { initial_options: chosen.slice(0, 100) } : { initial_option: first }
}

/** Slack has no menu of user groups: their handle or id is typed. */
function toPicker(field: PickField): Json {
  const { initial } = field
  const [first] = initial
  if (field.of === 'groups') {
    const value = initial.join(' ').slice(0, limits.inputLength)
    const placeholder = plain('@handle or id of a user group', limits.placeholder)
    return { type: 'plain_text_input', placeholder, ...(value && { initial_value: value }) }
  }
  const noun = field.of === 'members' ? 'user' : 'conversation'
  const filter = noun === 'conversation' && { filter: { include: ['public', 'private'] } }
  const type = `${field.multiple ? 'multi_' : ''}${noun}s_select`
  if (first === undefined) return { type, ...filter }
  const chosen = field.multiple ? { [`initial_${noun}s`]: initial } : { [`initial_${noun}`]: first }
  return { type, ...filter, ...chosen }
}
