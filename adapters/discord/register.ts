import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  type ApplicationCommandOptionAllowedChannelType,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js'
import type { CommandInfo, OptionInfo } from '../../src/ui/command-info.ts'
import { cut, limits } from './limits.ts'

const everywhere = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
}
const forAdmins = { default_member_permissions: String(PermissionFlagsBits.ManageGuild) }

/** Every command as Discord registers it: one per first word, then those in a message's menu. */
export function toDiscordCommands(
  commands: readonly CommandInfo[],
): RESTPostAPIApplicationCommandsJSONBody[] {
  const registered = commands.filter(({ typedOnly }) => !typedOnly)
  const roots = byRoot(registered)
  const menus = [...shortcutPaths(registered).keys()].map(name => ({
    type: ApplicationCommandType.Message as const,
    name,
    ...everywhere,
  }))
  return [...[...roots].map(([name, group]) => toRoot(name, group)), ...menus]
}

/** Which command each entry of a message's menu runs. */
export function shortcutPaths(commands: readonly CommandInfo[]): ReadonlyMap<string, string> {
  const entries = commands.flatMap(({ shortcut, path }) =>
    shortcut ? [[cut(shortcut, 32), path] as const] : [],
  )
  return new Map(entries.slice(0, limits.contextMenus))
}

/** The admins' own command: of those that only admins have, the one with the most parts. */
export function adminRoot(commands: readonly CommandInfo[]): string | undefined {
  const own = [...byRoot(commands)].filter(([, group]) => group.every(({ adminOnly }) => adminOnly))
  return own.sort(([, a], [, b]) => b.length - a.length)[0]?.[0]
}

function byRoot(commands: readonly CommandInfo[]): Map<string, readonly CommandInfo[]> {
  const roots = new Map<string, readonly CommandInfo[]>()
  for (const command of commands) {
    const [root = command.path] = command.path.split(' ')
    roots.set(root, [...(roots.get(root) ?? []), command])
  }
  return roots
}

function toRoot(
  name: string,
  group: readonly CommandInfo[],
): RESTPostAPIChatInputApplicationCommandsJSONBody {
  const subcommands = group.filter(({ path }) => path.includes(' '))
  const [only] = group
  const isSingle = subcommands.length === 0 && only !== undefined
  const summary = isSingle ? only.summary : subcommands.map(({ path }) => lastWord(path)).join(', ')
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    description: cut(summary, limits.description),
    ...everywhere,
    ...(group.every(({ adminOnly }) => adminOnly) ? forAdmins : {}),
    options: isSingle ? only.options.toSorted(requiredFirst).map(toOption) : subcommands.map(toSub),
  }
}

const lastWord = (path: string): string => path.slice(path.lastIndexOf(' ') + 1)

function toSub({ path, summary, options }: CommandInfo): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: lastWord(path),
    description: cut(summary, limits.description),
    options: options.toSorted(requiredFirst).map(toOption),
  }
}

const requiredFirst = (a: OptionInfo, b: OptionInfo): number =>
  Number(b.required) - Number(a.required)

function toOption(option: OptionInfo): APIApplicationCommandBasicOption {
  const head = {
    name: option.name,
    description: cut(option.label, limits.description),
    required: option.required,
  }
  switch (option.kind) {
    case 'text':
    case 'choice':
      return { ...head, type: ApplicationCommandOptionType.String, ...wording(option) }
    case 'integer':
      return { ...head, type: ApplicationCommandOptionType.Integer, ...range(option) }
    case 'number':
      return { ...head, type: ApplicationCommandOptionType.Number, ...range(option) }
    case 'flag':
      return { ...head, type: ApplicationCommandOptionType.Boolean }
    case 'channel':
      return { ...head, type: ApplicationCommandOptionType.Channel, channel_types: textChannels }
    case 'member':
      return { ...head, type: ApplicationCommandOptionType.User }
    default:
      return option.kind satisfies never
  }
}

const textChannels: ApplicationCommandOptionAllowedChannelType[] = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
]

/** More than 25 choices are suggested while the person types instead. */
function wording({ choices, suggests, max }: OptionInfo) {
  if (suggests || choices.length > limits.choices) return { autocomplete: true as const }
  if (choices.length > 0) {
    const shown = choices.map(value => ({ name: cut(value, limits.choiceText), value }))
    return { choices: shown }
  }
  return max === undefined ? {} : { max_length: Math.min(max, 6000) }
}

const range = ({ min, max }: OptionInfo) => ({
  ...(min === undefined ? {} : { min_value: min }),
  ...(max === undefined ? {} : { max_value: max }),
})
