import type { Row } from './vocabulary.ts'

const MOST_STEPS = 60
/** Of the squared residual: more exact weights order prompts no better. */
const EXACT_ENOUGH = 1e-7

/**
 * Ridge regression by conjugate gradients: weights that make `rows · weights` come near the targets, with `penalty`
 * times their squared length against them. The same input gives the same weights.
 */
export function ridge(
  rows: readonly Row[],
  targets: readonly number[],
  size: number,
  penalty: number,
): Float64Array {
  const weights = new Float64Array(size)
  const residual = timesTargets(rows, targets, size)
  const direction = residual.slice()
  let squared = dot(residual, residual)
  const enough = squared * EXACT_ENOUGH
  for (let step = 0; step < MOST_STEPS && squared > enough; step++) {
    const moved = timesItself(rows, direction, penalty)
    const length = squared / dot(direction, moved)
    addTimes(weights, direction, length)
    addTimes(residual, moved, -length)
    const next = dot(residual, residual)
    const keep = next / squared
    for (let at = 0; at < size; at++)
      direction[at] = (residual[at] ?? 0) + keep * (direction[at] ?? 0)
    squared = next
  }
  return weights
}

export function rowTimes({ at, value }: Row, weights: Float64Array): number {
  let sum = 0
  for (let index = 0; index < at.length; index++) {
    sum += (value[index] ?? 0) * (weights[at[index] ?? 0] ?? 0)
  }
  return sum
}

function timesTargets(rows: readonly Row[], targets: readonly number[], size: number) {
  const sums = new Float64Array(size)
  for (const [index, row] of rows.entries()) addRow(sums, row, targets[index] ?? 0)
  return sums
}

/** (rowsᵀ·rows + penalty) · direction */
function timesItself(rows: readonly Row[], direction: Float64Array, penalty: number): Float64Array {
  const sums = direction.map(value => value * penalty)
  for (const row of rows) addRow(sums, row, rowTimes(row, direction))
  return sums
}

function addRow(sums: Float64Array, { at, value }: Row, factor: number): void {
  for (let index = 0; index < at.length; index++) {
    const place = at[index] ?? 0
    sums[place] = (sums[place] ?? 0) + factor * (value[index] ?? 0)
  }
}

function addTimes(to: Float64Array, what: Float64Array, factor: number): void {
  for (let at = 0; at < to.length; at++) to[at] = (to[at] ?? 0) + factor * (what[at] ?? 0)
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}
