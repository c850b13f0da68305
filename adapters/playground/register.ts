import type { CommandInfo } from '../../src/ui/command-info.ts'
import { channels, people } from './people.ts'

export interface TypedCommand {
  readonly command: string
  /** What follows the command's name. */
  readonly line: string
}

/** `/models enable x` names the longest command that fits; a word that fits none is kept, to be refused with its name. */
export function fromSlash(typed: string, commands: readonly CommandInfo[]): TypedCommand {
  const words = withoutRoot(typed.trim().replace(/^\//, ''))
  const info = longestPath(words, commands)
  if (info !== undefined) {
    const line = words.slice(info.path.length).trim()
    return { command: info.path, line: takesNames(info) ? withIds(line) : line }
  }
  const [first = '', second = ''] = words.split(/\s+/)
  const isGroup = commands.some(({ path }) => path.startsWith(`${first.toLowerCase()} `))
  const command = isGroup && second !== '' ? `${first} ${second}` : first
  return { command: command.toLowerCase(), line: words.slice(command.length).trim() }
}

/** `/switchboard model` is `/model`. */
const withoutRoot = (line: string): string =>
  line.replace(/^switchboard(\s+|$)/i, '').replace(/\s+/, ' ')

function longestPath(line: string, commands: readonly CommandInfo[]): CommandInfo | undefined {
  const lower = `${line.toLowerCase()} `
  return commands
    .filter(({ path, typedOnly }) => !typedOnly && lower.startsWith(path))
    .filter(({ path }) => /^\s/.test(lower.slice(path.length)))
    .sort((a, b) => b.path.length - a.path.length)[0]
}

/** A target is a channel or a member, depending on its scope. */
const takesNames = ({ options }: CommandInfo): boolean =>
  options.some(({ kind, name }) => kind === 'channel' || kind === 'member' || name === 'target')

/** Names of channels and people travel with their ids, as in every chat: `<#support|support>`. */
function withIds(line: string): string {
  return line.replace(/(^|[\s:])([#@])([A-Za-z][\w-]*)(?!\S)/g, (whole, before, sign, name) => {
    const all = sign === '#' ? channels : people
    const found = all.find(one => one.name.toLowerCase() === name.toLowerCase())
    return found === undefined ? whole : `${before}<${sign}${found.id}|${found.name}>`
  })
}
