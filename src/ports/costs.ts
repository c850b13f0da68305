/** How a report is cut. */
export type CostCut = 'model' | 'member' | 'channel' | 'purpose' | 'provider' | 'day'

export interface CostFilter {
  readonly workspaceId: string
  readonly memberId?: string
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
  readonly outputTokens: number
}

export interface CostRow extends Costs {
  /** The model's, member's, channel's id, the purpose, the provider or the day. */
  readonly key: string
}

export interface CostStore {
  total(filter: CostFilter): Promise<Costs>
  /** Dearest first; days in order. */
  by(cut: CostCut, filter: CostFilter): Promise<readonly CostRow[]>
}
