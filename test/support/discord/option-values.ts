import type { CommandOption } from './command-entities.ts'
import type { Json } from './entities.ts'
import type { Resolver } from './resolved.ts'
import { type GivenFile, toAttachment } from './saying.ts'

/** A text, number or yes/no; a person, channel or role (or its id); a file. */
export type OptionValue = string | number | boolean | { readonly id: string } | GivenFile

export function idOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'id' in value) return String(value.id)
  return String(value)
}

function checkRange(option: CommandOption, size: number, what: 'length' | 'value'): void {
  const min = what === 'length' ? option.min_length : option.min_value
  const max = what === 'length' ? option.max_length : option.max_value
  if (size < (min ?? Number.NEGATIVE_INFINITY) || size > (max ?? Number.POSITIVE_INFINITY))
    throw new Error(`"${option.name}": ${what} ${size} is not within ${min ?? ''}–${max ?? ''}`)
}

function fromChoices(option: CommandOption, value: OptionValue): string | number {
  const found = option.choices?.find(choice => choice.value === value || choice.name === value)
  if (found) return found.value
  const names = option.choices?.map(({ name }) => name).join(', ')
  throw new Error(`"${option.name}" has no choice "${String(value)}"; there are: ${names}`)
}

function readText(option: CommandOption, value: OptionValue): string {
  if (typeof value !== 'string') throw new Error(`"${option.name}" is a text`)
  if (value === '') throw new Error(`"${option.name}" is empty`)
  checkRange({ ...option, max_length: option.max_length ?? 6000 }, value.length, 'length')
  return value
}

function readNumber(option: CommandOption, value: OptionValue): number {
  if (typeof value !== 'number') throw new Error(`"${option.name}" is a number`)
  if (option.type === 4 && !Number.isInteger(value)) throw new Error(`"${option.name}" is whole`)
  checkRange(option, value, 'value')
  return value
}

function readReference(option: CommandOption, value: OptionValue, resolver: Resolver): string {
  const id = idOf(value)
  const resolve = {
    6: resolver.user,
    7: resolver.channel,
    8: resolver.role,
    9: resolver.mentionable,
  }
  resolve[option.type as 6 | 7 | 8 | 9](id)
  if (option.type === 7) checkChannelType(option, id, resolver)
  return id
}

function checkChannelType(option: CommandOption, id: string, resolver: Resolver): void {
  const channels = resolver.toJson()?.['channels'] as Record<string, Json> | undefined
  const type = Number(channels?.[id]?.['type'])
  if (option.channel_types?.length && !option.channel_types.includes(type))
    throw new Error(`"${option.name}" does not take channels of type ${type}`)
}

function readFile(option: CommandOption, value: OptionValue, resolver: Resolver): string {
  if (typeof value !== 'object' || !('content' in value))
    throw new Error(`"${option.name}" is a file`)
  const attachment = toAttachment(value)
  resolver.attachment(attachment)
  return attachment.id
}

function readValue(option: CommandOption, value: OptionValue, resolver: Resolver): unknown {
  if (option.choices && option.choices.length > 0) return fromChoices(option, value)
  if (option.type === 3) return readText(option, value)
  if (option.type === 4 || option.type === 10) return readNumber(option, value)
  if (option.type === 5) return value === true
  if (option.type === 11) return readFile(option, value, resolver)
  return readReference(option, value, resolver)
}

/** One option as the interaction carries it; throws where Discord's client would not accept it. */
export function readOption(option: CommandOption, value: OptionValue, resolver: Resolver): Json {
  const { name, type } = option
  return { name, type, value: readValue(option, value, resolver) }
}
