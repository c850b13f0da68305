import { appetites } from '../appetite.ts'
import type { Point, Verdict } from './judge.ts'
import type { Sheet } from './read-lines.ts'
import type { TwoModels } from './two-models.ts'

/** What is printed: tables for people, then one line for programs. */
export function report({ lines, models }: Sheet, verdicts: readonly Verdict[]): string {
  const [first] = verdicts
  if (!first) throw new RangeError('Nothing was judged.')
  const { apgr } = first.rules.router ?? {}
  return [
    `${lines.length} lines, ${models.length} models on all of them: ${models.join(', ')}`,
    ...details(first),
    ...(verdicts.length > 1 ? ['', 'spread over seeds', ...verdicts.map(spread)] : []),
    '',
    `result ${JSON.stringify({ apgr: apgr === undefined ? null : rounded(apgr), savedAt95: rounded(first.savedAt95) })}`,
  ].join('\n')
}

function details(verdict: Verdict): readonly string[] {
  const { cheap, dear, perfect, router, rules, seed, learnt, judged, setting } = verdict
  return [
    `Learnt from the scores of ${learnt} lines (the learning half of seed ${seed}), judged on the other ${judged}.`,
    `Cross-validation within the learning half chose penalty ${setting.penalty}, belief ${setting.belief}.`,
    `Weak is ${verdict.weak}, the cheapest by mean price; strong is ${verdict.strong}, the best of the learning half.`,
    '',
    row('', 'quality', 'USD per 1000', 'of strong’s cost', 'over random mix'),
    standing('always cheap', cheap, verdict),
    ...appetites.map(name => standing(`router, ${name}`, router[name], verdict)),
    standing('always strong', dear, verdict),
    standing('perfect router', perfect, verdict),
    '',
    row('weak and strong', 'APGR', 'CPT(50 %)', 'CPT(80 %)'),
    ranking('random mix', { apgr: 0.5, cpt50: 0.5, cpt80: 0.8 }),
    ranking('prompt length', rules['prompt length']),
    ranking('keyword rule', rules['keyword rule']),
    ranking('router', rules.router),
    '',
    `At 95 % of the strong model’s quality the router saves ${percent(verdict.savedAt95)} of its cost (a random mix ${percent(mixSavedAt95(verdict))}).`,
  ]
}

/** What a mix of weak and strong at random reaches for the same money. */
function mixAt(costUsd: number, { cheap, dear }: Verdict): number {
  const span = dear.costUsd - cheap.costUsd
  const part = span === 0 ? 1 : Math.min(1, Math.max(0, (costUsd - cheap.costUsd) / span))
  return cheap.quality + part * (dear.quality - cheap.quality)
}

function mixSavedAt95({ cheap, dear }: Verdict): number {
  const gap = dear.quality - cheap.quality
  const part = gap <= 0 ? 0 : Math.max(0, (0.95 * dear.quality - cheap.quality) / gap)
  return 1 - (cheap.costUsd + part * (dear.costUsd - cheap.costUsd)) / dear.costUsd
}

function standing(name: string, { quality, costUsd }: Point, verdict: Verdict): string {
  const over = quality - mixAt(costUsd, verdict)
  return row(
    name,
    quality.toFixed(4),
    (costUsd * 1000).toFixed(4),
    percent(costUsd / verdict.dear.costUsd),
    `${over < 0 ? '' : '+'}${over.toFixed(4)}`,
  )
}

const ranking = (name: string, two: TwoModels | undefined): string =>
  two
    ? row(name, two.apgr.toFixed(3), percent(two.cpt50), percent(two.cpt80))
    : row(name, 'no gap to recover')

const spread = ({ seed, rules, savedAt95, learnt, judged }: Verdict): string =>
  row(
    `seed ${seed} (${learnt}/${judged})`,
    `APGR ${rules.router?.apgr.toFixed(3) ?? '–'}`,
    `saved ${percent(savedAt95)}`,
  )

const row = (name: string, ...figures: readonly string[]): string =>
  [name.padEnd(22), ...figures.map(figure => figure.padStart(17))].join('')

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000
