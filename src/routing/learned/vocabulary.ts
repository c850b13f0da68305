import { readSignals, type Signals } from '../signals.ts'

/** A prompt in numbers: only what is not zero. */
export interface Row {
  readonly at: Int32Array
  readonly value: Float64Array
}

/** Turns prompts into rows, by what the learning half taught about how rare each word is. */
export interface Vocabulary {
  readonly size: number
  rowOf(prompt: string): Row
}

/** Words and pairs of words share this many places; which one says a hash. */
const PLACES = 1 << 16
const LOOKED_AT = 6000
/** How far from the mean a measure may lie, in standard deviations: one odd prompt must not rule. */
const FARTHEST = 4

export function learnVocabulary(prompts: readonly string[]): Vocabulary {
  const measured = prompts.map(measures)
  const scales = (measured[0] ?? []).map((_, place) => scaleOf(measured.map(m => m[place] ?? 0)))
  const rarity = rarityOf(prompts)
  const offset = scales.length
  return {
    size: offset + PLACES,
    rowOf(prompt) {
      const dense = measures(prompt).map((value, place) => {
        const { mean, deviation } = scales[place] ?? { mean: 0, deviation: 1 }
        const scaled = Math.max(-FARTHEST, Math.min(FARTHEST, (value - mean) / deviation))
        return scaled / Math.sqrt(offset)
      })
      const found = [...termsOf(prompt)].flatMap(([term, count]) => {
        const weight = (rarity[term] ?? 0) * (1 + Math.log(count))
        return weight > 0 ? [[term + offset, weight] as const] : []
      })
      const length = Math.hypot(...found.map(([, weight]) => weight)) || 1
      return {
        at: Int32Array.from([...dense.keys(), ...found.map(([term]) => term)]),
        value: Float64Array.from([...dense, ...found.map(([, weight]) => weight / length)]),
      }
    },
  }
}

/** Counts say more on a logarithmic scale. */
function measures(prompt: string): readonly number[] {
  const signals: Signals = readSignals(prompt)
  const { words, characters, numbers } = signals
  return [
    ...Object.values(signals).map(count => Math.log1p(Number(count))),
    characters / Math.max(1, words),
    numbers / Math.max(1, words),
  ]
}

function scaleOf(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return { mean, deviation: Math.sqrt(variance) || 1 }
}

/** Of each term how rare it is; what was seen but once teaches nothing. */
function rarityOf(prompts: readonly string[]): Float64Array {
  const seen = new Float64Array(PLACES)
  for (const prompt of prompts) {
    for (const place of termsOf(prompt).keys()) seen[place] = (seen[place] ?? 0) + 1
  }
  return seen.map(times => (times < 2 ? 0 : Math.log(1 + prompts.length / times)))
}

/** Words and neighbouring pairs, by their places. All numbers count as one word. */
function termsOf(prompt: string): ReadonlyMap<number, number> {
  const text = prompt.slice(0, LOOKED_AT).toLowerCase().replace(/\d+/g, '0')
  const words = text.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? []
  const terms = new Map<number, number>()
  const add = (term: string) => {
    const place = placeOf(term)
    terms.set(place, (terms.get(place) ?? 0) + 1)
  }
  for (const [index, word] of words.entries()) {
    add(word)
    if (index > 0) add(`${words[index - 1]} ${word}`)
  }
  return terms
}

/** FNV-1a. */
function placeOf(term: string): number {
  let hash = 2_166_136_261
  for (let index = 0; index < term.length; index++) {
    hash = Math.imul(hash ^ term.charCodeAt(index), 16_777_619)
  }
  return (hash >>> 0) % PLACES
}
