import type { CommandInfo } from '../ui/command-info.ts'
import type { Command } from './define-command.ts'
import { optionsOf } from './options.ts'

export const describeCommand = (command: Command): CommandInfo => ({
  path: command.path,
  summary: command.summary,
  adminOnly: command.who === 'admin',
  options: optionsOf(command.options),
  typedOnly: command.typedOnly,
  ...(command.shortcut !== undefined && { shortcut: command.shortcut }),
})
