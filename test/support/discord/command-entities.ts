export interface Choice {
  readonly name: string
  readonly value: string | number
}

export interface CommandOption {
  readonly type: number
  readonly name: string
  readonly description: string
  readonly required?: boolean
  readonly autocomplete?: boolean
  readonly choices?: readonly Choice[]
  readonly options?: readonly CommandOption[]
  readonly channel_types?: readonly number[]
  readonly min_value?: number
  readonly max_value?: number
  readonly min_length?: number
  readonly max_length?: number
}

export interface Command {
  readonly id: string
  readonly application_id: string
  readonly guild_id?: string
  readonly type: number
  readonly version: string
  readonly name: string
  readonly description: string
  readonly options?: readonly CommandOption[]
  readonly default_member_permissions: string | null
  readonly contexts: readonly number[] | null
  readonly integration_types: readonly number[]
  readonly nsfw: boolean
  readonly [more: string]: unknown
}

/** What a server's admins set for a command under Integrations. */
export interface CommandGrant {
  readonly guildId: string
  readonly commandId: string
  readonly id: string
  /** 1 a role, 2 a user, 3 a channel. */
  readonly type: 1 | 2 | 3
  readonly permission: boolean
}
