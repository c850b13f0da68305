import type { Dialect } from './dialects.ts'

type FailureStatus =
  | 400
  | 401
  | 402
  | 403
  | 404
  | 408
  | 409
  | 413
  | 422
  | 429
  | 500
  | 502
  | 503
  | 504
  | 529

export interface UsageFigures {
  readonly promptTokens?: number
  readonly completionTokens?: number
  readonly totalTokens?: number
  readonly cachedTokens?: number
  readonly cacheWriteTokens?: number
  readonly reasoningTokens?: number
  readonly audioTokens?: number
  /** OpenRouter's `usage.cost` in USD; `null` leaves the field out. */
  readonly cost?: number | null
}

export interface ToolCall {
  readonly name: string
  readonly arguments: string
}

/** Which calls a behaviour is for. A queued one is used up after `times` calls (1). */
interface Matching {
  readonly model?: string | RegExp
  readonly dialect?: Dialect
  readonly times?: number
}

/** How one chat call goes. Everything left out is an ordinary, immediate, complete answer. */
export interface Behaviour extends Matching {
  readonly text?: string
  readonly chunks?: readonly string[]
  readonly chunkCount?: number
  /** Characters per chunk: with `chunkDelayMs`, a slow trickle. */
  readonly chunkSize?: number
  readonly chunkDelayMs?: number
  readonly headersDelayMs?: number
  readonly firstTokenDelayMs?: number
  /** The first token (or, with `stallMidStream`, the rest) waits for this. */
  readonly until?: Promise<unknown>

  readonly status?: FailureStatus
  /** Seconds, or a date written as an HTTP date. */
  readonly retryAfter?: number | Date
  readonly headers?: Readonly<Record<string, string>>
  readonly errorMessage?: string
  readonly errorCode?: string
  /** Replaces the whole body of a failure. */
  readonly errorBody?: unknown

  readonly reset?: boolean
  readonly hang?: boolean
  readonly html?: boolean
  readonly emptyBody?: boolean
  readonly truncatedJson?: boolean
  /** Status 200 whose JSON is an error, as OpenRouter sends when the upstream fails early. */
  readonly errorInBody?: boolean

  /** Each of these: after how many chunks of text. */
  readonly cutMidStream?: number
  readonly stallMidStream?: number
  readonly garbage?: number
  readonly errorMidStream?: number
  /** The stream ends properly, but without the finish chunk, usage and `[DONE]`. */
  readonly endEarly?: number
  readonly endWithoutDone?: boolean

  readonly finishReason?: string | null
  readonly refusal?: string
  readonly reasoning?: string
  readonly reasoningField?: 'reasoning' | 'reasoning_content'
  readonly toolCalls?: readonly ToolCall[]

  readonly usage?: 'none' | 'zeros' | UsageFigures
  readonly usagePlacement?: 'own-chunk' | 'finish-chunk' | 'every-chunk'
  /** The reasoning tokens come on top of `completion_tokens` and only show in the total. */
  readonly reasoningIsAdditive?: boolean
  readonly servedModel?: string
  readonly upstream?: string
  /** Send CRLF line ends and comments between events, as proxies do. */
  readonly noisy?: boolean
}

/** How one list call goes. */
export interface ListBehaviour {
  readonly dialect?: Dialect
  /** `native` is Google's own list, `language-models` is xAI's list with prices. */
  readonly list?: 'models' | 'native' | 'language-models' | 'generation' | 'key'
  readonly times?: number
  readonly status?: FailureStatus
  readonly retryAfter?: number | Date
  readonly delayMs?: number
  readonly until?: Promise<unknown>
  readonly reset?: boolean
  readonly hang?: boolean
  readonly html?: boolean
  readonly emptyBody?: boolean
  readonly empty?: boolean
  readonly truncatedJson?: boolean
  readonly duplicates?: boolean
  /** Every page says that there is another one; lasts until `reset()`. */
  readonly endlessPages?: boolean
  /** Valid JSON with this much nonsense in it. */
  readonly junkBytes?: number
  readonly body?: unknown
}
