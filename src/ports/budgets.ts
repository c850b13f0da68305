import type { Change } from './workspaces.ts'

export type BudgetScope =
  | 'workspace'
  | 'channel'
  | 'member'
  | 'model'
  | 'thread'
  | 'every-member'
  | 'every-channel'
export type BudgetPeriod = 'day' | 'week' | 'month' | 'total'
export type AtLimit = 'block' | 'cheapest' | 'warn'

/** What a window counts. */
export type Subject = 'workspace' | 'channel' | 'member' | 'model' | 'thread'

export interface Budget {
  readonly id: string
  readonly workspaceId: string
  readonly scope: BudgetScope
  /** Empty for the workspace and the `every-…` scopes. */
  readonly targetId: string
  readonly period: BudgetPeriod
  readonly atLimit: AtLimit
  readonly limitNano: bigint
  /** The limit until `raisedUntil`, where that is more. */
  readonly raisedNano?: bigint
  readonly raisedUntil?: Date
  /** Counts its changes, from 1. */
  readonly version: number
  /** Who changed it last. */
  readonly changedBy?: string
}

/** Half-open: `startsAt` ≤ t < `endsAt`, and the same in ISO days of the workspace's time zone. */
export interface Window {
  readonly startsAt: Date
  readonly endsAt: Date
  readonly fromDay: string
  readonly untilDay: string
}

/** One budget as it applies to one call. */
export interface Limit extends Window {
  readonly budget: Budget
  readonly subject: Subject
  readonly subjectId: string
  /** The budget's limit, or what it is raised to for the time being. */
  readonly limitNano: bigint
}

/** What stands against a limit right now; the three add up to it. */
export interface Standing {
  readonly limit: Limit
  readonly spentNano: bigint
  /** Set aside for calls under way. */
  readonly heldNano: bigint
  /** Negative once a budget that only warns is passed. */
  readonly remainingNano: bigint
}

export type Held =
  | { readonly ok: true }
  /** Nothing was written: this limit has no room. */
  | { readonly ok: false; readonly standing: Standing }

export type BudgetKey = Pick<Budget, 'workspaceId' | 'scope' | 'targetId' | 'period'>

export type NewBudget = Omit<Budget, 'id' | 'version' | 'changedBy'>

/** A change of a budget, or what is there instead of what its admin had seen. */
export type BudgetSaved =
  | { readonly ok: true; readonly budget: Budget; readonly before: Budget | undefined }
  | { readonly ok: false; readonly current: Budget | undefined }

export type BudgetRemoved =
  | { readonly ok: true; readonly before: Budget | undefined }
  | { readonly ok: false; readonly current: Budget | undefined }

/** The version an admin decided on: 0 where there was none, `any` where nobody looked. */
export type SeenVersion = number | 'any'

export interface BudgetStore {
  of(workspaceId: string): Promise<readonly Budget[]>
  /**
   * Creates it, or changes its amounts and what happens at the limit: what was used stays used. Nothing is changed when
   * it is not as it was seen.
   */
  set(budget: NewBudget, seen: SeenVersion, change: Change): Promise<BudgetSaved>
  remove(key: BudgetKey, seen: SeenVersion, change: Change): Promise<BudgetRemoved>
  standing(limit: Limit): Promise<Standing>
  /** True for the one caller who may tell that this limit passed the threshold (percent). */
  claimAlert(limit: Limit, threshold: number, now: Date): Promise<boolean>
}
