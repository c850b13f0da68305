export interface Spread {
  readonly count: number
  readonly p50: number
  readonly p99: number
}

/** Nearest rank. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN
  return { count: sorted.length, p50: at(0.5), p99: at(0.99) }
}
