import type { Signals } from './signals.ts'

/** One thing that makes a prompt hard or easy, in words a person can check. */
export interface Reason {
  readonly words: string
  /** What it adds, on the scale of the logistic's inside. */
  readonly weight: number
}

export interface Difficulty {
  /** 0 (anybody knows) … 1 (only the best will do). */
  readonly value: number
  /** What weighed most, first. */
  readonly reasons: readonly Reason[]
}

/** A greeting lies near 0.1, a short task at about a third. */
const BASE = -1.5

const capped = (count: number, most: number): number => Math.min(count, most) / most

const isFact = ({ factual, words }: Signals): boolean => factual === 1 && words <= 25

/** Read top to bottom: this is all the router knows about difficulty without the team's record. */
const rules: readonly ((signals: Signals) => Reason)[] = [
  s => ({ words: 'formulas', weight: 1.2 * capped(s.formulas, 2) }),
  s => ({ words: 'mathematics', weight: 1.2 * capped(s.mathematicsWords, 2) }),
  s => ({ words: 'a calculation', weight: 0.8 * capped(Math.min(s.numbers, s.quantities), 4) }),
  s => ({ words: 'code', weight: 1.4 * capped(s.code + s.codeWords, 3) }),
  s => ({ words: 'reasoning', weight: 1.5 * capped(s.reasoningWords, 3) }),
  s => ({ words: 'several conditions', weight: 0.7 * capped(s.constraints + s.conditions, 6) }),
  s => ({
    words: 'several parts',
    weight: 0.7 * capped(s.listItems + Math.max(0, s.questions - 1), 3),
  }),
  s => ({ words: 'a long text', weight: 1.2 * capped(s.words, 400) }),
  s => ({ words: 'another alphabet', weight: 0.4 * capped(s.otherScripts, 40) }),
  s => ({ words: 'writing', weight: 0.3 * capped(s.writingWords, 1) }),
  s => ({ words: 'a short factual question', weight: isFact(s) ? -1 : 0 }),
  s => ({ words: 'a short message', weight: s.words <= 6 && !isFact(s) ? -0.5 : 0 }),
]

export function difficultyOf(signals: Signals): Difficulty {
  const reasons = rules
    .map(rule => rule(signals))
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  const inside = reasons.reduce((sum, { weight }) => sum + weight, BASE)
  return { value: 1 / (1 + Math.exp(-inside)), reasons }
}
