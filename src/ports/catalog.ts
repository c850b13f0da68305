import type { OfferedModel, PriceState, Prices } from './llm.ts'
import type { Change } from './workspaces.ts'

/** `deprecated`: its end is announced. `missing`: three complete lists did not name it. */
export type ModelStatus = 'active' | 'deprecated' | 'missing'

/** Why a new price needs an admin's yes. */
export type ProposalReason = 'over-10x' | 'zero' | 'varies' | 'not-named'

interface Price {
  readonly prices?: Prices
  readonly priceState: PriceState
}

/** A price that its provider names and nobody has agreed to; until then the old one stays. */
export interface PriceProposal extends Price {
  readonly id: string
  readonly reason: ProposalReason
  /** An admin said no: it is not asked about again. */
  readonly isRefused: boolean
}

/** A model as its provider describes it, completed by the snapshot. */
export interface CatalogModel extends OfferedModel {
  readonly status: ModelStatus
  readonly displayOrder: number
  /** Complete lists in a row that did not name it. */
  readonly missed: number
  readonly proposal?: PriceProposal
  readonly firstSeenAt: Date
  readonly lastSeenAt: Date
}

export interface PriceVersion extends Price {
  readonly modelId: string
  readonly validFrom: Date
}

export interface RouteFetch {
  readonly route: string
  readonly models: number
  /** What it does not name is not offered. */
  readonly isComplete: boolean
  readonly error?: string
}

/** One line each, as the message about a refresh has them. */
export interface RefreshChanges {
  readonly added: readonly string[]
  readonly updated: readonly string[]
  readonly repriced: readonly { readonly id: string; readonly from: string; readonly to: string }[]
  readonly waiting: readonly { readonly id: string; readonly from: string; readonly to: string }[]
  readonly gone: readonly string[]
  readonly back: readonly string[]
  readonly deprecated: readonly { readonly id: string; readonly on: string }[]
}

/** What a refresh writes. */
export interface RefreshPlan {
  /** Whole rows. */
  readonly models: readonly CatalogModel[]
  readonly versions: readonly PriceVersion[]
  readonly changes: RefreshChanges
}

export interface RefreshClaim {
  readonly id: string
  /** Names the occurrence of a timetable that this is. */
  readonly occurrence?: string
  readonly startedBy: string
  readonly startedAt: Date
  /** After this a refresh that did not end counts as dead. */
  readonly leaseUntil: Date
}

export interface CatalogStore {
  /** In display order. */
  all(): Promise<readonly CatalogModel[]>
  /** Changes whenever a model's row does. */
  stamp(): Promise<string>
  /** Adds what is not known yet. */
  fill(models: readonly CatalogModel[]): Promise<void>
  /** `running`: another one has not ended. `done`: this occurrence was somebody else's. */
  claimRefresh(claim: RefreshClaim): Promise<'claimed' | 'running' | 'done'>
  /** Reads, plans, writes and records, in one transaction. @throws conflict when the claim was lost */
  applyRefresh(
    id: string,
    now: Date,
    fetches: readonly RouteFetch[],
    plan: (known: readonly CatalogModel[]) => RefreshPlan,
  ): Promise<RefreshPlan>
  /** Lets others refresh, after a failure. */
  dropRefresh(id: string, now: Date): Promise<void>
  refreshChanges(id: string): Promise<RefreshChanges | undefined>
  /** How many models each route's last complete list had. */
  lastComplete(): Promise<ReadonlyMap<string, number>>
  lastSyncedAt(): Promise<Date | undefined>
  /** Newest first. */
  priceVersions(modelId: string, limit: number): Promise<readonly PriceVersion[]>
  /** Puts the proposed price in force, or keeps the old one. @throws conflict when it does not wait any more */
  decidePrice(
    proposalId: string,
    isAccepted: boolean,
    workspaceId: string,
    change: Change,
    now: Date,
  ): Promise<void>
}
