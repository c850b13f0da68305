/** A command as a platform's menu shows it. */
export interface CommandInfo {
  /** `model`, or `models enable` for a subcommand. */
  readonly path: string
  readonly summary: string
  readonly adminOnly: boolean
  readonly options: readonly OptionInfo[]
  /** Label of the message shortcut (Slack) and context-menu entry (Discord) that runs it on a message's thread. */
  readonly shortcut?: string
  /** Only typed in a thread, as `!name`: no platform registers it. */
  readonly typedOnly: boolean
}

export type OptionKind = 'text' | 'integer' | 'number' | 'flag' | 'choice' | 'channel' | 'member'

/** One box a platform shows for a slash command. */
export interface OptionInfo {
  readonly name: string
  readonly kind: OptionKind
  readonly label: string
  readonly required: boolean
  readonly choices: readonly string[]
  /** The platform asks the bot for suggestions while the person types. */
  readonly suggests: boolean
  readonly min?: number
  readonly max?: number
}
