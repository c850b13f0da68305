import { type Button, buttons, type Card, card, note, text } from '../ui/card.ts'
import type { ChoiceField, Form, FormField, FormSection, FormValues } from '../ui/form.ts'

/** How much one dialog of a platform takes. */
export interface DialogLimits {
  readonly fields: number
  readonly choices: number
}

const PART = '#'

export function fits(form: Form, limits: DialogLimits): boolean {
  const fields = form.sections.flatMap(section => section.fields)
  return (
    fields.length <= limits.fields &&
    fields.every(field => field.kind !== 'choice' || field.choices.length <= limits.choices)
  )
}

/** The same questions in sections that each fit; a field with too many choices becomes several. */
export function fitSections(form: Form, limits: DialogLimits): readonly FormSection[] {
  return form.sections.flatMap(section => {
    const fields = section.fields.flatMap(field => cutField(field, limits.choices))
    const pages = chunks(fields, limits.fields)
    return pages.map((page, index) => ({
      id: pages.length > 1 ? `${section.id}${PART}${index}` : section.id,
      title: pages.length > 1 ? `${section.title} (${index + 1}/${pages.length})` : section.title,
      fields: page,
    }))
  })
}

function cutField(field: FormField, most: number): readonly FormField[] {
  if (field.kind !== 'choice' || field.choices.length <= most) return [field]
  const parts = chunks(field.choices, most)
  return parts.map((choices, index) => ({
    ...field,
    id: `${field.id}${PART}${index}`,
    label: numbered(field.label, index + 1, parts.length),
    required: false,
    choices,
    initial: field.initial.filter(value => choices.some(choice => choice.value === value)),
  }))
}

const LABEL_LENGTH = 45

function numbered(label: string, number: number, of: number): string {
  const suffix = ` (${number}/${of})`
  return `${label.slice(0, LABEL_LENGTH - suffix.length)}${suffix}`
}

const chunks = <T>(list: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  )

/** Parts of a cut field back together: what was not shown stays as it was. */
export function joinValues(form: Form, limits: DialogLimits, values: FormValues): FormValues {
  const joined: Record<string, readonly string[]> = {}
  const fields = form.sections.flatMap(section => section.fields)
  for (const [id, chosen] of Object.entries(values)) {
    const [whole = id, part] = id.split(PART)
    const field = fields.find(candidate => candidate.id === whole)
    if (part === undefined || field?.kind !== 'choice') joined[id] = chosen
    else
      joined[whole] = joinPart(field, joined[whole] ?? field.initial, Number(part), chosen, limits)
  }
  return joined
}

function joinPart(
  field: ChoiceField,
  sofar: readonly string[],
  part: number,
  chosen: readonly string[],
  { choices: size }: DialogLimits,
): readonly string[] {
  const shown = field.choices.slice(part * size, (part + 1) * size).map(({ value }) => value)
  const joined = [...sofar.filter(value => !shown.includes(value)), ...chosen]
  if (field.multiple) return joined
  // each part has its own choice: the one that was not there before is meant
  return joined
    .filter(value => !field.initial.includes(value))
    .slice(0, 1)
    .concat(joined)
    .slice(0, 1)
}

/** A form that is too large for the platform, as a card with one button per section. */
export function sectionsCard(form: Form, limits: DialogLimits): Card {
  const list: Button[] = fitSections(form, limits).map(({ id, title }) => ({
    label: title,
    action: 'form.section',
    value: [form.id, id, form.state].join('|'),
  }))
  return card(text(`**${form.title}**`), note('Each part is saved on its own.'), buttons(...list))
}

export const readSectionValue = (value: string) => {
  const [form = '', section = '', state = ''] = value.split('|')
  return { form, section, state }
}
