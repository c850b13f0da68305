import { type Candidate, choose } from '../../src/routing/choose.ts'
import { spread } from './figures.ts'

const candidates: readonly Candidate[] = Array.from({ length: 20 }, (_, index) => ({
  id: `model-${index}`,
  input: 0.1 * (index + 1),
  output: 0.4 * (index + 1),
  cacheRead: 0.02 * (index + 1),
  isReasoning: index % 3 === 0,
  record: { calls: 100, failures: index, latencyMs: 1000 + 300 * index },
}))

const sentence =
  'Compare the two fixes, if $n^2$ workers must write to 12 Python queues each day; why? '
const LENGTHS = [80, 4000, 100_000]
const TIMES = 200
const WARM_UP = 10

/** How long the router takes to choose among twenty models, by the length of the question. */
export function deciding(): string {
  const rows = LENGTHS.map(length => {
    const question = sentence.repeat(Math.ceil(length / sentence.length)).slice(0, length)
    const took = Array.from({ length: TIMES }, () => {
      const before = performance.now()
      choose({
        ...{ question, candidates, historyTokens: 5000, files: 0, images: 0, budgetPercent: 50 },
        appetite: 'balanced',
        lastId: 'model-3',
      })
      return performance.now() - before
    })
    // the first ones are compiled on the way
    const { p50, p99 } = spread(took.slice(WARM_UP))
    const figures = [took[0] ?? Number.NaN, p50, p99].map(ms => `${ms.toFixed(2)} ms`)
    return `| ${[`${length} characters`, ...figures].join(' | ')} |`
  })
  return [
    '## auto: deciding among 20 models',
    '',
    '| question | first | p50 | p99 |',
    '| --- | --- | --- | --- |',
  ]
    .concat(rows)
    .join('\n')
}
