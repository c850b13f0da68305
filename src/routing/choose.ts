import type { Appetite } from '../ports/workspaces.ts'
import { valuesOf, worth } from './appetite.ts'
import { type Difficulty, difficultyOf } from './difficulty.ts'
import { readSignals } from './signals.ts'

/** What the team's calls of the last weeks say of a model. */
export interface Measured {
  readonly calls: number
  readonly failures: number
  /** Mean of a whole call. */
  readonly latencyMs: number
}

/**
 * A model that may answer: enabled, served, priced, and able to take the input. Prices in USD per million tokens, to be
 * weighed, not to be added up.
 */
export interface Candidate {
  readonly id: string
  readonly input: number
  readonly output: number
  /** What is read again from the provider's cache; absent where there is none. */
  readonly cacheRead?: number
  /** It thinks before it answers. */
  readonly isReasoning: boolean
  readonly record?: Measured
}

export interface Situation {
  readonly question: string
  /** What the model reads beside the question: the thread so far. */
  readonly historyTokens: number
  /** Of the question: files whose text is read, and images. */
  readonly files: number
  readonly images: number
  readonly appetite: Appetite
  /** Of the budget that is nearest its limit: how much is used, 0 … 100. */
  readonly budgetPercent: number
  /** Who answered last in this thread. */
  readonly lastId?: string
  readonly candidates: readonly Candidate[]
}

export interface Decision {
  readonly id: string
  /** One line for people, without the model's name. */
  readonly why: string
}

/** Another model than the last one has to promise this much more: a thread keeps its voice. */
const STICKY = 0.15
/** Up to here every model answers well. */
const EASY = 0.2
/** An answer's usual length, in tokens. */
const OUTPUT = 500
const URGENT =
  /\b(?:urgent(?:ly)?|asap|a\.s\.a\.p|right now|immediately|quick(?:ly)?|hurry|emergency)\b/i
/** What doubling the wait costs somebody in a hurry, in quality. */
const WAIT_WORTH = 0.08
/** A reasoning model's usual wait beside others', where nothing was measured yet. */
const THINKING = 4

/** Pure, and asks nobody. @throws RangeError without candidates */
export function choose(situation: Situation): Decision {
  const { question, candidates, lastId } = situation
  const difficulty = difficultyOf(readSignals(question))
  const isUrgent = URGENT.test(question)
  const priceWorth = worth[thriftier(situation)]
  const rated = candidates.map(candidate => ({
    price: priceOf(candidate, situation),
    quality:
      qualityOf(candidate, candidates, difficulty.value) -
      (isUrgent ? WAIT_WORTH * Math.log2(waitOf(candidate) / fastest(candidates)) : 0),
  }))
  const values = valuesOf(rated, priceWorth)
  const best = indexOfMost(values, rated)
  const last = candidates.findIndex(({ id }) => id === lastId)
  const isKept = last >= 0 && (values[best] ?? 0) - (values[last] ?? 0) <= STICKY
  const chosen = candidates[isKept ? last : best]
  if (!chosen) throw new RangeError('There is nothing to choose from.')
  const kind = isKept ? 'kept' : last >= 0 ? 'changed' : 'fresh'
  return { id: chosen.id, why: explain(situation, { chosen, difficulty, isUrgent, kind }) }
}

/** Near the end of a budget money counts for more. */
function thriftier({ appetite, budgetPercent }: Situation): Appetite {
  if (budgetPercent >= 95) return 'cheapest'
  if (budgetPercent < 80 || appetite === 'cheapest') return appetite
  return 'thrifty'
}

/** What this turn costs; who answered last finds the thread in its cache, anybody else reads it anew. */
function priceOf(candidate: Candidate, { question, historyTokens, lastId }: Situation): number {
  const { id, input, output, cacheRead = input } = candidate
  const fresh = question.length / 4
  const reread = historyTokens * (id === lastId ? cacheRead : input)
  return fresh * input + reread + OUTPUT * output
}

/**
 * Expected share of good answers. Without a record a price says how strong a model is among the others; the harder the
 * question, the more that counts.
 */
function qualityOf(candidate: Candidate, all: readonly Candidate[], difficulty: number): number {
  const beyondEasy = Math.max(0, difficulty - EASY) / (1 - EASY)
  // where money does not count, a little strength does even then
  const missed = (0.02 + 0.98 * beyondEasy ** 2) * (1 - strengthOf(candidate, all))
  return (1 - missed) * reliabilityOf(candidate)
}

function strengthOf(candidate: Candidate, all: readonly Candidate[]): number {
  const size = ({ input, output }: Candidate) => Math.log(1 + 100 * (input + output))
  const sizes = all.map(size)
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)]
  const relative = most === least ? 1 : (size(candidate) - least) / (most - least)
  return Math.min(1, relative + (candidate.isReasoning ? 0.1 : 0))
}

/** Share of calls that did not fail; a few calls say little. */
const reliabilityOf = ({ record }: Candidate): number =>
  record ? (record.calls - record.failures + 19) / (record.calls + 20) : 0.95

const waitOf = ({ record, isReasoning }: Candidate): number =>
  record && record.calls >= 5
    ? Math.max(100, record.latencyMs)
    : isReasoning
      ? 4000 * THINKING
      : 4000

const fastest = (candidates: readonly Candidate[]): number => Math.min(...candidates.map(waitOf))

function indexOfMost(values: readonly number[], rated: readonly { readonly price: number }[]) {
  const price = (index: number) => rated[index]?.price ?? 0
  const [best = 0] = [...values.keys()].sort(
    (a, b) => (values[b] ?? 0) - (values[a] ?? 0) || price(a) - price(b),
  )
  return best
}

interface Choice {
  readonly chosen: Candidate
  readonly difficulty: Difficulty
  readonly isUrgent: boolean
  readonly kind: 'kept' | 'changed' | 'fresh'
}

function explain(situation: Situation, choice: Choice): string {
  const { budgetPercent, candidates } = situation
  const parts = [
    candidates.length === 1 ? 'the only one that can' : placed(situation, choice),
    needOf(situation, choice.difficulty),
    ...(choice.isUrgent ? ['in a hurry'] : []),
    ...(budgetPercent >= 80 ? [`${Math.floor(budgetPercent)} % of a budget used`] : []),
  ]
  return parts.filter(Boolean).join(', ')
}

function placed({ candidates }: Situation, { chosen, kind }: Choice): string {
  if (kind === 'kept') return 'as before'
  const price = ({ input, output }: Candidate) => input + output
  const cheaper = candidates.filter(other => price(other) < price(chosen)).length
  if (cheaper === 0) return 'the cheapest good enough'
  const dearer = candidates.filter(other => price(other) > price(chosen)).length
  return dearer === 0 ? 'the strongest' : 'strong enough'
}

/** What of the message weighed most. */
function needOf({ images, files }: Situation, { reasons, value }: Difficulty): string {
  const needs = [
    ...(images > 0 ? ['images to read'] : []),
    ...(files > 0 ? ['files to read'] : []),
    ...reasons
      .filter(({ weight }) => (value < 0.3 ? weight < 0 : weight > 0.25))
      .map(({ words }) => words),
  ].slice(0, 2)
  const [only = value < 0.3 ? 'an easy question' : 'a usual question', second] = needs
  return second ? `${only} and ${second}` : only
}
