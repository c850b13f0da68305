import type { CatalogModel } from '../ports/catalog.ts'

const SMALLEST_WINDOW = 8000

export interface Room {
  readonly maxOutputTokens: number
  /** What is left of the window for what the model reads. */
  readonly inputTokens: number
}

/** How a model's window is shared between the question and an answer of `wanted` tokens at most. */
export function roomIn(model: CatalogModel, wanted: number): Room {
  const { contextWindow = SMALLEST_WINDOW, maxOutput = wanted } = model
  const maxOutputTokens = Math.min(wanted, maxOutput, Math.floor(contextWindow / 2))
  return { maxOutputTokens, inputTokens: contextWindow - maxOutputTokens }
}
