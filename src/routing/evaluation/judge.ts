import { BotError } from '../../errors.ts'
import type { Appetite } from '../../ports/workspaces.ts'
import { appetites, bestFor, worth } from '../appetite.ts'
import type { Setting } from '../learned/learn-quality.ts'
import { keywordsIn } from './keywords.ts'
import { learnRouter, type RatedModel, type Router, split } from './learn-router.ts'
import type { Line, Sheet } from './read-lines.ts'
import { compareTwo, type TwoModels } from './two-models.ts'

/** Means over the judged half. */
export interface Point {
  readonly quality: number
  readonly costUsd: number
}

export type Rule = 'prompt length' | 'keyword rule' | 'router'

export interface Verdict {
  readonly seed: number
  readonly learnt: number
  readonly judged: number
  readonly setting: Setting
  readonly weak: string
  readonly strong: string
  readonly cheap: Point
  readonly dear: Point
  readonly perfect: Point
  readonly router: Readonly<Record<Appetite, Point>>
  readonly rules: Readonly<Record<Rule, TwoModels | undefined>>
  /** Share of the strong model's cost that is saved at 95 % of its quality. */
  readonly savedAt95: number
}

interface View {
  readonly prompt: string
  readonly rated: readonly RatedModel[]
}

/** Learns from one half of the lines, judges on the other. The same seed gives the same halves. */
export function judge({ lines, models }: Sheet, seed: number): Verdict {
  const { learning, judged } = split(lines, seed)
  if (learning.length < FEWEST || judged.length < FEWEST) {
    throw new BotError('bad-option', `${lines.length} lines are too few to learn from and judge.`)
  }
  const router = learnRouter({ lines: learning, models })
  const { weak, strong, setting } = router
  // all that the router sees of a judged line is its prompt
  const views = judged.map(({ prompt }) => ({ prompt, rated: router.rate(prompt) }))
  const at = (priceWorth: number): Point =>
    meanOf(judged, (_, index) => bestFor(views[index]?.rated ?? [], priceWorth).id)
  const dear = meanOf(judged, () => strong)
  return {
    ...{ seed, weak, strong, setting, dear },
    learnt: learning.length,
    judged: judged.length,
    cheap: meanOf(judged, () => weak),
    perfect: meanOf(judged, line => perfectFor(line, models)),
    router: Object.fromEntries(appetites.map(name => [name, at(worth[name])])) as Verdict['router'],
    rules: rank(judged, views, router),
    savedAt95: savedAt(ENOUGH, [...SWEEP.map(at), dear], dear),
  }
}

const FEWEST = 10
const ENOUGH = 0.95
/** What the span of prices is worth, from twice the whole quality to nothing. */
const SWEEP: readonly number[] = Array.from({ length: 401 }, (_, step) => (400 - step) / 200)

function meanOf(lines: readonly Line[], choose: (line: Line, index: number) => string): Point {
  let quality = 0
  let costUsd = 0
  for (const [index, line] of lines.entries()) {
    const result = line.models[choose(line, index)]
    quality += result?.score ?? 0
    costUsd += result?.costUsd ?? 0
  }
  return { quality: quality / lines.length, costUsd: costUsd / lines.length }
}

/** The best answer there was, at the lowest cost it was to be had for. */
function perfectFor({ models: results }: Line, models: readonly string[]): string {
  const [best = ''] = models.toSorted((a, b) => {
    const [one, other] = [results[a], results[b]]
    return (other?.score ?? 0) - (one?.score ?? 0) || (one?.costUsd ?? 0) - (other?.costUsd ?? 0)
  })
  return best
}

function rank(lines: readonly Line[], views: readonly View[], router: Router): Verdict['rules'] {
  const score = (line: Line, id: string) => line.models[id]?.score ?? 0
  const by = (wishOf: (view: View) => number) =>
    compareTwo(
      lines.map((line, index) => {
        const view = views[index] ?? { prompt: line.prompt, rated: [] }
        const gap = score(line, router.strong) - score(line, router.weak)
        return { wish: wishOf(view), gap }
      }),
    )
  const expected = ({ rated }: View, id: string) => rated.find(model => model.id === id)?.quality
  return {
    'prompt length': by(({ prompt }) => prompt.length),
    'keyword rule': by(({ prompt }) => keywordsIn(prompt)),
    router: by(view => (expected(view, router.strong) ?? 0) - (expected(view, router.weak) ?? 0)),
  }
}

/** Along a way from cheap to dear, where enough quality is first reached; between two points it is a mix of both. */
function savedAt(share: number, way: readonly Point[], dear: Point): number {
  const wanted = share * dear.quality
  const index = way.findIndex(({ quality }) => quality >= wanted)
  const [before, after] = [way[index - 1], way[index]]
  if (!after || dear.costUsd === 0) return 0
  if (!before) return 1 - after.costUsd / dear.costUsd
  const part = (wanted - before.quality) / (after.quality - before.quality)
  const costUsd = before.costUsd + part * (after.costUsd - before.costUsd)
  return 1 - costUsd / dear.costUsd
}
