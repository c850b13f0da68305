import type { ErrorCode } from '../errors.ts'
import type { Held, Limit } from './budgets.ts'
import type { Prices, Usage } from './llm.ts'

/** What is known of a call before it is made. */
export interface Call {
  /** Also the ledger entry's id. */
  readonly id: string
  readonly workspaceId: string
  readonly channelId: string
  readonly threadId?: string
  readonly turnId?: string
  readonly memberId: string
  readonly purpose: string
  readonly attempt: number
  readonly modelId: string
  readonly provider: string
  readonly route: string
  readonly prices?: Prices
  /** Pictures sent along. */
  readonly images?: number
  readonly startedAt: Date
}

export interface Hold {
  readonly call: Call
  readonly owner: string
  /** Counted before the call. */
  readonly inputTokens: number
  /** The most this call can cost; undefined when it has no price. */
  readonly amountNano?: bigint
  /** What it has to fit under. */
  readonly limits: readonly Limit[]
  readonly expiresAt: Date
}

export type Outcome = 'ok' | 'stopped' | 'failed' | 'interrupted'

/** What a call turned out to be. */
export interface Settlement {
  readonly call: Call
  /** ISO day of the call in the workspace's time zone. */
  readonly day: string
  /** What it was computed with, where another model served it than the one asked. */
  readonly servedPrices?: Prices
  readonly modelServed: string
  readonly usage: Usage
  /** The provider sent no usage; tokens were counted here. */
  readonly isEstimated: boolean
  /** What is charged; undefined when the call has no price. */
  readonly costNano?: bigint
  readonly computedNano?: bigint
  readonly reportedNano?: bigint
  readonly latencyMs: number
  readonly firstTokenMs?: number
  readonly outcome: Outcome
  readonly errorCode?: ErrorCode
  readonly rawUsage?: unknown
}

export interface Spend {
  readonly calls: number
  readonly costNano: bigint
  readonly inputTokens: number
  readonly outputTokens: number
  /** Calls without a price. */
  readonly unpriced: number
}

/** A call whose process died over it. */
export interface AbandonedCall {
  readonly call: Call
  readonly inputTokens: number
  /** Shown before the end, as far as it was noted. */
  readonly outputTokens: number
}

/** One line of the ledger, for exports. */
export interface LedgerLine {
  readonly id: string
  readonly at: Date
  readonly channelId: string
  readonly threadId?: string
  readonly memberId: string
  readonly purpose: string
  readonly attempt: number
  readonly modelAsked: string
  readonly modelServed: string
  readonly provider: string
  readonly route: string
  readonly inputTokens: number
  readonly cacheReadTokens: number
  readonly outputTokens: number
  readonly isEstimated: boolean
  readonly costNano?: bigint
  readonly computedNano?: bigint
  readonly reportedNano?: bigint
  readonly latencyMs: number
  readonly outcome: string
  readonly errorCode?: string
}

export interface LedgerStore {
  /** Open holds whose owner is gone (`everything`: all of them). */
  abandoned(now: Date, everything: boolean): Promise<readonly AbandonedCall[]>
  /** Places these holds, each against all of its limits, or none of them; `warn` budgets never refuse. */
  hold(...holds: readonly Hold[]): Promise<Held>
  /** Keeps the count of tokens shown so far, for the case that the process dies. */
  noteOutput(callId: string, outputTokens: number): Promise<void>
  /** Puts the call on the ledger and lets the hold go, once. */
  settle(settlement: Settlement): Promise<void>
  /** Half-open: `from` ≤ at < `until`. */
  spend(filter: {
    readonly workspaceId: string
    readonly memberId?: string
    readonly modelId?: string
    readonly from: Date
    readonly until: Date
  }): Promise<Spend>
  /** The same by model, dearest first. */
  spendByModel(filter: {
    readonly workspaceId: string
    readonly memberId?: string
    readonly from: Date
    readonly until: Date
  }): Promise<readonly (Spend & { readonly modelId: string })[]>
  /** In order of time; after a line, the ones that follow it. */
  page(
    filter: { readonly workspaceId: string; readonly from: Date; readonly until: Date },
    after: Pick<LedgerLine, 'at' | 'id'> | undefined,
    limit: number,
  ): Promise<readonly LedgerLine[]>
}
