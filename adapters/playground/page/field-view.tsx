import { useId } from 'preact/hooks'
import type { FieldChoice, FormField, PickField, TextField } from '../../../src/ui/form.ts'
import { ManyChoices } from './many-choices.tsx'
import { world } from './state.ts'

export interface FieldParts {
  readonly field: FormField
  readonly values: readonly string[]
  readonly error: string | undefined
  change(values: readonly string[]): void
}

/** One question, with its hint and what is wrong with the answer. */
export function FieldView({ field, values, error, change }: FieldParts) {
  const id = useId()
  const described = [field.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  const control = {
    id,
    'aria-describedby': described || undefined,
    'aria-invalid': error !== undefined,
    'aria-required': field.required,
  }
  return (
    <div class="field-row">
      <label for={id} id={`${id}-label`}>
        {field.label}
        {!field.required && <span class="faint"> Optional</span>}
      </label>
      {field.hint && (
        <p id={`${id}-hint`} class="field-hint">
          {field.hint}
        </p>
      )}
      {field.kind === 'text' ? (
        <TextInput field={field} value={values[0] ?? ''} control={control} change={change} />
      ) : (
        <ChoiceInput
          choices={field.kind === 'choice' ? field.choices : pickChoices(field)}
          field={field}
          values={values}
          control={control}
          change={change}
        />
      )}
      {error && (
        <p id={`${id}-error`} class="field-error">
          {error}
        </p>
      )}
    </div>
  )
}

export interface Control {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': boolean
  readonly 'aria-required': boolean
}

interface TextParts {
  readonly field: TextField
  readonly value: string
  readonly control: Control
  change(values: readonly string[]): void
}

function TextInput({ field, value, control, change }: TextParts) {
  const shared = {
    ...control,
    class: 'field',
    value,
    maxLength: field.maxLength,
    onInput: (event: { currentTarget: { value: string } }) => {
      const text = event.currentTarget.value
      change(text === '' ? [] : [text])
    },
  }
  if (field.secret) return <input {...shared} type="password" autocomplete="off" />
  return field.multiline ? <textarea {...shared} rows={4} /> : <input {...shared} type="text" />
}

interface ChoiceParts {
  readonly field: Exclude<FormField, TextField>
  readonly choices: readonly FieldChoice[]
  readonly values: readonly string[]
  readonly control: Control
  change(values: readonly string[]): void
}

function ChoiceInput({ field, choices, values, control, change }: ChoiceParts) {
  if (field.multiple) {
    return <ManyChoices {...{ choices, values, control, change }} label={field.label} />
  }
  const isShort = choices.length <= 5 && choices.some(({ detail }) => detail)
  if (isShort)
    return <FewChoices {...{ choices, values, control, change }} isRequired={field.required} />
  return (
    <select
      {...control}
      class="field"
      value={values[0] ?? ''}
      onChange={event => {
        const { value } = event.currentTarget
        change(value === '' ? [] : [value])
      }}
    >
      {(!field.required || values.length === 0) && (
        <option value="">{field.required ? 'Choose…' : '–'}</option>
      )}
      {choices.map(({ label, value, detail }) => (
        <option value={value}>{detail ? `${label} · ${detail}` : label}</option>
      ))}
    </select>
  )
}

interface FewParts extends Omit<ChoiceParts, 'field'> {
  readonly isRequired: boolean
}

function FewChoices({ choices, values, control, change, isRequired }: FewParts) {
  return (
    <div {...control} role="radiogroup" aria-labelledby={`${control.id}-label`} class="choices">
      {choices.map(({ label, value, detail }) => (
        <label key={value} class="choice">
          <input
            type="radio"
            name={control.id}
            checked={values.includes(value)}
            onClick={() => change(!isRequired && values.includes(value) ? [] : [value])}
          />
          <span>
            {label}
            {detail && <small>{detail}</small>}
          </span>
        </label>
      ))}
    </div>
  )
}

const roles = { admin: 'Admin', member: 'Member', guest: 'Guest', bot: '' } as const

function pickChoices(field: PickField): FieldChoice[] {
  const now = world.get()
  if (now === undefined) return []
  if (field.of === 'members') {
    return now.people.map(({ id, name, role }) => ({ value: id, label: name, detail: roles[role] }))
  }
  if (field.of === 'channels') {
    return now.channels.map(({ id, name, topic }) => ({
      value: id,
      label: `#${name}`,
      detail: topic,
    }))
  }
  return now.groups.map(({ id, name }) => ({ value: id, label: name }))
}
