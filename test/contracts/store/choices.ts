import { expect, it } from 'vitest'
import type { Call, Settlement } from '../../../src/ports/ledger.ts'
import type { TurnSpec } from '../../../src/ports/turns.ts'
import {
  arrival,
  ask,
  at,
  call,
  change,
  claim,
  createWorkspace,
  HOUR,
  type OpenStore,
  settlement,
  spend,
} from './samples.ts'

const spec: TurnSpec = {
  kind: 'prompt',
  id: 'p1',
  name: 'Standup',
  version: 3,
  modelId: 'b/two',
  system: 'Be brief.',
  temperature: 0.2,
  output: { type: 'object', properties: { a: { type: 'string' } } },
}

export function describeChoices(opened: () => OpenStore): void {
  const choices = () => opened().store.choices

  it('auto is a flag beside the default, which a model takes back', async () => {
    const { store } = opened()
    const id = await createWorkspace(store)
    expect(await store.workspaces.find(id)).toMatchObject({ isAuto: false, appetite: 'balanced' })

    await store.workspaces.update(id, { isAuto: true, appetite: 'thrifty' }, change())
    const before = await store.workspaces.find(id)
    expect(before).toMatchObject({ isAuto: true, appetite: 'thrifty' })

    await store.workspaces.setDefault(id, before?.defaultModelId ?? '', change())
    expect(await store.workspaces.find(id)).toMatchObject({ isAuto: false, appetite: 'thrifty' })
  })

  it('what a thread avoids is kept once each, in their order', async () => {
    const { store } = opened()
    const id = await createWorkspace(store)
    const key = { workspaceId: id, channelId: 'C1', threadKey: '1', isDirect: false, title: 'One' }
    const thread = await store.threads.setModel(key, 'auto', { id: 'U1', name: 'Ada' }, at(1))
    expect(thread.avoided).toBeUndefined()

    for (const modelId of ['a/one', 'b/two', 'a/one']) await store.threads.avoid(thread.id, modelId)

    expect((await store.threads.byId(thread.id))?.avoided).toEqual(['a/one', 'b/two'])
  })

  it('of a member are kept by task, changed one by one, and taken back', async () => {
    const id = await createWorkspace(opened().store)

    await choices().setMember(id, 'U2', { chat: 'a/one', prd_analysis: 'auto' }, at(1))
    await choices().setMember(id, 'U2', { chat: 'b/two', prd_analysis: undefined }, at(2))
    await choices().setMember(id, 'U3', { chat: 'a/one' }, at(3))

    expect(await choices().ofMember(id, 'U2')).toEqual({ chat: 'b/two' })
    expect(await choices().memberChosenAt(id, 'U2')).toEqual(at(2))
    expect(await choices().memberChosenAt(id, 'U9')).toBeUndefined()
  })

  it('of a member who left are dropped, and nobody else’s', async () => {
    const id = await createWorkspace(opened().store)
    const other = await createWorkspace(opened().store)
    for (const workspace of [id, other]) {
      await choices().setMember(workspace, 'U2', { chat: 'a/one', prd_analysis: 'a/one' }, at(1))
    }
    await choices().setMember(id, 'U3', { chat: 'a/one' }, at(1))

    expect(await choices().dropMember(id, 'U2')).toBe(2)

    expect(await choices().ofMember(id, 'U2')).toEqual({})
    expect(await choices().ofMember(id, 'U3')).toEqual({ chat: 'a/one' })
    expect(await choices().ofMember(other, 'U2')).toEqual({ chat: 'a/one', prd_analysis: 'a/one' })
  })

  it('of the workspace come with it, are taken back, and stand in the audit', async () => {
    const { store } = opened()
    const id = await createWorkspace(store)

    await choices().setTask(id, 'prd_analysis', 'b/two', change('task default'))
    await choices().setTask(id, 'chat', 'b/two', change('task default'))
    await choices().setTask(id, 'chat', undefined, change('task default'))

    expect((await store.workspaces.find(id))?.taskModels).toEqual({ prd_analysis: 'b/two' })
    expect(await store.workspaces.changes(id, 10)).toHaveLength(3)
  })

  it('of the workspace move with a model that is replaced', async () => {
    const { store } = opened()
    const id = await createWorkspace(store)
    await choices().setTask(id, 'prd_analysis', 'b/two', change())

    await store.workspaces.disable(id, 'b/two', 'a/one', change())

    expect((await store.workspaces.find(id))?.taskModels).toEqual({ prd_analysis: 'a/one' })
  })

  it('can be judged by what each model did in each task', async () => {
    const { store } = opened()
    const id = await createWorkspace(store)
    const run = (over: Partial<Call>, more: Partial<Settlement> = {}) =>
      spend(store, settlement(call(id, { purpose: 'prd_analysis', ...over }), more))
    await run({})
    await run({}, { outcome: 'failed', costNano: 5n })
    await run({}, { outcome: 'stopped', costNano: 0n })
    const priced = settlement(call(id, { purpose: 'prd_analysis', modelId: 'b/two' }))
    const { costNano: _cost, computedNano: _computed, ...unpriced } = priced
    await spend(store, unpriced)
    await run({ purpose: 'compare' })
    await run({ startedAt: at(-HOUR) })

    const uses = await choices().uses(id, ['prd_analysis', 'chat'], at(0))

    expect([...uses].sort((a, b) => (a.modelId < b.modelId ? -1 : 1))).toEqual([
      {
        task: 'prd_analysis',
        modelId: 'a/one',
        runs: 3,
        failures: 1,
        unpriced: 0,
        costNano: 625_005n,
      },
      { task: 'prd_analysis', modelId: 'b/two', runs: 1, failures: 0, unpriced: 1, costNano: 0n },
    ])
  })

  it('are claimed with a turn, and so is what the turn is for', async () => {
    const { store } = opened()
    const id = await createWorkspace(store)
    await choices().setMember(id, 'U2', { chat: 'a/one' }, at(1))
    const { turnId, thread } = await ask(store, arrival(id, '1', { purpose: 'prompt', spec }))

    const { turn, memberChoices } = await claim(store, thread.id)
    expect(turn).toMatchObject({ id: turnId, purpose: 'prompt', spec })
    expect(memberChoices).toEqual({ chat: 'a/one' })

    await store.turns.end({ turnId, state: 'failed', postedRefs: [], at: at(9) })
    const again = await store.turns.again(turnId, { id: 'U3', name: 'Cleo' }, at(10))
    expect(await store.turns.find(again.turnId)).toMatchObject({ purpose: 'prompt', spec })
    expect(await store.turns.countSince(id, 'U2', at(-1))).toBe(1)
    expect(await store.turns.countSince(id, 'U2', at(20))).toBe(0)
  })
}
