import type { Component, Json, Modal, User } from './entities.ts'
import { type Handle, toHandle } from './handle.ts'
import { startInteraction } from './interactions.ts'
import { toMessage } from './message-payload.ts'
import { checkAmount, optionValue, pickValues } from './pressing.ts'
import { createResolver, type Resolver } from './resolved.ts'
import { type GivenFile, toAttachment } from './saying.ts'
import type { World } from './world.ts'

type HasId = { readonly id: string }
type Pick = string | HasId
/** A text; option labels or values; people, roles, channels; yes/no; files. */
type FieldValue = boolean | Pick | readonly Pick[] | readonly GivenFile[]
type FieldValues = Readonly<Record<string, FieldValue>>

export interface Submitting {
  /** Fills the fields by custom id or label (the rest keep what they show) and submits. */
  submit(user: User, modal: Modal, values: FieldValues): Handle
}

interface Field {
  readonly component: Component
  readonly label: string
  readonly value: FieldValue | undefined
}

const list = (value: FieldValue | undefined): readonly (Pick | GivenFile)[] => {
  if (value === undefined || value === '' || typeof value === 'boolean') return []
  return Array.isArray(value) ? value : [value as Pick]
}

function readText({ component, label, value }: Field): Json {
  const text = value === undefined ? (component.value ?? '') : value
  if (typeof text !== 'string') throw new Error(`"${label}" is a text`)
  if (text === '' && component.required !== false) throw new Error(`"${label}" is required`)
  const { min_length: min = 0, max_length: max = 4000 } = component
  if (text !== '' && (text.length < min || text.length > max))
    throw new Error(`"${label}" has ${text.length} characters, not ${min}–${max}`)
  return { value: text }
}

function preset(component: Component): readonly string[] {
  const chosen = (component.options ?? []).filter(option => option.default)
  return [
    ...chosen.map(({ value }) => value),
    ...(component.default_values ?? []).map(({ id }) => id),
  ]
}

function checkChosen({ component, label }: Field, amount: number): void {
  const isRequired = component.required !== false
  if (amount === 0 && isRequired && component.min_values !== 0)
    throw new Error(`"${label}" is required`)
  const max = component.type === 22 ? component.options?.length : 1
  if (amount > 0)
    checkAmount({ ...component, max_values: component.max_values ?? max ?? 1 }, amount)
}

function readSelect(field: Field, resolver: Resolver): Json {
  const { component, value } = field
  const picks = value === undefined ? preset(component) : (list(value) as readonly Pick[])
  checkChosen(field, picks.length)
  return { values: pickValues(component, picks, resolver) }
}

function readBoxes(field: Field): Json {
  const { component, value } = field
  const picks = value === undefined ? preset(component) : (list(value) as readonly Pick[])
  checkChosen(field, picks.length)
  return { values: picks.map(pick => optionValue(component, pick)) }
}

function readRadio({ component, label, value }: Field): Json {
  const pick = value === undefined ? preset(component)[0] : (list(value)[0] as Pick | undefined)
  if (pick === undefined && component.required !== false) throw new Error(`"${label}" is required`)
  return { value: pick === undefined ? null : optionValue(component, pick) }
}

function readFiles(field: Field, resolver: Resolver): Json {
  const files = list(field.value) as readonly GivenFile[]
  checkChosen(field, files.length)
  const attachments = files.map(toAttachment)
  for (const attachment of attachments) resolver.attachment(attachment)
  return { values: attachments.map(({ id }) => id) }
}

function readField(field: Field, resolver: Resolver): Json {
  const { component, value } = field
  if (component.type === 4) return readText(field)
  if (component.type === 19) return readFiles(field, resolver)
  if (component.type === 21) return readRadio(field)
  if (component.type === 22) return readBoxes(field)
  if (component.type === 23)
    return { value: value === undefined ? component.default === true : value === true }
  return readSelect(field, resolver)
}

/** Every field with the label it stands under. */
function fieldsOf(components: readonly Component[]): { component: Component; label: string }[] {
  return components.flatMap(component => {
    if (component.component)
      return [{ component: component.component, label: component.label ?? '' }]
    return (component.components ?? []).map(each => ({ component: each, label: each.label ?? '' }))
  })
}

function checkNames(modal: Modal, values: FieldValues): void {
  const fields = fieldsOf(modal.components)
  const known = fields.flatMap(({ component, label }) => [component.custom_id, label])
  const unknown = Object.keys(values).find(name => !known.includes(name))
  if (unknown === undefined) return
  const labels = fields.map(({ label, component }) => `${label} (${component.custom_id})`)
  throw new Error(`The form has no field "${unknown}"; there are: ${labels.join(', ')}`)
}

export function createSubmitting(world: World): Submitting {
  return {
    submit(user, modal, values) {
      if (modal.userId !== user.id) throw new Error(`The form is not open at ${user.name}'s`)
      checkNames(modal, values)
      const { channelId, messageId } = modal
      const resolver = createResolver(world, { channelId, userId: user.id })
      let id = 0
      const read = (component: Component, label: string): Json => {
        const value = values[component.custom_id ?? ''] ?? values[label]
        const { type, custom_id } = component
        id += 1
        return { type, id, custom_id, ...readField({ component, label, value }, resolver) }
      }
      const components = modal.components.map(
        ({ type, label = '', component, components: inner }) => {
          id += 1
          const top = { type, id }
          if (component) return { ...top, component: read(component, label) }
          return inner
            ? { ...top, components: inner.map(each => read(each, each.label ?? '')) }
            : top
        },
      )
      const resolved = resolver.toJson()
      const data = { custom_id: modal.customId, components, ...(resolved ? { resolved } : {}) }
      const message = world.messages.get(messageId ?? '')
      const source = message && { message, payload: toMessage(world, message) }
      const name = modal.title
      const given = {
        type: 5,
        userId: user.id,
        channelId,
        name,
        data,
        ...(source ? { source } : {}),
      }
      return toHandle(world, startInteraction(world, given))
    },
  }
}
