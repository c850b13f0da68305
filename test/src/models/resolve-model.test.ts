import { expect, it } from 'vitest'
import { type Choice, type Obstacle, resolveModel } from '../../../src/models/resolve-model.ts'

const thread: Choice = { level: 'thread', modelId: 't' }
const channel: Choice = { level: 'channel', modelId: 'c' }
const workspace: Choice = { level: 'workspace', modelId: 'w' }

const resolve = (blocked: Readonly<Record<string, Obstacle>>, choices: readonly Choice[]) =>
  resolveModel(choices, ['f', 'o'], id => blocked[id])

it.each([
  ['the strongest choice', {}, [thread, channel, workspace], 't', 'thread', []],
  ['the next one', { t: 'disabled' }, [thread, channel, workspace], 'c', 'channel', ['t']],
  [
    'the default',
    { t: 'no-key', c: 'vanished' },
    [thread, channel, workspace],
    'w',
    'workspace',
    ['t', 'c'],
  ],
  ['the fallback', { w: 'no-key' }, [workspace], 'f', 'fallback', ['w']],
  ['what else is enabled', { w: 'no-key', f: 'no-key' }, [workspace], 'o', 'fallback', ['w']],
] as const)('follows %s', (_what, blocked, choices, modelId, level, passed) => {
  const resolution = resolve(blocked, choices)

  expect(resolution).toMatchObject({ modelId, level })
  expect(resolution?.passed.map(choice => choice.modelId)).toEqual(passed)
})

it('finds none where none can answer', () => {
  expect(resolve({ w: 'no-key', f: 'no-key', o: 'no-key' }, [workspace])).toBeUndefined()
})
