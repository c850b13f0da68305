import { describe, expect, it } from 'vitest'
import { type Candidate, choose, type Situation } from '../../../src/routing/choose.ts'

const small: Candidate = {
  id: 'small',
  input: 0.15,
  output: 0.6,
  cacheRead: 0.07,
  isReasoning: false,
}
const medium: Candidate = { id: 'medium', input: 1, output: 4, cacheRead: 0.25, isReasoning: false }
const large: Candidate = { id: 'large', input: 5, output: 20, cacheRead: 0.5, isReasoning: true }

const asked = (question: string, more: Partial<Situation> = {}) => {
  const { id, why } = choose({
    ...{ question, historyTokens: 0, files: 0, images: 0, appetite: 'balanced', budgetPercent: 0 },
    candidates: [small, medium, large],
    ...more,
  })
  return `${id}: ${why}`
}

const hello = 'Good morning!'
const fact = 'What is the capital of Peru?'
const mail = 'Write a short e-mail to the team: the office is closed on Friday.'
const bug =
  'Our Python service deadlocks when 20 workers write to the queue. Analyze the root cause, compare two fixes and design a rollout plan.'
const proof = 'Prove that the sum $1 + 2 + … + n$ equals $n(n+1)/2$, then derive the integral.'
const russian = 'Объясните, пожалуйста, как работает механизм внимания в нейронных сетях.'

describe('auto chooses by what the message needs', () => {
  it.each([
    [hello, {}, 'small: the cheapest good enough, a short message'],
    [fact, {}, 'small: the cheapest good enough, a short factual question'],
    [mail, {}, 'small: the cheapest good enough, an easy question'],
    [bug, {}, 'large: the strongest, reasoning and code'],
    [proof, {}, 'large: the strongest, formulas and mathematics'],
    [russian, {}, 'small: the cheapest good enough, an easy question'],
    [`Quickly: ${bug}`, {}, 'medium: strong enough, reasoning and code, in a hurry'],
    [fact, { appetite: 'best' }, 'large: the strongest, a short factual question'],
    [bug, { appetite: 'cheapest' }, 'medium: strong enough, reasoning and code'],
    [bug, { appetite: 'thrifty' }, 'large: the strongest, reasoning and code'],
    [bug, { budgetPercent: 84 }, 'large: the strongest, reasoning and code, 84 % of a budget used'],
    [
      bug,
      { budgetPercent: 97 },
      'medium: strong enough, reasoning and code, 97 % of a budget used',
    ],
    [
      fact,
      { images: 1, candidates: [medium, large] },
      'medium: the cheapest good enough, images to read and a short factual question',
    ],
    [mail, { files: 1 }, 'small: the cheapest good enough, files to read'],
    [mail, { candidates: [large] }, 'large: the only one that can, an easy question'],
    [hello, { lastId: 'large', historyTokens: 2000 }, 'large: as before, a short message'],
    [hello, { lastId: 'large', historyTokens: 200000 }, 'large: as before, a short message'],
    [bug, { lastId: 'small', historyTokens: 2000 }, 'large: the strongest, reasoning and code'],
    [mail, { lastId: 'small', historyTokens: 2000 }, 'small: as before, an easy question'],
  ] as const)('%s %j', (question, more, decision) => {
    expect(asked(question, more)).toBe(decision)
  })
})

describe('the last one stays unless another is clearly worth it', () => {
  const last = { lastId: 'medium', candidates: [medium, { ...large, isReasoning: false }] }

  it('for the same kind of question', () => {
    expect(asked(mail, last)).toMatch(/^medium: as before/)
  })

  it('but not for a much harder one', () => {
    expect(asked(bug, { ...last, appetite: 'best' })).toMatch(/^large: the strongest/)
  })

  it('and a long thread in its cache makes it worth more', () => {
    // as dear as the last one, but it would have to read the thread anew
    const other = { ...medium, id: 'other', record: { calls: 200, failures: 0, latencyMs: 900 } }
    const failing = { ...medium, record: { calls: 200, failures: 50, latencyMs: 900 } }
    const pair = { lastId: 'medium', candidates: [failing, other], appetite: 'cheapest' } as const

    expect(asked(mail, { ...pair, historyTokens: 0 })).toMatch(/^other/)
    expect(asked(mail, { ...pair, historyTokens: 50_000 })).toMatch(/^medium: as before/)
  })
})

const best = { appetite: 'best' } as const

it('prefers the model that fails less here', () => {
  const record = { calls: 100, failures: 30, latencyMs: 2000 }

  expect(asked(mail, { ...best, candidates: [medium, large] })).toMatch(/^large/)
  expect(asked(mail, { ...best, candidates: [medium, { ...large, record }] })).toMatch(/^medium/)
})

it('passes the slow one over when somebody is in a hurry', () => {
  const slow = { ...large, isReasoning: false, record: { calls: 50, failures: 0, latencyMs: 9000 } }
  const quick = { ...medium, record: { calls: 50, failures: 0, latencyMs: 2000 } }

  expect(asked(mail, { ...best, candidates: [quick, slow] })).toMatch(/^large/)
  expect(asked(`ASAP: ${mail}`, { ...best, candidates: [quick, slow] })).toMatch(
    /^medium: .*, in a hurry$/,
  )
})
