import type { BotError } from '../errors.ts'
import { defined } from '../lib/defined.ts'
import { newId } from '../lib/new-id.ts'
import type { Served } from '../models/serving.ts'
import { costOf } from '../money/cost.ts'
import { limitsOf } from '../money/limits.ts'
import { type Calendar, localDay } from '../money/period.ts'
import { type Placing, placeHold, placeHolds } from '../money/place-hold.ts'
import type { Budget } from '../ports/budgets.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { Clock } from '../ports/clock.ts'
import type { Call, Outcome, Settlement } from '../ports/ledger.ts'
import type { ChatMessage, LlmRoute, Usage } from '../ports/llm.ts'
import type { Store } from '../ports/store.ts'
import { type Heard, listen } from './listen.ts'

export interface ModelCall {
  readonly route: LlmRoute
  readonly model: CatalogModel
  readonly messages: readonly ChatMessage[]
  readonly inputTokens: number
  readonly maxOutputTokens: number
  readonly temperature?: number
  readonly attempt: number
  readonly call: Pick<
    Call,
    'workspaceId' | 'channelId' | 'threadId' | 'turnId' | 'memberId' | 'purpose'
  >
  readonly budgets: readonly Budget[]
  readonly calendar: Calendar
  readonly signal: AbortSignal
  /** The catalog's model behind the name that the route answered with. */
  servedModel(routeModelId: string): CatalogModel | undefined
  /** The text so far, each time it has grown. */
  onText(textSoFar: string): void
}

/** The model as the route that serves it here knows it, with that route. */
export const callee = (
  { route, routeModelId }: Served,
  model: CatalogModel,
): Pick<ModelCall, 'route' | 'model'> => ({
  route,
  model: { ...model, route: route.name, routeModelId },
})

export interface CallResult {
  readonly text: string
  /** Not yet on the ledger. */
  readonly settlement: Settlement
  readonly end: 'stop' | 'length' | 'refused' | 'failed'
  /** A budget left room for a shorter answer only. */
  readonly isShortened: boolean
  readonly error?: BotError
}

/** Sent, and listened to. */
export interface CallUnderWay {
  readonly asked: ModelCall
  readonly heard: Promise<CallResult>
}

export interface CallParts {
  readonly store: Store
  readonly clock: Clock
  readonly owner: string
  readonly countText: (text: string) => number
}

/** No call lasts longer; a hold older than this belongs to nobody. */
const LONGEST_CALL_MS = 30 * 60_000
const NOTE_EVERY_MS = 1000

/**
 * One attempt, from the hold to what it cost. A failure is part of the result: what was used has to be paid anyway.
 *
 * @throws OverBudget when it may not be made
 */
export async function callModel(parts: CallParts, asked: ModelCall): Promise<CallResult> {
  const call = toCall(asked, parts.clock.now())
  const placed = await placeHold(parts, toPlacing(parts, asked, call), asked.signal)
  return hear(parts, asked, call, Math.min(placed, asked.maxOutputTokens))
}

/**
 * Several calls at once: held for all of them or for none, then made side by side.
 *
 * @returns the calls under way, in order
 * @throws OverBudget when they may not be made
 */
export async function callModels(
  parts: CallParts,
  asked: readonly ModelCall[],
  signal: AbortSignal,
): Promise<readonly CallUnderWay[]> {
  const startedAt = parts.clock.now()
  const calls = asked.map(one => ({ one, call: toCall(one, startedAt) }))
  const placings = calls.map(({ one, call }) => toPlacing(parts, one, call))
  await placeHolds(parts, placings, signal)
  return calls.map(({ one, call }) => ({
    asked: one,
    heard: hear(parts, one, call, one.maxOutputTokens),
  }))
}

const toCall = ({ call, attempt, model, messages }: ModelCall, startedAt: Date): Call => ({
  ...call,
  id: newId(startedAt.getTime()),
  attempt,
  modelId: model.id,
  provider: model.provider,
  route: model.route,
  startedAt,
  ...defined({ prices: model.prices, images: imagesIn(messages) || undefined }),
})

const toPlacing = ({ owner }: CallParts, asked: ModelCall, call: Call): Placing => ({
  call,
  owner,
  inputTokens: asked.inputTokens,
  maxOutputTokens: asked.maxOutputTokens,
  limits: limitsOf(asked.budgets, call, call.startedAt, asked.calendar),
  expiresAt: new Date(call.startedAt.getTime() + LONGEST_CALL_MS),
})

/** Sends it and listens to the end. */
async function hear(
  parts: CallParts,
  asked: ModelCall,
  call: Call,
  maxOutputTokens: number,
): Promise<CallResult> {
  const note = createNote(parts, call.id)
  const heard = await listen(
    asked.route.chat({ ...asked, maxOutputTokens }),
    () => elapsed(parts.clock, call),
    text => {
      asked.onText(text)
      note(text)
    },
  )
  return {
    text: heard.text,
    end: heard.error ? 'failed' : heard.end,
    isShortened: maxOutputTokens < asked.maxOutputTokens,
    settlement: settlementOf(parts, asked, call, heard),
    ...defined({ error: heard.error }),
  }
}

/** Once a second at most: only a crash ever reads it. */
function createNote({ store, clock, countText }: CallParts, callId: string) {
  let last = clock.now().getTime()
  return (text: string): void => {
    const now = clock.now().getTime()
    if (now - last < NOTE_EVERY_MS) return
    last = now
    store.ledger.noteOutput(callId, countText(text)).catch(() => undefined)
  }
}

function settlementOf(
  { clock, countText }: CallParts,
  asked: ModelCall,
  call: Call,
  heard: Heard,
): Settlement {
  const usage = withImages(heard.usage ?? estimate(asked, heard, countText), call)
  const served = heard.served === undefined ? undefined : asked.servedModel(heard.served)
  const other = served && served.id !== call.modelId ? served : undefined
  const prices = other ? other.prices : call.prices
  const computedNano = prices && costOf(usage, prices, call.startedAt)
  return {
    call,
    day: localDay(call.startedAt, asked.calendar),
    modelServed: other?.id ?? call.modelId,
    usage,
    isEstimated: heard.usage === undefined,
    latencyMs: elapsed(clock, call),
    outcome: outcomeOf(heard),
    rawUsage: heard.rawUsage ?? { served: heard.served ?? null },
    ...defined({
      servedPrices: other?.prices,
      costNano: heard.reportedNano ?? computedNano,
      computedNano,
      reportedNano: heard.reportedNano,
      firstTokenMs: heard.firstTokenMs,
      errorCode: heard.error?.code,
    }),
  }
}

const imagesIn = (messages: readonly ChatMessage[]): number =>
  messages.reduce((sum, { images = [] }) => sum + images.length, 0)

const withImages = (usage: Usage, { images }: Call): Usage => ({ ...usage, ...defined({ images }) })

const elapsed = (clock: Clock, { startedAt }: Call): number =>
  clock.now().getTime() - startedAt.getTime()

const outcomeOf = ({ error }: Heard): Outcome => {
  if (!error) return 'ok'
  return error.code === 'stopped' ? 'stopped' : 'failed'
}

const NOTHING: Usage = {
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
}

/** Refused before it began costs nothing, which is known; a broken or stopped answer is counted here. */
function estimate(
  { inputTokens }: ModelCall,
  { text, error }: Heard,
  countText: (text: string) => number,
): Usage {
  const wasRead =
    text !== '' ||
    !error ||
    ['stopped', 'model-cut', 'model-timeout', 'model-empty'].includes(error.code)
  return wasRead ? { ...NOTHING, inputTokens, outputTokens: countText(text) } : NOTHING
}
