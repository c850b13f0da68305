import { expect, it } from 'vitest'
import { admin, at, change, createWorkspace, member, type OpenStore } from './samples.ts'

export function describePresets(opened: () => OpenStore): void {
  const presets = () => opened().store.presets
  const preset = (workspaceId: string, name: string) => ({
    ...{ workspaceId, name, modelIds: ['b/two', 'a/one'] },
    ...{ savedBy: admin.id, savedAt: at(1) },
  })

  const enabledIn = async (id: string) =>
    (await opened().store.workspaces.find(id))?.enabled.map(({ modelId }) => modelId)

  it('is kept by name in its workspace, models in their order, and stands in the audit', async () => {
    const id = await createWorkspace(opened().store)
    const other = await createWorkspace(opened().store)

    await presets().save(preset(id, 'team'), change('save preset', 'team'))
    await presets().save(preset(id, 'night'), change('save preset', 'night'))

    expect(await presets().list(id)).toEqual([preset(id, 'night'), preset(id, 'team')])
    expect(await presets().list(other)).toEqual([])
    const [first] = await opened().store.workspaces.changes(id, 10)
    expect(first?.details['models']).toBe('b/two, a/one')
  })

  it('is never overwritten', async () => {
    const id = await createWorkspace(opened().store)
    await presets().save(preset(id, 'team'), change())

    const second = { ...preset(id, 'team'), modelIds: ['c/three'] }
    await expect(presets().save(second, change())).rejects.toMatchObject({ code: 'conflict' })

    expect(await presets().list(id)).toEqual([preset(id, 'team')])
    expect(await opened().store.workspaces.changes(id, 10)).toHaveLength(1)
  })

  it('is removed once', async () => {
    const id = await createWorkspace(opened().store)
    await presets().save(preset(id, 'team'), change())

    await presets().remove(id, 'team', change('delete preset'))

    expect(await presets().list(id)).toEqual([])
    const again = presets().remove(id, 'team', change('delete preset'))
    await expect(again).rejects.toMatchObject({ code: 'conflict' })
    expect(await opened().store.workspaces.changes(id, 10)).toHaveLength(2)
  })

  it('enables what is not yet enabled, after what is, and says which', async () => {
    const { store } = opened()
    const id = await createWorkspace(store)

    const first = await presets().enableAll(id, ['c/three', 'b/two', 'd/four'], change())
    const again = await presets().enableAll(id, ['c/three', 'd/four'], change())

    expect(first.modelIds).toEqual(['c/three', 'd/four'])
    expect(again.modelIds).toEqual([])
    expect(await enabledIn(id)).toEqual(['a/one', 'b/two', 'c/three', 'd/four'])
    const changes = await store.workspaces.changes(id, 10)
    expect(changes.map(({ details }) => details['models'])).toEqual(['c/three, d/four'])
  })

  it('enabled by two at once is enabled once', async () => {
    const id = await createWorkspace(opened().store)

    const both = await Promise.all([
      presets().enableAll(id, ['c/three', 'd/four'], change()),
      presets().enableAll(id, ['d/four', 'c/three'], change()),
    ])

    expect(both.flatMap(({ modelIds }) => modelIds).sort()).toEqual(['c/three', 'd/four'])
  })

  it('is taken back but for the default and what others enabled', async () => {
    const { store, clock } = opened()
    const id = await createWorkspace(store)
    const { at: moment } = await presets().enableAll(id, ['c/three', 'd/four'], change())
    await presets().enableAll(id, ['e/five'], { ...change(), actor: member })
    clock.pass(10_000)
    await presets().enableAll(id, ['f/six'], change())
    await store.workspaces.setDefault(id, 'c/three', change())

    expect(await presets().disableAgain(id, moment, change('undo preset'))).toEqual(['d/four'])
    expect(await presets().disableAgain(id, moment, change('undo preset'))).toEqual([])

    expect(await enabledIn(id)).toEqual(['a/one', 'b/two', 'c/three', 'e/five', 'f/six'])
  })
}
