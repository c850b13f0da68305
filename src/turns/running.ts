import type { ChatPlatform, Place } from '../ports/chat.ts'
import type { ClaimedTurn } from '../ports/turns.ts'
import type { Workspace } from '../ports/workspaces.ts'

/** Why a running turn was told to end. */
export type StopReason = 'stopped' | 'removed' | 'restart'

/** A turn that this process is answering. */
export interface Running {
  readonly claimed: ClaimedTurn
  readonly workspace: Workspace
  readonly chat: ChatPlatform
  /** Aborts with a `StopReason`. */
  readonly signal: AbortSignal
}

export const placeOf = ({ thread }: ClaimedTurn): Place => ({
  workspaceId: thread.workspaceId,
  channelId: thread.channelId,
  threadId: thread.threadKey,
  isDirect: thread.isDirect,
})
