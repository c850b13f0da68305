import { z } from 'zod'
import { type Context, defineCommand, option } from '../src/bot/index.ts'
import { BotError } from '../src/errors.ts'
import { type Card, card, note, text } from '../src/ui/card.ts'
import type { CommandInfo, OptionInfo } from '../src/ui/command-info.ts'

function overview({ commands, actor }: Context): Card {
  const lines = (list: readonly CommandInfo[]) =>
    list
      .map(({ path, summary, typedOnly }) => `\`${typedOnly ? '!' : '/'}${path}\` ${summary}`)
      .join('\n')
  const forMembers = commands.filter(({ adminOnly }) => !adminOnly)
  const forAdmins = commands.filter(({ adminOnly }) => adminOnly)
  return card(
    text(
      '**Mention me in a channel and I answer in a thread; there no further mention is needed.**',
    ),
    text(lines(forMembers)),
    actor.isAdmin ? text(`**For admins**\n${lines(forAdmins)}`) : undefined,
    note('In a thread type commands as `!model …`. `/help <command>` tells more.'),
  )
}

function explain({ commands }: Context, typed: string): Card {
  const path = typed.replace(/^[/!]/, '').trim().toLowerCase()
  const command = commands.find(candidate => candidate.path === path)
  const below = commands.filter(candidate => candidate.path.startsWith(`${path} `))
  if (!command && below.length === 0) {
    throw new BotError('bad-option', `There is no command \`/${path}\`. \`/help\` lists them all.`)
  }
  return card(
    ...(command ? [text(`**/${usage(command)}**\n${command.summary}`), ...options(command)] : []),
    below.length > 0
      ? text(below.map(info => `\`/${usage(info)}\` ${info.summary}`).join('\n'))
      : undefined,
  )
}

const usage = ({ path, options }: CommandInfo): string =>
  [path, ...options.map(({ name, required }) => (required ? `<${name}>` : `[${name}]`))].join(' ')

const options = (command: CommandInfo) =>
  command.options.length === 0 ? [] : [text(command.options.map(line).join('\n'))]

const line = ({ name, label, choices }: OptionInfo): string =>
  `\`${name}\` ${label}${choices.length > 0 ? ` (${choices.join(', ')})` : ''}`

export default defineCommand({
  path: 'help',
  summary: 'What I can do',
  who: 'anyone',
  options: z.object({ command: option.text('A command, such as models enable').optional() }),
  run: (context, { command }) =>
    command === undefined ? overview(context) : explain(context, command),
})
