import { createHash } from 'node:crypto'
import type { Rated } from '../appetite.ts'
import { learnQuality, type Setting } from '../learned/learn-quality.ts'
import type { Line, Sheet } from './read-lines.ts'

export interface RatedModel extends Rated {
  readonly id: string
}

/** What one half of the lines taught: all that may be known when a prompt of the other half comes. */
export interface Router {
  /** Each model with its expected score on this prompt and its mean price. */
  rate(prompt: string): readonly RatedModel[]
  /** The cheapest by mean price, and the best by mean score. */
  readonly weak: string
  readonly strong: string
  readonly setting: Setting
}

/** Which half a line is in depends on its prompt alone, so the same prompt is never in both. */
export function split(lines: readonly Line[], seed: number) {
  const isLearning = ({ prompt }: Line): boolean =>
    (createHash('sha256').update(`${seed}\n${prompt}`).digest()[0] ?? 0) % 2 === 0
  return {
    learning: lines.filter(isLearning),
    judged: lines.filter(line => !isLearning(line)),
  }
}

export function learnRouter({ lines, models }: Sheet): Router {
  const { expect, means, setting } = learnQuality(
    lines.map(({ prompt, models: results }) => ({
      prompt,
      scores: models.map(id => results[id]?.score ?? 0),
    })),
  )
  const prices = models.map(
    id => lines.reduce((sum, line) => sum + (line.models[id]?.costUsd ?? 0), 0) / lines.length,
  )
  const overall = models.map((id, index) => ({
    id,
    quality: means[index] ?? 0,
    price: prices[index] ?? 0,
  }))
  const first = (order: (a: RatedModel, b: RatedModel) => number) =>
    overall.toSorted(order)[0]?.id ?? ''
  return {
    rate(prompt) {
      const expected = expect(prompt)
      return overall.map((model, index) => ({ ...model, quality: expected[index] ?? 0 }))
    },
    weak: first((a, b) => a.price - b.price || b.quality - a.quality),
    strong: first((a, b) => b.quality - a.quality || a.price - b.price),
    setting,
  }
}
