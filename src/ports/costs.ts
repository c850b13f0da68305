/** How a report is cut. `price` tells calls with a `known` price from those with an `unknown` one. */
export type CostCut =
  | 'model'
  | 'member'
  | 'channel'
  | 'purpose'
  | 'provider'
  | 'route'
  | 'thread'
  | 'price'
  | 'day'

export interface CostFilter {
  readonly workspaceId: string
  /** ISO days in the workspace's time zone; half-open. */
  readonly fromDay: string
  readonly untilDay: string
}

export interface Costs {
  readonly costNano: bigint
  readonly calls: number
  readonly failures: number
  /** Calls without a price. */
  readonly unpriced: number
  /** Calls whose tokens were counted here. */
  readonly estimated: number
  readonly inputTokens: number
  readonly cacheReadTokens: number
  readonly cacheWriteTokens: number
  readonly outputTokens: number
  readonly reasoningTokens: number
  /** Of all calls together. */
  readonly latencyMs: number
  /** Our figure and the provider's, of the calls for which the provider sent one. */
  readonly computedNano: bigint
  readonly reportedNano: bigint
}

export interface CostRow extends Costs {
  /** The model's, member's, channel's id …, the purpose, or the day; empty for calls outside any thread. */
  readonly key: string
}

export interface DailyCost extends CostRow {
  readonly day: string
}

/** One call, to be looked at. */
export interface DearCall {
  readonly costNano: bigint
  readonly modelId: string
  readonly channelId: string
  readonly memberId: string
  readonly threadId?: string
}

/** One day of a workspace's calendar. Half-open. */
export interface CalendarDay {
  readonly day: string
  readonly from: Date
  readonly until: Date
}

/** Daily sums, kept in the ledger's own transaction. */
export interface CostStore {
  total(filter: CostFilter): Promise<Costs>
  /** Dearest first; days in order. */
  by(cut: CostCut, filter: CostFilter): Promise<readonly CostRow[]>
  /** Day by day, in order; within a day dearest first. */
  perDay(cut: Exclude<CostCut, 'day'>, filter: CostFilter): Promise<readonly DailyCost[]>
  /** One member's, by model, dearest first. */
  ofMember(memberId: string, filter: CostFilter): Promise<readonly CostRow[]>
  dearest(filter: CostFilter): Promise<DearCall | undefined>
  /** From the first to the last day that has sums, and from the first to the last call. */
  span(workspaceId: string): Promise<CostSpan>
  /** How many sums of a day are not what the ledger adds up to; `repair` writes that day anew. */
  checkDay(workspaceId: string, day: CalendarDay, repair: boolean): Promise<number>
  /** Of all workspaces. */
  calendars(): Promise<readonly CostCalendar[]>
  noteZone(workspaceId: string, timeZone: string): Promise<void>
}

export interface CostCalendar {
  readonly id: string
  readonly timeZone: string
  /** The time zone whose days the sums are of; undefined before they were first checked. */
  readonly sumsZone?: string
}

export interface CostSpan {
  readonly days?: { readonly first: string; readonly last: string }
  readonly calls?: { readonly first: Date; readonly last: Date }
}
