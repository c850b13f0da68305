/** One prompt: how much a rule wants the strong model for it, and how much better that one really is. */
export interface Ranked {
  readonly wish: number
  readonly gap: number
}

export interface TwoModels {
  /** Share of the quality gap recovered, averaged over all shares of strong calls; a random mix gives 0.5. */
  readonly apgr: number
  /** Share of strong calls needed to recover half, four fifths of the gap. */
  readonly cpt50: number
  readonly cpt80: number
}

/** @returns undefined where the strong model is no better, so that there is no gap to recover */
export function compareTwo(ranked: readonly Ranked[]): TwoModels | undefined {
  const gap = ranked.reduce((sum, line) => sum + line.gap, 0)
  if (gap <= 0) return undefined
  const recovered = recovery(ranked, gap)
  const area = recovered.reduce(
    (sum, value, index) => sum + (value + (recovered[index - 1] ?? 0)) / 2,
    0,
  )
  const callsFor = (share: number) =>
    (recovered.findIndex(value => value >= share - 1e-9) + 1) / ranked.length
  return { apgr: area / ranked.length, cpt50: callsFor(0.5), cpt80: callsFor(0.8) }
}

/** Share of the gap recovered after each further prompt goes to the strong model; equal wishes share theirs evenly. */
function recovery(ranked: readonly Ranked[], gap: number): readonly number[] {
  const groups = new Map<number, number[]>()
  for (const line of ranked) {
    const group = groups.get(line.wish)
    if (group) group.push(line.gap)
    else groups.set(line.wish, [line.gap])
  }
  let sum = 0
  return [...groups]
    .sort(([a], [b]) => b - a)
    .flatMap(([, gaps]) => {
      const each = gaps.reduce((total, value) => total + value, 0) / gaps.length
      return gaps.map(() => {
        sum += each
        return sum / gap
      })
    })
}
