import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord.js'
import type { ChoiceField, Form, FormField, PickField, TextField } from '../../src/ui/form.ts'
import { toModalId } from './custom-id.ts'
import { cut, limits } from './limits.ts'

/** How many fields one dialog takes, and choices one field. */
export const dialog = { fields: 5, choices: limits.options } as const

/** A form of one section; larger ones are never opened (`dialog` says so). */
export function toDiscordModal(form: Form): APIModalInteractionResponseCallbackData {
  const fields = form.sections.flatMap(section => section.fields).slice(0, dialog.fields)
  return {
    custom_id: toModalId(form.id, form.state).slice(0, limits.customId),
    title: cut(form.title, limits.modalTitle),
    components: fields.map(toLabel),
  }
}

function toLabel(field: FormField): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: cut(field.label, limits.fieldLabel),
    ...(field.hint ? { description: cut(field.hint, limits.fieldHint) } : {}),
    component: toInput(field),
  }
}

function toInput(field: FormField): APIComponentInLabel {
  switch (field.kind) {
    case 'text':
      return toTextInput(field)
    case 'choice':
      return toStringSelect(field)
    case 'pick':
      return toPicker(field)
    default:
      return field satisfies never
  }
}

function toTextInput(field: TextField): APIComponentInLabel {
  const maxLength = Math.min(field.maxLength, limits.textInput)
  return {
    type: ComponentType.TextInput,
    custom_id: field.id,
    style: field.multiline ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required: field.required,
    max_length: maxLength,
    ...(field.initial ? { value: field.initial.slice(0, maxLength) } : {}),
  }
}

function amounts(field: ChoiceField | PickField, most: number) {
  return {
    required: field.required,
    min_values: field.required ? 1 : 0,
    max_values: field.multiple ? most : 1,
  }
}

function toStringSelect(field: ChoiceField): APIComponentInLabel {
  const choices = field.choices.slice(0, dialog.choices)
  const most = field.multiple ? choices.length : 1
  const offered = field.initial.filter(value => choices.some(choice => choice.value === value))
  const chosen = offered.slice(0, most)
  return {
    type: ComponentType.StringSelect,
    custom_id: field.id,
    ...amounts(field, choices.length),
    options: choices.map(({ label, value, detail }) => ({
      label: cut(label || '…', limits.optionText),
      value: value.slice(0, limits.optionText),
      ...(detail ? { description: cut(detail, limits.optionText) } : {}),
      ...(chosen.includes(value) ? { default: true } : {}),
    })),
  }
}

function toPicker(field: PickField): APIComponentInLabel {
  const head = { custom_id: field.id, ...amounts(field, dialog.choices) }
  const ids = field.initial.slice(0, head.max_values)
  const defaults = <T extends SelectMenuDefaultValueType>(type: T) =>
    ids.length > 0 ? { default_values: ids.map(id => ({ id, type })) } : {}
  switch (field.of) {
    case 'members':
      return {
        ...head,
        type: ComponentType.UserSelect,
        ...defaults(SelectMenuDefaultValueType.User),
      }
    case 'groups':
      return {
        ...head,
        type: ComponentType.RoleSelect,
        ...defaults(SelectMenuDefaultValueType.Role),
      }
    case 'channels':
      return {
        ...head,
        type: ComponentType.ChannelSelect,
        channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
        ...defaults(SelectMenuDefaultValueType.Channel),
      }
    default:
      return field.of satisfies never
  }
}
