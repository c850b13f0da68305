import type { CommandInfo, OptionInfo } from '../../src/ui/command-info.ts'

/** `/switchboard models enable x` is `/models enable x`, for teams where a short name is taken. */
export const rootCommand = 'switchboard'

/** Slack's own limits: 50 slash commands, ten shortcuts. */
const mostCommands = 50
const mostShortcuts = 10

/** What the agent view offers to begin with, at most four. */
export const suggestedPrompts = [
  { title: 'Explain something', message: 'Explain in plain words: ' },
  { title: 'Draft a message', message: 'Draft a short, friendly message about: ' },
  { title: 'Turn notes into tasks', message: 'Turn these notes into a list of tasks: ' },
  { title: 'See the models', message: '!model' },
] as const

const botEvents = [
  'agent_session_stopped',
  'app_home_opened',
  'app_mention',
  'member_joined_channel',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
]

/** Each with what needs it. */
const scopes = [
  'app_mentions:read', // app_mention
  'assistant:write', // status, suggested prompts
  'channels:history', // message.channels, conversations.replies
  'channels:read', // member_joined_channel
  'chat:write',
  'commands',
  'files:read', // what people attach
  'files:write', // pictures of charts, exports
  'groups:history',
  'groups:read',
  'im:history',
  'im:write', // conversations.open
  'mpim:history',
  'usergroups:read', // user groups as admins, in the allow list
  'users:read', // users.info: names, who is an admin
]

/** The callback id of the message shortcut that runs a command. */
export const toCallbackId = (path: string): string => path.replaceAll(' ', '_')

interface SlashCommand {
  readonly command: string
  readonly description: string
  readonly usage_hint?: string
  readonly should_escape: true
}

/** The app as Slack is told about it: https://docs.slack.dev/reference/app-manifest */
export function toManifest(commands: readonly CommandInfo[]) {
  return {
    display_information: {
      name: 'Switchboard',
      description: 'Many language models, one bot: ask in threads and pick the model.',
      background_color: '#1f2937',
    },
    features: {
      agent_view: {
        agent_description: 'Ask any of the models that your team has enabled.',
        suggested_prompts: suggestedPrompts,
      },
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'Switchboard', always_online: true },
      slash_commands: toSlashCommands(commands),
      shortcuts: toShortcuts(commands),
    },
    oauth_config: { scopes: { bot: scopes } },
    settings: {
      event_subscriptions: { bot_events: botEvents },
      interactivity: { is_enabled: true },
      org_deploy_enabled: false,
      socket_mode_enabled: true,
      token_rotation_enabled: false,
    },
  }
}

function toSlashCommands(commands: readonly CommandInfo[]): SlashCommand[] {
  const registered = commands.filter(one => !one.typedOnly && one.path !== rootCommand)
  const names = [...new Set(registered.map(one => one.path.split(' ')[0] ?? ''))]
  const root: SlashCommand = {
    command: `/${rootCommand}`,
    description: 'Every command of Switchboard, where a short name is taken',
    usage_hint: 'command …',
    should_escape: true,
  }
  return [...names.map(name => toSlashCommand(name, registered)), root].slice(-mostCommands)
}

function toSlashCommand(name: string, commands: readonly CommandInfo[]): SlashCommand {
  const own = commands.find(one => one.path === name)
  const parts = commands.filter(one => one.path.startsWith(`${name} `))
  const words = parts.map(one => one.path.slice(name.length + 1))
  const hint = parts.length > 0 ? words.join(' | ') : (own?.options ?? []).map(toHint).join(' ')
  const summary = own?.summary ?? parts.map(one => one.summary).join('. ')
  return {
    command: `/${name}`.slice(0, 32),
    description: shorten(summary, 200),
    ...(hint !== '' && { usage_hint: shorten(hint, 300) }),
    should_escape: true,
  }
}

function toHint(option: OptionInfo): string {
  const text = option.choices.length > 0 ? option.choices.join('|') : option.name
  return option.required ? text : `[${text}]`
}

const shorten = (text: string, max: number) =>
  text.length <= max ? text : `${text.slice(0, max - 1)}…`

function toShortcuts(commands: readonly CommandInfo[]) {
  return commands
    .flatMap(({ shortcut, path, summary }) =>
      shortcut === undefined
        ? []
        : [
            {
              type: 'message' as const,
              name: shorten(shortcut, 24),
              callback_id: toCallbackId(path),
              description: shorten(summary, 150),
            },
          ],
    )
    .slice(0, mostShortcuts)
}
