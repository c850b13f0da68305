import type { Choice } from './command-entities.ts'

export type Json = Record<string, unknown>

export interface User {
  readonly id: string
  readonly name: string
  readonly bot: boolean
  /** Sending to this person's DMs fails with 50007. */
  dmsClosed: boolean
}

export interface Role {
  readonly id: string
  readonly name: string
  permissions: bigint
  readonly position: number
}

export interface Member {
  readonly user: User
  readonly roleIds: string[]
  readonly joinedAt: string
}

export interface Guild {
  readonly id: string
  readonly name: string
  readonly ownerId: string
  readonly roles: Map<string, Role>
  readonly members: Map<string, Member>
}

interface Overwrite {
  readonly id: string
  readonly type: 0 | 1
  allow: bigint
  deny: bigint
}

interface ThreadState {
  archived: boolean
  locked: boolean
  autoArchiveMinutes: number
  readonly memberIds: Set<string>
}

export interface Channel {
  readonly id: string
  readonly type: number
  name: string
  topic: string
  readonly guildId?: string
  readonly parentId?: string
  readonly ownerId?: string
  readonly recipientId?: string
  readonly overwrites: Overwrite[]
  readonly thread?: ThreadState
}

export interface Attachment {
  readonly id: string
  readonly filename: string
  readonly description?: string
  readonly contentType: string
  readonly bytes: Buffer
}

interface SelectOption {
  readonly label: string
  readonly value: string
  readonly description?: string
  readonly default?: boolean
}

export interface Component {
  readonly type: number
  readonly id?: number
  readonly custom_id?: string
  readonly style?: number
  readonly label?: string
  readonly description?: string
  readonly url?: string
  readonly disabled?: boolean
  readonly emoji?: { readonly id?: string; readonly name?: string }
  readonly placeholder?: string
  readonly options?: readonly SelectOption[]
  readonly min_values?: number
  readonly max_values?: number
  readonly channel_types?: readonly number[]
  readonly default_values?: readonly { readonly id: string }[]
  readonly content?: string
  readonly components?: readonly Component[]
  readonly component?: Component
  readonly accessory?: Component
  readonly items?: readonly {
    readonly media: { readonly url: string }
    readonly description?: string
  }[]
  readonly media?: { readonly url: string }
  readonly file?: { readonly url: string }
  readonly required?: boolean
  readonly min_length?: number
  readonly max_length?: number
  readonly value?: string
  readonly default?: boolean
}

interface Edit {
  readonly at: number
  readonly content: string
}

interface Reaction {
  readonly emoji: string
  readonly userIds: string[]
}

export interface InteractionOrigin {
  readonly id: string
  readonly type: number
  readonly userId: string
  readonly name?: string
}

export interface Message {
  readonly id: string
  readonly channelId: string
  readonly authorId: string
  type: number
  content: string
  embeds: Json[]
  components: Component[]
  attachments: Attachment[]
  flags: number
  mentionIds: string[]
  mentionRoleIds: string[]
  mentionEveryone: boolean
  createdAt: number
  editedAt?: number
  deletedAt?: number
  readonly nonce?: string
  readonly replyToId?: string
  readonly referenceChannelId?: string
  threadId?: string
  readonly origin?: InteractionOrigin
  /** Only this person sees it. */
  readonly ephemeralFor?: string
  readonly edits: Edit[]
  readonly reactions: Reaction[]
}

export interface Modal {
  readonly customId: string
  readonly title: string
  readonly components: readonly Component[]
  readonly channelId: string
  readonly messageId?: string
  readonly userId: string
}

export type InteractionState =
  | 'waiting'
  | 'replied'
  | 'deferred'
  | 'deferred-update'
  | 'updated'
  | 'modal'
  | 'choices'
  | 'timed-out'

export interface Interaction {
  readonly id: string
  readonly token: string
  /** 2 command, 3 component, 4 autocomplete, 5 modal submit. */
  readonly type: number
  readonly name?: string
  /** A command from a message's or a person's menu. */
  readonly menu: boolean
  readonly userId: string
  readonly channelId: string
  readonly sourceMessageId?: string
  readonly createdAt: number
  state: InteractionState
  ackedAt?: number
  expired: boolean
  originalId?: string
  readonly followUpIds: string[]
  modal?: Modal
  choices?: readonly Choice[]
  timer?: NodeJS.Timeout
}
