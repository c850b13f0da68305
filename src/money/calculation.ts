import type { EnabledEntry } from '../models/workspaces.ts'
import type { Prices } from '../ports/llm.ts'
import { costOf } from './cost.ts'
import type { Message } from './planned-volume.ts'
import type { Volume } from './volume.ts'
import { costAt } from './what-if.ts'

/** What is to be paid for in 30 days: so many messages that are all alike, or what was really asked. */
export type Work =
  | { readonly kind: 'planned'; readonly message: Message; readonly messages: number }
  | { readonly kind: 'recent'; readonly volume: Volume }

export interface Priced {
  readonly entry: EnabledEntry
  readonly costNano: bigint
}

export interface Unfit {
  readonly entry: EnabledEntry
  readonly why: string
}

export interface Calculation {
  /** Cheapest first. */
  readonly priced: readonly Priced[]
  readonly unfit: readonly Unfit[]
}

export function calculate(work: Work, entries: readonly EnabledEntry[]): Calculation {
  const priced: Priced[] = []
  const unfit: Unfit[] = []
  for (const entry of entries) {
    const { prices } = entry.model
    const why = obstacleOf(work, entry)
    if (why !== undefined) unfit.push({ entry, why })
    else if (prices) priced.push({ entry, costNano: costFor(work, prices) })
    else unfit.push({ entry, why: 'price unknown' })
  }
  priced.sort((a, b) => Number(a.costNano > b.costNano) - Number(a.costNano < b.costNano))
  return { priced, unfit }
}

function obstacleOf(work: Work, { model, isAvailable }: EnabledEntry): string | undefined {
  if (!isAvailable) return 'unavailable'
  if (work.kind === 'recent') return undefined
  const { inputTokens, outputTokens, images } = work.message
  const { contextWindow = Number.POSITIVE_INFINITY, maxOutput = contextWindow } = model
  if (images > 0 && !model.inputModalities.includes('image')) return 'cannot read images'
  if (inputTokens + outputTokens > contextWindow) return 'cannot read so much text'
  return outputTokens > maxOutput ? 'cannot answer at such length' : undefined
}

const costFor = (work: Work, prices: Prices): bigint =>
  work.kind === 'recent'
    ? costAt(work.volume, prices)
    : costOfMessage(work.message, prices) * BigInt(work.messages)

/** As each call is charged; at which hour is not known, so prices by hour are left out. */
function costOfMessage(message: Message, { exceptions = [], ...usual }: Prices): bigint {
  const bySize = exceptions.filter(({ fromUtc }) => fromUtc === undefined)
  return costOf(message, { ...usual, exceptions: bySize }, new Date(0))
}

/**
 * How long the answers would have to be, in tokens, for two models to cost the same; undefined where one is cheaper
 * whatever their length.
 */
export function evenAnswer({ message }: Work & { kind: 'planned' }, a: Prices, b: Prices) {
  const unit = { ...message, outputTokens: message.inputTokens }
  const silent = { ...message, outputTokens: 0 }
  const [inA, inB] = [costOfMessage(silent, a), costOfMessage(silent, b)]
  const gapIn = inB - inA
  const gapOut = costOfMessage(unit, a) - inA - (costOfMessage(unit, b) - inB)
  if (gapIn === 0n || gapOut === 0n || gapIn > 0n !== gapOut > 0n) return undefined
  return Number((gapIn * BigInt(message.inputTokens)) / gapOut)
}
