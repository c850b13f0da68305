import type { Block, Button, Card, FileBlock, MenuBlock, TableBlock } from '../../src/ui/card.ts'
import type { Chart } from '../../src/ui/chart.ts'
import type { Form, FormField, FormSection } from '../../src/ui/form.ts'

/** What is too long, doubled or missing, by the lengths that `src/ui` documents. Empty when all is well. */
export type Problems = readonly string[]

const LABEL = 75

const tooLong = (what: string, text: string | undefined, most: number): Problems =>
  text !== undefined && text.length > most
    ? [`${what} has ${text.length} of ${most} characters: ${text}`]
    : []

const missing = (what: string, text: string): Problems =>
  text.trim() === '' ? [`${what} is empty`] : []

const doubled = (what: string, values: readonly string[]): Problems =>
  new Set(values).size < values.length ? [`${what} has the same value twice`] : []

export const problemsOfCard = ({ blocks }: Card): Problems => [
  ...(blocks.length === 0 ? ['a card has no blocks'] : []),
  ...blocks.flatMap(problemsOfBlock),
]

function problemsOfBlock(block: Block): Problems {
  switch (block.kind) {
    case 'text':
    case 'note':
      return missing(block.kind, block.markdown)
    case 'facts':
      return block.facts.flatMap(({ label, value }) => [
        ...missing('a label of facts', label),
        ...missing(`the fact ${label}`, value),
      ])
    case 'table':
      return problemsOfTable(block)
    case 'rows':
      return [
        ...(block.rows.length === 0 ? ['rows are empty'] : []),
        ...block.rows.flatMap(({ markdown, button }) => [
          ...missing('a row', markdown),
          ...(button ? problemsOfButton(button) : []),
        ]),
      ]
    case 'buttons':
      return [
        ...(block.buttons.length === 0 ? ['buttons are empty'] : []),
        ...block.buttons.flatMap(problemsOfButton),
      ]
    case 'menu':
      return problemsOfMenu(block)
    case 'chart':
      return problemsOfChart(block.chart)
    case 'file':
      return problemsOfFile(block)
    default:
      return block satisfies never
  }
}

const problemsOfButton = ({ label, value, action }: Button): Problems => [
  ...missing('a button', label),
  ...missing(`the action of ${label}`, action),
  ...tooLong('a button', label, LABEL),
  ...tooLong(`the value of ${label}`, value, LABEL),
]

const problemsOfTable = ({ columns, rows }: TableBlock): Problems => [
  ...(columns.length > 3 ? [`a table has ${columns.length} columns`] : []),
  ...(rows.some(row => row.length !== columns.length) ? ['a table is ragged'] : []),
]

const problemsOfChart = ({ title, labels, summary, series }: Chart): Problems => [
  ...missing('the title of a chart', title),
  ...tooLong('the title of a chart', title, 80),
  ...missing(`the summary of ${title}`, summary),
  ...(labels.length < 1 || labels.length > 60 ? [`${title} has ${labels.length} labels`] : []),
  ...(series.length < 1 || series.length > 8 ? [`${title} has ${series.length} series`] : []),
  ...series.flatMap(({ name, values }) => [
    ...missing(`a series of ${title}`, name),
    ...(values.length === labels.length ? [] : [`${name} has ${values.length} values`]),
    ...(values.some(value => value < 0) ? [`${name} has a negative value`] : []),
  ]),
]

const problemsOfFile = ({ name, content, alt }: FileBlock): Problems => [
  ...(/^[^/\\]+\.[a-z]+$/.test(name) ? [] : [`“${name}” is no name of a file`]),
  ...tooLong('the name of a file', name, 80),
  ...missing(`what is in ${name}`, alt),
  ...missing(`the file ${name}`, content),
  ...(Buffer.byteLength(content) > 8 * 1024 * 1024 ? [`${name} is larger than 8 MB`] : []),
]

const problemsOfMenu = ({ placeholder, value, options, multiple }: MenuBlock): Problems => [
  ...(options.length === 0 ? [`the menu ${placeholder} is empty`] : []),
  ...(options.length > 25 ? [`the menu ${placeholder} has ${options.length} options`] : []),
  ...missing('a placeholder', placeholder),
  ...tooLong('a placeholder', placeholder, LABEL),
  ...tooLong(`the value of ${placeholder}`, value, 60),
  ...doubled(
    placeholder,
    options.map(option => option.value),
  ),
  ...(!multiple && options.filter(({ selected }) => selected).length > 1
    ? [`the menu ${placeholder} has two chosen options`]
    : []),
  ...options.flatMap(problemsOfChoice),
]

const problemsOfChoice = (choice: {
  readonly label: string
  readonly value: string
  readonly detail?: string
}): Problems => [
  ...missing('a choice', choice.label),
  ...missing(`the value of ${choice.label}`, choice.value),
  ...tooLong('a choice', choice.label, LABEL),
  ...tooLong(`the value of ${choice.label}`, choice.value, LABEL),
  ...tooLong(`the detail of ${choice.label}`, choice.detail, LABEL),
]

export interface DialogLimits {
  readonly fields: number
  readonly choices: number
}

export const problemsOfForm = (form: Form, { fields: most, choices }: DialogLimits): Problems => {
  const fields = form.sections.flatMap(section => section.fields)
  return [
    ...(fields.length === 0 ? ['a form has no fields'] : []),
    ...(fields.length > most ? [`a form has ${fields.length} fields, ${most} fit`] : []),
    ...tooLong('a title', form.title, 24),
    ...tooLong('a state', form.state, 60),
    ...tooLong('a submit label', form.submitLabel, 24),
    ...doubled(
      form.id,
      fields.map(({ id }) => id),
    ),
    ...form.sections.flatMap(problemsOfSection),
    ...fields.flatMap(field => problemsOfField(field, choices)),
  ]
}

const problemsOfSection = ({ title, fields }: FormSection): Problems => [
  ...missing('the title of a section', title),
  ...(fields.length > 5 ? [`the section ${title} has ${fields.length} fields`] : []),
]

function problemsOfField(field: FormField, mostChoices: number): Problems {
  const head = [
    ...missing('a label', field.label),
    ...tooLong('a label', field.label, 45),
    ...tooLong(`the hint of ${field.label}`, field.hint, 100),
  ]
  if (field.kind === 'pick') return head
  if (field.kind === 'text') {
    return [
      ...head,
      ...(field.maxLength > 3000 ? [`${field.label} takes ${field.maxLength} characters`] : []),
      ...tooLong(`what is in ${field.label}`, field.initial, field.maxLength),
    ]
  }
  const values = field.choices.map(({ value }) => value)
  const most = Math.min(100, mostChoices)
  return [
    ...head,
    ...(values.length === 0 ? [`${field.label} has no choices`] : []),
    ...(values.length > most ? [`${field.label} has ${values.length} choices, ${most} fit`] : []),
    ...doubled(field.label, values),
    ...(!field.multiple && field.initial.length > 1 ? [`${field.label} has two answers`] : []),
    ...field.initial
      .filter(value => !values.includes(value))
      .map(value => `${field.label} starts with ${value}, which is no choice`),
    ...field.choices.flatMap(problemsOfChoice),
  ]
}
