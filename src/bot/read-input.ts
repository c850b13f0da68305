import type { z } from 'zod'
import { BotError } from '../errors.ts'
import type { Input } from '../ports/chat.ts'
import type { OptionInfo } from '../ui/command-info.ts'
import { optionsOf } from './options.ts'

/** What was typed or filled in, as the command declared it. @throws BotError `bad-option` naming the option */
export function readInput<S extends z.ZodObject>(schema: S, input: Input): z.output<S> {
  const options = optionsOf(schema)
  const raw = input.kind === 'values' ? input.values : readLine(options, input.line)
  const values = Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [name, unwrap(options, name, value)]),
  )
  const result = schema.safeParse(values)
  if (result.success) return result.data
  throw new BotError('bad-option', problemsOf(result.error, options, values), {
    cause: result.error,
  })
}

function problemsOf(
  error: z.ZodError,
  options: readonly OptionInfo[],
  values: Readonly<Record<string, unknown>>,
): string {
  const problems = error.issues.map(issue => {
    const name = issue.path.join('.')
    const option = options.find(candidate => candidate.name === name)
    if (!(name in values)) return `\`${name}\` is missing: ${option?.label ?? 'it is needed'}.`
    const choices = option?.choices.length ? ` (one of ${option.choices.join(', ')})` : ''
    return `\`${name}\`: ${issue.message}${choices}.`
  })
  return problems.join('\n')
}

interface Word {
  readonly text: string
  /** Option name of `name:value`. */
  readonly name?: string
}

const WORD = /(?:(?<name>[a-z][a-z_-]*):)?(?:"(?<quoted>[^"]*)"|(?<bare>\S+))/g

/**
 * Words fill the options in declared order, the last text option takes the rest, others can be named `name:value`.
 * A colon that names no option stays in the text.
 */
function readLine(options: readonly OptionInfo[], line: string): Record<string, unknown> {
  const words = wordsOf(options, line.replaceAll(/[“”„]/g, '"'))
  const values: Record<string, unknown> = {}
  for (const { name, text } of words) if (name) values[name] = text
  const free = words.filter(({ name }) => !name).map(({ text }) => text)
  takeReferences(options, free, values)
  const lastText = options.findLast(({ kind }) => kind === 'text')
  for (const option of options.filter(({ name }) => !(name in values))) {
    const taken = free.splice(0, option === lastText ? free.length : 1)
    if (taken.length > 0) values[option.name] = taken.join(' ')
  }
  if (free.length > 0) {
    throw new BotError('bad-option', `I do not know what to do with “${free[0]}”.`)
  }
  return values
}

/** `<#C1|general>` and `<@U1|ada>` are what they are, wherever they stand. */
const references: Partial<Readonly<Record<OptionInfo['kind'], RegExp>>> = {
  channel: /^<#[^>]+>$/,
  member: /^<@[^>]+>$/,
}

function takeReferences(
  options: readonly OptionInfo[],
  free: string[],
  values: Record<string, unknown>,
): void {
  for (const { name, kind } of options.filter(option => !(option.name in values))) {
    const index = free.findIndex(word => references[kind]?.test(word))
    if (index !== -1) [values[name]] = free.splice(index, 1)
  }
}

function wordsOf(options: readonly OptionInfo[], line: string): Word[] {
  return [...line.matchAll(WORD)].map(match => {
    const { name, quoted, bare } = match.groups ?? {}
    const isOption = name !== undefined && options.some(option => option.name === name)
    if (isOption) return { name, text: quoted ?? bare ?? '' }
    return { text: name === undefined ? (quoted ?? bare ?? '') : match[0] }
  })
}

/** Numbers and flags from text; ids out of `<#C1|general>` and `<@U1|ada>`. */
function unwrap(options: readonly OptionInfo[], name: string, value: unknown): unknown {
  const option = options.find(candidate => candidate.name === name)
  if (typeof value !== 'string' || !option) return value
  switch (option.kind) {
    case 'integer':
    case 'number':
      return value.trim() === '' ? value : Number(value)
    case 'flag':
      return /^(yes|true|on)$/i.test(value)
    case 'choice':
      return value.toLowerCase()
    case 'channel':
    case 'member':
      return value.replace(/^<[#@]!?(?<id>[^|>]+)(\|[^>]*)?>$/, '$<id>')
    case 'text':
      return value
    default:
      return option.kind satisfies never
  }
}
