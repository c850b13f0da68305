import type { CommandInfo } from '../../src/ui/command-info.ts'
import type { DiscordApi } from './api.ts'
import { toDiscordCommands } from './register.ts'

/** The fields we set; Discord adds others, and leaves out what has its default. */
const defaults: Readonly<Record<string, unknown>> = {
  required: false,
  autocomplete: false,
  description: '',
  default_member_permissions: null,
}
const compared = [
  ...['type', 'name', 'description', 'options', 'choices', 'required', 'autocomplete', 'value'],
  ...['min_value', 'max_value', 'max_length', 'channel_types', 'contexts', 'integration_types'],
  'default_member_permissions',
]

const isEmpty = (key: string, value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === defaults[key] ||
  (Array.isArray(value) && value.length === 0)

function normalised(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalised)
  if (typeof value !== 'object' || value === null) return value
  const record = value as Readonly<Record<string, unknown>>
  const kept = compared.filter(key => !isEmpty(key, record[key]))
  return kept.map(key => [key, normalised(record[key])])
}

const keysOf = (commands: readonly unknown[]): string[] =>
  commands.map(command => JSON.stringify(normalised(command))).sort()

export function isSameCommands(a: readonly unknown[], b: readonly unknown[]): boolean {
  return JSON.stringify(keysOf(a)) === JSON.stringify(keysOf(b))
}

/** Writes the commands only where they differ: Discord allows 200 creations a day. */
export async function registerCommands(
  api: Pick<DiscordApi, 'commands' | 'setCommands'>,
  applicationId: string,
  commands: readonly CommandInfo[],
): Promise<'unchanged' | 'written'> {
  const wanted = toDiscordCommands(commands)
  if (isSameCommands(await api.commands(applicationId), wanted)) return 'unchanged'
  await api.setCommands(applicationId, wanted)
  return 'written'
}
