/** Nano-USD (1e-9 USD) per million tokens; `image` and `request` per piece. One that is absent costs what its whole does. */
export interface Rates {
  readonly input: bigint
  readonly output: bigint
  readonly cacheRead?: bigint
  /** Kept for five minutes or so. */
  readonly cacheWrite?: bigint
  /** Kept for an hour. */
  readonly cacheWriteHour?: bigint
  readonly reasoning?: bigint
  readonly audioInput?: bigint
  readonly audioOutput?: bigint
  readonly image?: bigint
  readonly request?: bigint
}

/** Rates that take the place of the usual ones where every condition holds. */
export interface PriceException extends Partial<Rates> {
  /** The whole call counts, once its input (what is cached included) is larger. */
  readonly aboveInputTokens?: number
  /** `HH:MM` in UTC, half-open; `from` after `until` goes over midnight. */
  readonly fromUtc?: string
  readonly untilUtc?: string
}

export interface Prices extends Rates {
  /** Of two that apply the later one wins, rate by rate. */
  readonly exceptions?: readonly PriceException[]
}

export type PriceState = 'known' | 'unknown' | 'dynamic'

/**
 * Tokens of one call. Totals are inclusive: cached reads, cached writes and audio lie within input, reasoning and audio
 * within output, writes for an hour within all writes.
 */
export interface Usage {
  readonly inputTokens: number
  readonly cacheReadTokens: number
  readonly cacheWriteTokens: number
  readonly cacheWriteHourTokens?: number
  readonly audioInputTokens?: number
  /** Pictures sent, whatever tokens they were read as. */
  readonly images?: number
  readonly outputTokens: number
  readonly reasoningTokens: number
  readonly audioOutputTokens?: number
}

export type Capability =
  | 'vision'
  | 'files'
  | 'tools'
  | 'reasoning'
  | 'structured-output'
  | 'code'
  | 'web'
  | 'audio'
  | 'caching'

/** What a route allows, where it says so. */
export interface Limits {
  readonly requestsPerMinute?: number
  /** Images in one request. */
  readonly images?: number
  readonly inputTokens?: number
  readonly outputTokens?: number
}

/** A model as a route offers it. What the route does not say is absent, never guessed. */
export interface OfferedModel {
  /** `provider/model`, as OpenRouter writes it. */
  readonly id: string
  readonly provider: string
  /** What serves it: `openrouter`, `openai`, …, `compatible/<name>`, `demo`. */
  readonly route: string
  /** The id the route itself uses. */
  readonly routeModelId: string
  readonly name: string
  readonly family?: string
  /** The maker's own, such as the day in a dated id. */
  readonly version?: string
  readonly contextWindow?: number
  readonly maxOutput?: number
  readonly inputModalities: readonly string[]
  readonly outputModalities: readonly string[]
  readonly capabilities: readonly Capability[]
  /** Request parameters the model takes, where the route lists them. */
  readonly parameters?: readonly string[]
  readonly prices?: Prices
  readonly priceState: PriceState
  readonly limits?: Limits
  /** Where it is run, such as `eu`; absent is unknown. */
  readonly regions?: readonly string[]
  /** ISO day. */
  readonly deprecatedOn?: string
  /** What its provider names as the one to go on with. */
  readonly successorId?: string
  /** Other ids for the same model, such as the maker's dated one. */
  readonly aliases: readonly string[]
}

export interface ImagePart {
  readonly mimeType: string
  readonly bytes: Uint8Array
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly text: string
  readonly images?: readonly ImagePart[]
}

export interface ChatRequest {
  readonly model: Pick<OfferedModel, 'id' | 'routeModelId' | 'capabilities' | 'parameters'>
  readonly messages: readonly ChatMessage[]
  readonly maxOutputTokens: number
  readonly temperature?: number
  readonly signal: AbortSignal
}

export type ChatEvent =
  | { readonly type: 'text'; readonly text: string }
  /** Private reasoning is going on: proof of life, nothing to show. */
  | { readonly type: 'thinking' }
  | {
      readonly type: 'usage'
      readonly usage: Usage
      /** The provider's own figure, in nano-USD. */
      readonly reportedNano?: bigint
      readonly raw: unknown
    }
  | { readonly type: 'served'; readonly routeModelId: string }
  | { readonly type: 'end'; readonly reason: 'stop' | 'length' | 'refused' }

/** One way to reach models. All errors are `BotError`s with a `model-…` code. */
export interface LlmRoute {
  readonly name: string
  /** What it surely has, for as long as its list was never read. */
  readonly builtIn?: readonly OfferedModel[]
  /** Every page of the route's list. `lost` is told of each entry that could not be read. */
  list(signal: AbortSignal, lost?: (entry: unknown) => void): Promise<readonly OfferedModel[]>
  /** Fails when the key is no good; there where the list needs none. */
  checkKey?(signal: AbortSignal): Promise<void>
  /**
   * One attempt, streamed; never retries. Ends with an `end` event, or throws. Aborting the signal ends it with
   * `stopped`.
   */
  chat(request: ChatRequest): AsyncIterable<ChatEvent>
}
