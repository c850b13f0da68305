import type { ErrorCode } from '../errors.ts'
import type { Outcome } from './ledger.ts'
import type { TurnState } from './turns.ts'

/** What is counted for the people who run the bot. */
export interface Metrics {
  turnEnded(state: TurnState, tookMs: number): void
  callEnded(route: string, outcome: Outcome, errorCode: ErrorCode | undefined): void
  running(turns: number): void
}
