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
}

/** One budget as it applies to one call. Half-open: `startsAt` ≤ t < `endsAt`. */
export interface Limit {
  readonly budget: Budget
  readonly subject: Subject
  readonly subjectId: string
  readonly startsAt: Date
  readonly endsAt: Date
}

/** What stands against a limit right now. */
export interface Standing {
  readonly limit: Limit
  readonly spentNano: bigint
  /** Set aside for calls under way. */
  readonly heldNano: bigint
  readonly remainingNano: bigint
}

export type Held =
  | { readonly ok: true }
  /** Nothing was written: this limit has no room. */
  | { readonly ok: false; readonly standing: Standing }

export type BudgetKey = Pick<Budget, 'workspaceId' | 'scope' | 'targetId' | 'period'>

export interface BudgetStore {
  of(workspaceId: string): Promise<readonly Budget[]>
  /** Creates it, or changes its amount and what happens at the limit: what was used stays used. Returns what was there. */
  set(
    budget: Omit<Budget, 'id'>,
    change: Change,
  ): Promise<{ readonly budget: Budget; readonly before: Budget | undefined }>
  /** Returns what was there. */
  remove(key: BudgetKey, change: Change): Promise<Budget | undefined>
  standing(limit: Limit): Promise<Standing>
  /** True for the one caller who may tell that this limit passed the threshold (percent). */
  claimAlert(limit: Limit, threshold: number, now: Date): Promise<boolean>
}
