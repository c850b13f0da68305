import type { CommandInfo, OptionInfo } from '../../../src/ui/command-info.ts'

export interface Vocabulary {
  readonly commands: readonly CommandInfo[]
  readonly people: readonly string[]
  readonly channels: readonly string[]
}

export interface CompletionItem {
  readonly insert: string
  readonly label: string
  readonly detail?: string
  readonly usage?: string
  readonly isAdminOnly?: boolean
}

/** What could stand at the caret. */
export interface Completion {
  readonly kind: 'command' | 'value' | 'mention'
  /** The part of the text that a choice replaces. */
  readonly from: number
  readonly to: number
  readonly items: readonly CompletionItem[]
  readonly command?: CommandInfo
  readonly option?: OptionInfo
  /** What to ask the bot. */
  readonly ask?: { readonly command: string; readonly option: string; readonly typed: string }
}

export function complete(text: string, caret: number, words: Vocabulary): Completion | undefined {
  const before = text.slice(0, caret)
  if (before.startsWith('/')) return completeSlash(before, words)
  return completeBang(before, words) ?? completeMention(before, words)
}

function completeSlash(before: string, words: Vocabulary): Completion | undefined {
  const typed = before.slice(1).toLowerCase()
  const command = words.commands
    .filter(({ path, typedOnly }) => !typedOnly && typed.startsWith(`${path} `))
    .sort((a, b) => b.path.length - a.path.length)[0]
  if (command !== undefined) return completeOptions(before, command, words)
  const found = words.commands.filter(info => !info.typedOnly && fits(info.path, typed))
  if (found.length === 0) return undefined
  return { kind: 'command', from: 0, to: before.length, items: found.map(toItem('/')) }
}

function completeBang(before: string, words: Vocabulary): Completion | undefined {
  if (!/^![a-z]*$/i.test(before)) return undefined
  const typed = before.slice(1).toLowerCase()
  const found = words.commands.filter(({ path, typedOnly }) => typedOnly && path.startsWith(typed))
  if (found.length === 0) return undefined
  return { kind: 'command', from: 0, to: before.length, items: found.map(toItem('!')) }
}

function completeMention(before: string, words: Vocabulary): Completion | undefined {
  const match = /(?:^|[\s(])([@#])([\w-]*)$/.exec(before)
  if (match === null) return undefined
  const [, sign = '', typed = ''] = match
  const names = sign === '@' ? words.people : words.channels
  const items = names
    .filter(name => name.toLowerCase().startsWith(typed.toLowerCase()))
    .map(name => ({ insert: `${sign}${name} `, label: `${sign}${name}` }))
  if (items.length === 0) return undefined
  return { kind: 'mention', from: before.length - typed.length - 1, to: before.length, items }
}

const fits = (path: string, typed: string): boolean =>
  path.startsWith(typed) || path.split(' ').some(word => typed !== '' && word.startsWith(typed))

const toItem =
  (sign: string) =>
  (info: CommandInfo): CompletionItem => ({
    insert: `${sign}${info.path}${info.options.length > 0 ? ' ' : ''}`,
    label: sign + info.path,
    detail: info.summary,
    usage: info.options.map(toUsage).join(' '),
    isAdminOnly: info.adminOnly,
  })

export const toUsage = ({ name, required }: OptionInfo): string =>
  required ? `<${name}>` : `[${name}]`

interface Word {
  readonly text: string
  readonly start: number
}

/** Quotes hold a value with spaces together. */
function splitWords(text: string, offset: number): Word[] {
  const pattern = /(?:[^\s"“”]|["“”][^"“”]*(?:["“”]|$))+/g
  return [...text.matchAll(pattern)].map(match => ({
    text: match[0],
    start: offset + match.index,
  }))
}

function completeOptions(before: string, command: CommandInfo, words: Vocabulary): Completion {
  const offset = command.path.length + 2
  const all = splitWords(before.slice(offset), offset)
  const isMidWord = all.length > 0 && !/\s$/.test(before)
  const current = isMidWord ? all.at(-1) : undefined
  const { text = '', start = before.length } = current ?? {}
  const free = unfilled(command, isMidWord ? all.slice(0, -1) : all)
  const named = readNamed(text, command)
  const option = named?.option ?? free[0]
  const typed = unquote(named?.typed ?? text)
  const to = before.length
  if (option === undefined) return { kind: 'value', from: to, to, items: [], command }
  const names = named === undefined ? nameItems(free.slice(1), text) : []
  return {
    kind: 'value',
    from: start + (named === undefined ? 0 : option.name.length + 1),
    to,
    items: [...valueItems(option, typed, words), ...names],
    command,
    option,
    ...(option.suggests ? { ask: { command: command.path, option: option.name, typed } } : {}),
  }
}

/** Words fill the options in order; the last text option takes the rest. */
function unfilled(command: CommandInfo, words: readonly Word[]): OptionInfo[] {
  const free = [...command.options]
  for (const word of words) {
    const named = readNamed(word.text, command)?.option
    const index = named === undefined ? 0 : free.indexOf(named)
    const isRest = named === undefined && free.length === 1 && free[0]?.kind === 'text'
    if (index >= 0 && !isRest) free.splice(index, 1)
  }
  return free
}

function readNamed(word: string, command: CommandInfo) {
  const [, name, typed = ''] = /^([\w-]+):(.*)$/s.exec(word) ?? []
  const option = command.options.find(info => info.name === name)
  return option === undefined ? undefined : { option, typed }
}

const nameItems = (options: readonly OptionInfo[], typed: string): CompletionItem[] =>
  options
    .filter(({ name }) => name.startsWith(typed.toLowerCase()))
    .map(({ name, label }) => ({ insert: `${name}:`, label: `${name}:`, detail: label }))

function valueItems(option: OptionInfo, typed: string, words: Vocabulary): CompletionItem[] {
  const wanted = typed.toLowerCase().replace(/^[@#]/, '')
  return valuesOf(option, words)
    .filter(value => value.toLowerCase().replace(/^[@#]/, '').startsWith(wanted))
    .map(value => toValueItem(value, value))
}

export const toValueItem = (label: string, value: string): CompletionItem => ({
  insert: `${quote(value)} `,
  label,
  ...(label === value ? {} : { detail: value }),
})

function valuesOf(option: OptionInfo, words: Vocabulary): readonly string[] {
  switch (option.kind) {
    case 'choice':
      return option.choices
    case 'flag':
      return ['true', 'false']
    case 'channel':
      return words.channels.map(name => `#${name}`)
    case 'member':
      return words.people.map(name => `@${name}`)
    case 'text':
    case 'integer':
    case 'number':
      return option.choices
    default:
      return option.kind satisfies never
  }
}

const quote = (value: string): string => (/\s/.test(value) ? `"${value}"` : value)
const unquote = (value: string): string => value.replace(/^["“”]|["“”]$/g, '')
