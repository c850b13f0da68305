import { expect, it } from 'vitest'
import { type Obstacle, resolveModel, type Wishes } from '../../../src/models/resolve-model.ts'

/** As DESIGN gives it, strongest first. */
const order = [
  'prompt',
  'member-task',
  'workspace-task',
  'thread',
  'member',
  'channel',
  'workspace',
] as const

/** What can be said at a level. */
const states = ['absent', 'usable', 'auto', 'disabled', 'no-key'] as const
type State = (typeof states)[number]
type Situation = Readonly<Record<(typeof order)[number], State>>

/** Every combination of what can be said at every level. */
function* situations(levels: readonly (typeof order)[number][] = order): Generator<Situation> {
  const [level, ...rest] = levels
  if (!level) return yield {} as Situation
  for (const others of situations(rest)) {
    for (const state of states) yield { ...others, [level]: state } as Situation
  }
}

const isBlocked = (state: State): state is 'disabled' | 'no-key' =>
  ['disabled', 'no-key'].includes(state)

function decide(situation: Situation, others: readonly string[]) {
  const wishes: Wishes = Object.fromEntries(
    order.flatMap(level => {
      const state = situation[level]
      if (state === 'absent') return []
      return [[level, state === 'auto' ? 'auto' : `${level}/${state}`]]
    }),
  )
  const obstacleOf = (modelId: string): Obstacle | undefined => {
    const state = modelId.split('/')[1] as State
    return isBlocked(state) ? state : undefined
  }
  return resolveModel(wishes, others, obstacleOf)
}

/** What a person reading DESIGN would say, walking down its list. */
function expected(situation: Situation, lastResort: string | undefined) {
  const passed: { level: string; modelId: string; obstacle: string }[] = []
  for (const level of order) {
    const state = situation[level]
    if (state === 'usable') return { modelId: `${level}/usable`, level, isAuto: false, passed }
    if (state === 'auto') {
      return lastResort && { modelId: lastResort, level, isAuto: true, passed }
    }
    if (state !== 'absent') passed.push({ level, modelId: `${level}/${state}`, obstacle: state })
  }
  return lastResort && { modelId: lastResort, level: 'fallback', isAuto: false, passed }
}

it('follows the order of decision in every combination of choices, auto and obstacles', () => {
  const wrong: unknown[] = []
  let count = 0

  for (const situation of situations()) {
    for (const others of [['other/disabled', 'other/usable'], ['other/no-key']]) {
      count += 1
      const got = JSON.stringify(decide(situation, others))
      const lastResort = others.find(other => other === 'other/usable')
      const wanted = JSON.stringify(expected(situation, lastResort))
      if (got !== wanted) wrong.push({ situation, got, wanted })
    }
  }

  expect(count).toBe(2 * states.length ** order.length)
  expect(wrong.slice(0, 3)).toEqual([])
})
