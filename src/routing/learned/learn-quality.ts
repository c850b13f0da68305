import { difficultyOf } from '../difficulty.ts'
import { readSignals } from '../signals.ts'
import { ridge, rowTimes } from './ridge.ts'
import { learnVocabulary, type Row } from './vocabulary.ts'

/** How well each model did on one prompt, in the order of the models. */
export interface Lesson {
  readonly prompt: string
  readonly scores: readonly number[]
}

/** Expected score of each model, in their order. */
export type Expect = (prompt: string) => readonly number[]

export interface Learned {
  readonly expect: Expect
  /** Mean score of each model over the lessons. */
  readonly means: readonly number[]
  /** What cross-validation within the lessons chose. */
  readonly setting: Setting
}

export interface Setting {
  /** Of ridge regression: how far to trust the lessons' words. */
  readonly penalty: number
  /** How far to trust that models better on average are better still on hard prompts. */
  readonly belief: number
}

const PENALTIES = [1, 3, 10, 30, 100]
const BELIEFS = [0, 1, 3]
/** Cross-validation looks at no more lessons than this, and learning at no more than that, to end within a minute. */
const MOST_TRIED = 2500
const MOST_LEARNED = 20_000
const FOLDS = 4

/**
 * What a model does better or worse than the others on a prompt: a linear function of its signs and words, on top of a
 * plain belief about difficulty. Deterministic.
 */
export function learnQuality(all: readonly Lesson[]): Learned {
  const lessons = all.slice(0, MOST_LEARNED)
  const setting = chooseSetting(lessons.slice(0, MOST_TRIED))
  const prepared = prepare(lessons)
  return {
    expect: prepared.train(setting.penalty)(setting.belief),
    means: prepared.means,
    setting,
  }
}

/** The setting whose expectations, learnt without a fold, come nearest to what that fold's models did. */
function chooseSetting(lessons: readonly Lesson[]): Setting {
  const errors = new Map<Setting, number>(
    PENALTIES.flatMap(penalty => BELIEFS.map(belief => [{ penalty, belief }, 0] as const)),
  )
  for (let fold = 0; fold < FOLDS; fold++) {
    const prepared = prepare(lessons.filter((_, index) => index % FOLDS !== fold))
    const others = lessons.filter((_, index) => index % FOLDS === fold)
    for (const penalty of PENALTIES) {
      const trained = prepared.train(penalty)
      for (const [setting, error] of errors) {
        if (setting.penalty !== penalty) continue
        errors.set(setting, error + errorOf(trained(setting.belief), others))
      }
    }
  }
  const [[best] = [{ penalty: 10, belief: 1 }]] = [...errors].sort((a, b) => a[1] - b[1])
  return best
}

/** Squared, of what decides between models: their differences from one another. */
function errorOf(expect: Expect, lessons: readonly Lesson[]): number {
  return lessons.reduce((sum, { prompt, scores }) => {
    const wanted = centred(scores)
    return centred(expect(prompt)).reduce(
      (error, value, model) => error + (value - (wanted[model] ?? 0)) ** 2,
      sum,
    )
  }, 0)
}

/** What all settings have in common. */
function prepare(lessons: readonly Lesson[]) {
  const vocabulary = learnVocabulary(lessons.map(({ prompt }) => prompt))
  const rows = lessons.map(({ prompt }) => vocabulary.rowOf(prompt))
  const means = meansOf(lessons)
  const strengths = centred(means)
  const hardness = lessons.map(({ prompt }) => hardnessOf(prompt))
  const usual = meanOf(hardness)
  const learn = (targets: readonly number[], penalty: number) =>
    ridge(rows, targets, vocabulary.size, penalty)

  function train(penalty: number): (belief: number) => Expect {
    const ofModels = means.map((_, model) => {
      const relative = lessons.map(({ scores }) => centred(scores)[model] ?? 0)
      return learn(
        relative.map(value => value - (strengths[model] ?? 0)),
        penalty,
      )
    })
    const ofHardness = learn(
      hardness.map(value => value - usual),
      penalty,
    )
    return belief => prompt => {
      const row: Row = vocabulary.rowOf(prompt)
      // what the words say already is not believed twice
      const unexplained = hardnessOf(prompt) - usual - rowTimes(row, ofHardness)
      return means.map((mean, model) => {
        const believed = belief * (strengths[model] ?? 0) * unexplained
        return mean + rowTimes(row, ofModels[model] ?? new Float64Array()) + believed
      })
    }
  }
  return { means, train }
}

const hardnessOf = (prompt: string): number => difficultyOf(readSignals(prompt)).value

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

const centred = (values: readonly number[]): readonly number[] => {
  const mean = meanOf(values)
  return values.map(value => value - mean)
}

const meansOf = (lessons: readonly Lesson[]): readonly number[] =>
  (lessons[0]?.scores ?? []).map((_, model) =>
    meanOf(lessons.map(({ scores }) => scores[model] ?? 0)),
  )
