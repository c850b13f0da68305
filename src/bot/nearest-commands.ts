import { distance } from '../models/find-model.ts'
import type { Command } from './define-command.ts'

/** The sentence for a command that does not exist. */
export function nearestCommands(path: string, commands: readonly Command[]): string {
  const subcommands = commands.filter(command => command.path.startsWith(`${path} `))
  if (subcommands.length > 0) return `Say which one: ${list(subcommands)}.`
  const near = commands
    .map(command => ({ command, far: distance(command.path, path) }))
    .filter(({ far }) => far <= Math.max(2, path.length / 3))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ command }) => command)
  const hint = near.length > 0 ? `Did you mean ${list(near)}?` : 'Try `/help`.'
  return `There is no \`/${path}\`. ${hint}`
}

const list = (commands: readonly Command[]): string =>
  commands.map(({ path }) => `\`/${path}\``).join(', ')
