import type { CommandInfo } from '../../src/ui/command-info.ts'

export interface TypedCommand {
  readonly command: string
  /** What follows the command's name. */
  readonly line: string
}

/** `/models enable x` names the longest command that fits; a word that fits none is kept, to be refused with its name. */
export function fromSlash(typed: string, commands: readonly CommandInfo[]): TypedCommand {
  const words = withoutRoot(typed.trim().replace(/^\//, ''))
  const path = longestPath(words, commands)
  if (path !== undefined) return { command: path, line: words.slice(path.length).trim() }
  const [first = '', second = ''] = words.split(/\s+/)
  const isGroup = commands.some(info => info.path.startsWith(`${first.toLowerCase()} `))
  const command = isGroup && second !== '' ? `${first} ${second}` : first
  return { command: command.toLowerCase(), line: words.slice(command.length).trim() }
}

/** `/switchboard model` is `/model`. */
const withoutRoot = (line: string): string =>
  line.replace(/^switchboard(\s+|$)/i, '').replace(/\s+/, ' ')

function longestPath(line: string, commands: readonly CommandInfo[]): string | undefined {
  const lower = `${line.toLowerCase()} `
  return commands
    .filter(info => !info.typedOnly && /^\s/.test(lower.slice(info.path.length)))
    .map(info => info.path)
    .filter(path => lower.startsWith(path))
    .sort((a, b) => b.length - a.length)[0]
}
