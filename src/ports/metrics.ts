import type { ErrorCode } from '../errors.ts'
import type { ModelStatus } from './catalog.ts'
import type { Outcome } from './ledger.ts'
import type { TurnState } from './turns.ts'

/** What is counted for the people who run the bot. */
export interface Metrics {
  turnEnded(state: TurnState, tookMs: number): void
  callEnded(route: string, outcome: Outcome, errorCode: ErrorCode | undefined): void
  running(turns: number): void
  /** `partial`: some lists could not be read, or not in full. */
  refreshEnded(outcome: RefreshOutcome): void
  /** How the catalog stands. */
  catalogStands(standing: CatalogStanding): void
  /** A person named a model that does not exist. */
  lookupFailed(): void
}

export type RefreshOutcome = 'ok' | 'partial' | 'failed'

export interface CatalogStanding {
  readonly syncedAt: Date | undefined
  readonly models: readonly {
    readonly provider: string
    /** `unavailable`: no key serves it. */
    readonly status: ModelStatus | 'unavailable'
    readonly count: number
  }[]
}
