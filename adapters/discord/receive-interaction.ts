import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIChatInputApplicationCommandInteraction,
  type APIInteraction,
  type APIMessageApplicationCommandInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  ApplicationCommandOptionType as OptionType,
} from 'discord.js'
import type {
  ActionPress,
  FormSubmission,
  Input,
  Invocation,
  Person,
  Place,
  SuggestionQuery,
} from '../../src/ports/chat.ts'
import { fromCustomId, fromModalId } from './custom-id.ts'
import { toGuildPlace } from './place.ts'
import { toPerson } from './receive.ts'

type Value = string | number | boolean

interface RawOption {
  readonly name: string
  readonly type: OptionType
  readonly value?: unknown
  readonly focused?: boolean
  readonly options?: readonly RawOption[]
}

export function actorOf(interaction: Pick<APIInteraction, 'member' | 'user'>): Person {
  const user = interaction.member?.user ?? interaction.user
  return user ? toPerson(user, interaction.member) : { id: '', name: '' }
}

/** Undefined in a DM, whose server the interaction does not say. */
export function guildPlaceOf({ guild_id, channel }: APIInteraction): Place | undefined {
  if (!guild_id || !channel) return undefined
  const parentId = 'parent_id' in channel ? channel.parent_id : undefined
  return toGuildPlace(guild_id, { id: channel.id, type: channel.type, parentId })
}

const isNested = ({ type }: RawOption): boolean =>
  type === OptionType.Subcommand || type === OptionType.SubcommandGroup

/** `models enable`, and the options of that subcommand. */
function unfold(data: { name: string; options?: readonly RawOption[] | undefined }): {
  path: string
  options: readonly RawOption[]
} {
  const nested = data.options?.find(isNested)
  if (!nested) return { path: data.name, options: data.options ?? [] }
  const inner = unfold(nested)
  return { path: `${data.name} ${inner.path}`, options: inner.options }
}

const isValue = (value: unknown): value is Value =>
  ['string', 'number', 'boolean'].includes(typeof value)

/** People and channels are their ids. */
function toInput(options: readonly RawOption[]): Input {
  const given = options.flatMap(({ name, value }) => (isValue(value) ? [[name, value]] : []))
  return { kind: 'values', values: Object.fromEntries(given) }
}

export function fromSlashCommand(
  interaction: APIChatInputApplicationCommandInteraction,
  place: Place,
): Invocation {
  const { path, options } = unfold(interaction.data)
  return {
    id: interaction.id,
    command: path,
    input: toInput(options),
    actor: actorOf(interaction),
    place,
  }
}

/** Runs on the thread of a message, even where it is still to be opened. */
export function fromContextMenu(
  interaction: APIMessageApplicationCommandInteraction,
  place: Place,
  paths: ReadonlyMap<string, string>,
): Invocation {
  const { name, target_id } = interaction.data
  return {
    id: interaction.id,
    command: paths.get(name) ?? name,
    input: { kind: 'values', values: {} },
    actor: actorOf(interaction),
    place: place.threadId === undefined ? { ...place, threadId: target_id } : place,
  }
}

/** Undefined for a control that is not ours. */
export function fromComponent(
  interaction: APIMessageComponentInteraction,
  place: Place,
): ActionPress | undefined {
  const control = fromCustomId(interaction.data.custom_id)
  if (!control) return undefined
  return {
    id: interaction.id,
    action: control.action,
    value: control.value,
    chosen: 'values' in interaction.data ? interaction.data.values : [],
    actor: actorOf(interaction),
    place,
  }
}

interface RawField {
  readonly custom_id?: string
  readonly value?: unknown
  readonly values?: readonly string[]
  readonly component?: RawField
  readonly components?: readonly RawField[]
}

function fieldsOf(components: readonly RawField[]): RawField[] {
  return components.flatMap(({ component, components: inner }) =>
    component ? [component] : [...(inner ?? [])],
  )
}

function valuesOf({ value, values }: RawField): readonly string[] {
  if (values) return values
  return isValue(value) && value !== '' ? [String(value)] : []
}

export function fromModal(interaction: APIModalSubmitInteraction, place: Place): FormSubmission {
  const fields = fieldsOf(interaction.data.components as readonly RawField[])
  return {
    id: interaction.id,
    ...fromModalId(interaction.data.custom_id),
    values: Object.fromEntries(fields.map(field => [field.custom_id ?? '', valuesOf(field)])),
    actor: actorOf(interaction),
    place,
  }
}

export function fromAutocomplete(
  interaction: APIApplicationCommandAutocompleteInteraction,
  place: Place,
): SuggestionQuery {
  const { path, options } = unfold(interaction.data)
  const focused = options.find(option => option.focused)
  return {
    command: path,
    option: focused?.name ?? '',
    typed: String(focused?.value ?? ''),
    actor: actorOf(interaction),
    place,
  }
}
