import type { Attachment, Person } from './chat.ts'

export type Listens = 'all' | 'mentions'

export interface Thread {
  readonly id: string
  readonly workspaceId: string
  readonly channelId: string
  /** The platform's id of the thread. */
  readonly threadKey: string
  readonly title: string
  readonly status: 'active' | 'archived'
  readonly listens: Listens
  readonly isDirect: boolean
  readonly modelId?: string
  /** The chosen model of which the thread was already told that it is gone. */
  readonly toldMissing?: string
  /** Models that the router passes over here. */
  readonly avoided?: readonly string[]
  readonly lastActiveAt: Date
}

export interface ThreadKey {
  readonly workspaceId: string
  readonly channelId: string
  readonly threadKey: string
}

export interface ThreadStore {
  find(key: ThreadKey): Promise<Thread | undefined>
  byId(id: string): Promise<Thread | undefined>
  byIds(ids: readonly string[]): Promise<readonly Thread[]>
  /** Creates the thread when it is not known yet. */
  setModel(
    key: ThreadKey & { readonly isDirect: boolean; readonly title: string },
    modelId: string | undefined,
    by: Person,
    now: Date,
  ): Promise<Thread>
  /** The router passes this model over in this thread from now on. */
  avoid(id: string, modelId: string): Promise<void>
  setListens(id: string, listens: Listens): Promise<void>
  noteMissingTold(id: string, modelId: string): Promise<void>
  /** A member's threads of the last days in a channel, newest first. */
  recent(
    workspaceId: string,
    channelId: string,
    memberId: string,
    limit: number,
  ): Promise<readonly Thread[]>
  starterChoice(
    workspaceId: string,
    channelId: string,
    memberId: string,
  ): Promise<string | undefined>
  setStarterChoice(
    workspaceId: string,
    channelId: string,
    memberId: string,
    modelId: string | undefined,
  ): Promise<void>
  addContext(threadId: string, messages: readonly NewMessage[]): Promise<void>
  /** Empties this member's messages everywhere in the workspace. Returns how many. */
  forget(workspaceId: string, memberId: string, now: Date): Promise<number>
  /** Deletes messages older than `before` and archives threads that fell silent then. Returns how many messages. */
  expire(workspaceId: string, before: Date): Promise<number>
  /** Workspaces with a retention period. */
  withRetention(): Promise<readonly { readonly id: string; readonly retentionDays: number }[]>
}

export type Role = 'user' | 'assistant' | 'context'

export interface NewMessage {
  /** The platform's id; for an answer the turn's id. */
  readonly ref: string
  readonly role: Role
  readonly author: Person
  readonly text: string
  readonly attachments: readonly Attachment[]
  readonly at: Date
}

export interface StoredMessage extends NewMessage {
  /** Of an answer: the ref of its question. */
  readonly answers?: string
  readonly modelId?: string
  readonly modelName?: string
}
