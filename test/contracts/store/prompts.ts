import { expect, it } from 'vitest'
import type { PromptContent } from '../../../src/ports/prompts.ts'
import { admin as ada, change as changeOf, createWorkspace, type OpenStore } from './samples.ts'

const content: PromptContent = {
  description: 'A letter',
  template: 'Write to {{who}}.',
  variables: [{ name: 'who', kind: 'text' }],
  modelId: 'openai/gpt-5',
  temperature: '0.3',
  outputSchema: { type: 'object' },
}
const change = changeOf('prompt')
const day = (number: number) => new Date(Date.UTC(2026, 10, number))

export function describePrompts(get: () => OpenStore): void {
  const create = async (workspaceId: string, name: string, more: object = {}) =>
    get().store.prompts.create(
      { ...content, workspaceId, name, ownerId: '', ...more },
      'created',
      change,
    )

  it('come back as they were saved', async () => {
    const workspaceId = await createWorkspace(get().store)
    const saved = await create(workspaceId, 'letter')

    const found = await get().store.prompts.find(workspaceId, 'Letter', 'ada', day(10))

    expect(found).toEqual(saved)
    expect(found).toMatchObject({ ...content, version: 1 })
  })

  it('are of one workspace', async () => {
    const [own, other] = [await createWorkspace(get().store), await createWorkspace(get().store)]
    const { id } = await create(own, 'letter')

    expect(await get().store.prompts.find(other, 'letter', 'ada', day(10))).toBeUndefined()
    expect(await get().store.prompts.byId(other, id)).toBeUndefined()
  })

  it('have one name each, even when two save at once', async () => {
    const workspaceId = await createWorkspace(get().store)

    const ends = await Promise.allSettled([create(workspaceId, 'a'), create(workspaceId, 'a')])

    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('keep every version; of two changes at once one is refused', async () => {
    const { store } = get()
    const workspaceId = await createWorkspace(get().store)
    const { id } = await create(workspaceId, 'letter')
    const save = (template: string) =>
      store.prompts.save(id, 1, { ...content, template }, 'edited', change)

    const ends = await Promise.allSettled([save('One'), save('Two')])

    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await store.prompts.history(id, 0, 9)).map(({ version }) => version)).toEqual([2, 1])
  })

  it('show a draft to its owner alone, until it runs out', async () => {
    const { store } = get()
    const workspaceId = await createWorkspace(get().store)
    const draft = { ownerId: 'ben', expiresAt: day(12), template: 'Draft' }
    await create(workspaceId, 'letter')
    await create(workspaceId, 'letter', draft)
    const template = async (memberId: string, now: Date) =>
      (await store.prompts.find(workspaceId, 'letter', memberId, now))?.template

    expect(await template('ben', day(11))).toBe('Draft')
    expect(await template('ada', day(11))).toBe(content.template)
    expect(await template('ben', day(12))).toBe(content.template)
  })

  it('are listed by name, page by page, with a filter', async () => {
    const { store } = get()
    const workspaceId = await createWorkspace(get().store)
    for (const name of ['c', 'a', 'b']) await create(workspaceId, name)
    await create(workspaceId, 'other', { modelId: 'x-ai/grok-4' })
    const filter = { workspaceId, now: day(10) }
    const names = async (more: object, offset = 0, limit = 9) => {
      const { total, prompts } = await store.prompts.list({ ...filter, ...more }, offset, limit)
      return [total, ...prompts.map(({ name }) => name)]
    }

    expect(await names({}, 0, 2)).toEqual([4, 'a', 'b'])
    expect(await names({}, 2, 2)).toEqual([4, 'c', 'other'])
    expect(await names({ modelId: 'x-ai/grok-4' })).toEqual([1, 'other'])
    expect(await names({ search: 'OTH' })).toEqual([1, 'other'])
  })

  it('are imported once each', async () => {
    const { store } = get()
    const workspaceId = await createWorkspace(get().store)
    const list = ['a', 'b'].map(name => ({ ...content, name }))

    expect(await store.prompts.importAll(workspaceId, list, change)).toEqual(['a', 'b'])
    expect(await store.prompts.importAll(workspaceId, list, change)).toEqual([])
  })

  it('move by the hundred, all or none, and back to exactly what was', async () => {
    const { store } = get()
    const workspaceId = await createWorkspace(get().store)
    const list = Array.from({ length: 500 }, (_, index) => ({
      ...content,
      name: `p${index}`,
      modelId: index % 2 === 0 ? 'openai/gpt-5' : 'x-ai/grok-4',
    }))
    await store.prompts.importAll(workspaceId, list, change)
    const filter = { workspaceId, now: day(10) }
    const promptIds = await store.prompts.ids(filter)
    const before = await store.prompts.list(filter, 0, 500)
    const id = `batch ${workspaceId}`
    await store.prompts.startBatch({ id, workspaceId, promptIds }, ada, day(10))
    const open = await store.prompts.batch(workspaceId, id)
    if (!open) throw new Error('no batch')

    const moved = await store.prompts.applyBatch(open, 'openai/gpt-5', change)
    expect([moved.changed.length, moved.skipped.length]).toEqual([250, 250])
    expect(await store.prompts.ids({ ...filter, modelId: 'openai/gpt-5' })).toHaveLength(500)
    await expect(store.prompts.applyBatch(open, 'openai/gpt-5', change)).rejects.toMatchObject({
      code: 'conflict',
    })

    await store.prompts.undoBatch({ ...open, state: 'applied' }, change)
    const after = await store.prompts.list(filter, 0, 500)
    const bare = ({ prompts }: typeof before) => prompts.map(({ version: _, ...rest }) => rest)
    expect(bare(after)).toEqual(bare(before))
  })

  it('do not move at all where the last of them cannot', async () => {
    const { store } = get()
    const workspaceId = await createWorkspace(get().store)
    await store.prompts.importAll(
      workspaceId,
      ['a', 'b'].map(name => ({ ...content, name })),
      change,
    )
    const promptIds = await store.prompts.ids({ workspaceId, now: day(10) })
    const id = `broken ${workspaceId}`
    await store.prompts.startBatch({ id, workspaceId, promptIds }, ada, day(10))
    const open = await store.prompts.batch(workspaceId, id)
    if (!open) throw new Error('no batch')
    // the audit is the last thing written: what it refuses takes everything back
    const broken = { ...change, target: null as unknown as string }

    await expect(store.prompts.applyBatch(open, 'x-ai/grok-4', broken)).rejects.toThrow()

    expect(await store.prompts.ids({ workspaceId, now: day(10), modelId: 'x-ai/grok-4' })).toEqual(
      [],
    )
    expect((await store.prompts.batch(workspaceId, id))?.state).toBe('open')
  })
}
