import { describe, expect, it } from 'vitest'
import {
  arrival,
  ask,
  at,
  change,
  claim,
  createWorkspace,
  followUp,
  HOUR,
  member,
  message,
  type OpenStore,
  START,
  times,
} from './samples.ts'

export function describeThreads(opened: () => OpenStore): void {
  const threads = () => opened().store.threads
  const turns = () => opened().store.turns
  const key = (workspaceId: string, threadKey = 'T1') => ({
    workspaceId,
    channelId: 'C1',
    threadKey,
  })

  const history = async (threadId: string) => (await claim(opened().store, threadId)).history

  describe('a thread’s model', () => {
    it('can be chosen before anybody asked there', async () => {
      const id = await createWorkspace(opened().store)
      const asked = { ...key(id), isDirect: false, title: 'Talk' }

      const made = await threads().setModel(asked, 'b/two', member, at(0))

      expect(made).toMatchObject({ ...key(id), title: 'Talk', modelId: 'b/two', status: 'active' })
      expect(made.listens).toBe('mentions')
      expect(await threads().find(key(id))).toEqual(made)
      expect(await threads().byId(made.id)).toEqual(made)
    })

    it('of a direct thread makes one that listens to everything', async () => {
      const id = await createWorkspace(opened().store)
      const asked = { ...key(id), isDirect: true, title: 'DM' }

      expect((await threads().setModel(asked, 'b/two', member, at(0))).listens).toBe('all')
    })

    it('changes and is reset without touching the rest', async () => {
      const id = await createWorkspace(opened().store)
      const { thread } = await ask(opened().store, arrival(id, '1'))
      const asked = { ...key(id), isDirect: false, title: 'Other' }

      const set = await threads().setModel(asked, 'b/two', member, at(1))
      const reset = await threads().setModel(asked, undefined, member, at(2))

      expect(set).toMatchObject({ id: thread.id, title: 'A title', listens: 'all' })
      expect(reset).not.toHaveProperty('modelId')
    })

    it('is chosen by many at the same time in one thread', async () => {
      const id = await createWorkspace(opened().store)
      const asked = { ...key(id), isDirect: false, title: 'Talk' }

      const made = await Promise.all(
        times(10, index => threads().setModel(asked, `m/${index}`, member, at(0))),
      )

      expect(new Set(made.map(thread => thread.id)).size).toBe(1)
    })

    it('is told to be missing once, until another one is chosen', async () => {
      const id = await createWorkspace(opened().store)
      const asked = { ...key(id), isDirect: false, title: 'Talk' }
      const thread = await threads().setModel(asked, 'b/two', member, at(0))

      await threads().noteMissingTold(thread.id, 'b/two')
      expect((await threads().byId(thread.id))?.toldMissing).toBe('b/two')

      await threads().setModel(asked, 'a/one', member, at(1))
      expect(await threads().byId(thread.id)).not.toHaveProperty('toldMissing')
    })
  })

  it('are unknown until something happens in them', async () => {
    expect(await threads().find(key('slack:nowhere'))).toBeUndefined()
    expect(await threads().byId('nothing')).toBeUndefined()
  })

  it('listen to what was set', async () => {
    const id = await createWorkspace(opened().store)
    const { thread } = await ask(opened().store, arrival(id, '1'))

    await threads().setListens(thread.id, 'mentions')

    expect((await threads().byId(thread.id))?.listens).toBe('mentions')
  })

  describe('what a member’s new threads will use', () => {
    it('is set, changed and removed, per channel and member', async () => {
      const id = await createWorkspace(opened().store)
      const read = (memberId = 'U2') => threads().starterChoice(id, 'C1', memberId)

      await threads().setStarterChoice(id, 'C1', 'U2', 'a/one')
      await threads().setStarterChoice(id, 'C1', 'U2', 'b/two')
      expect(await read()).toBe('b/two')
      expect(await read('U3')).toBeUndefined()

      await threads().setStarterChoice(id, 'C1', 'U2', undefined)
      expect(await read()).toBeUndefined()
    })

    it('is the model of the next thread this member starts, and of no other', async () => {
      const id = await createWorkspace(opened().store)
      const { store } = opened()
      await threads().setStarterChoice(id, 'C1', 'U2', 'b/two')

      const own = await ask(store, arrival(id, '1', { threadKey: 'T1' }))
      const within = await ask(store, arrival(id, '2', { threadKey: 'T2', startsThread: false }))
      const other = await ask(store, arrival(id, '3', { threadKey: 'T3', channelId: 'C2' }))

      expect(own.thread.modelId).toBe('b/two')
      expect(within.thread).not.toHaveProperty('modelId')
      expect(other.thread).not.toHaveProperty('modelId')
    })
  })

  it('that a member started are listed newest first, up to a number', async () => {
    const id = await createWorkspace(opened().store)
    for (const index of [0, 1, 2]) {
      const asked = arrival(id, `${index}`, { threadKey: `T${index}`, message: { at: at(index) } })
      await ask(opened().store, asked)
    }
    const others = { author: { id: 'U9', name: 'Cy' } }
    await ask(opened().store, arrival(id, '9', { threadKey: 'T9', message: others }))

    const recent = await threads().recent(id, 'C1', 'U2', 2)

    expect(recent.map(({ threadKey }) => threadKey)).toEqual(['T2', 'T1'])
  })

  describe('context', () => {
    it('is added once, however often it is read', async () => {
      const id = await createWorkspace(opened().store)
      const { thread } = await ask(opened().store, arrival(id, '3', { message: { at: at(3) } }))
      const earlier = times(3, index => message(`${index}`, { role: 'context', at: at(index) }))

      await threads().addContext(thread.id, earlier)
      await threads().addContext(thread.id, [...earlier, ...earlier, message('3')])

      expect((await history(thread.id)).map(({ ref }) => ref)).toEqual(['0', '1', '2', '3'])
    })

    it('may arrive from several sides at the same time', async () => {
      const id = await createWorkspace(opened().store)
      const { store } = opened()
      const { thread } = await ask(store, arrival(id, 'q', { message: { at: at(99) } }))
      const earlier = times(8, index => message(`${index}`, { role: 'context', at: at(index) }))

      await Promise.all([
        ...times(4, () => threads().addContext(thread.id, earlier)),
        ...times(4, index =>
          turns().receive(
            followUp(id, `${index}`, { opensWithOther: true, message: { at: at(index) } }),
          ),
        ),
      ])

      expect(await history(thread.id)).toHaveLength(9)
    })

    it('keeps its files', async () => {
      const id = await createWorkspace(opened().store)
      const { thread } = await ask(opened().store, arrival(id, 'q', { message: { at: at(9) } }))
      const attachments = [{ name: 'a.png', mimeType: 'image/png', sizeBytes: 12, ref: 'F1' }]

      await threads().addContext(thread.id, [message('0', { role: 'context', attachments })])
      await threads().addContext(thread.id, [])

      expect((await history(thread.id))[0]).toMatchObject({ ref: '0', attachments })
    })
  })

  describe('forgetting', () => {
    it('empties one member’s messages in one workspace', async () => {
      const id = await createWorkspace(opened().store)
      const elsewhere = await createWorkspace(opened().store)
      const { store } = opened()
      const cy = { author: { id: 'U9', name: 'Cy' } }
      const { thread } = await ask(store, arrival(id, '1'))
      await ask(store, followUp(id, '2', { message: { ...cy, at: at(1) } }))
      const other = await ask(store, arrival(elsewhere, '1'))
      await store.turns.end({
        turnId: (await claim(store, thread.id)).turn.id,
        state: 'answered',
        postedRefs: [],
        at: at(5),
      })

      expect(await threads().forget(id, 'U2', at(9))).toBe(1)
      expect(await threads().forget(id, 'U2', at(10))).toBe(0)

      expect((await history(thread.id)).map(({ author }) => author.id)).toEqual(['U9'])
      expect((await threads().byId(thread.id))?.title).not.toBe('A title')
      expect((await history(other.thread.id))[0]?.text).toBe('words of 1')
    })

    it('takes the member’s queued questions along and keeps a message from coming back', async () => {
      const id = await createWorkspace(opened().store)
      const { thread } = await ask(opened().store, arrival(id, '1'))

      await threads().forget(id, 'U2', at(9))

      expect(await turns().receive(arrival(id, '1'))).toEqual({ kind: 'duplicate' })
      expect(await turns().claim(thread.id, { owner: 'p', until: at(60) }, 10)).toBeUndefined()
    })
  })

  describe('retention', () => {
    it('deletes what is older, and archives threads that fell silent', async () => {
      const id = await createWorkspace(opened().store)
      const { store } = opened()
      const old = new Date(START.getTime() - 48 * HOUR)
      const silent = await ask(store, arrival(id, '1', { message: { at: old } }))
      const alive = await ask(store, arrival(id, '2', { threadKey: 'T2' }))

      expect(await threads().expire(id, new Date(START.getTime() - 24 * HOUR))).toBe(1)

      expect((await threads().byId(silent.thread.id))?.status).toBe('archived')
      expect((await threads().byId(alive.thread.id))?.status).toBe('active')
      expect(await threads().recent(id, 'C1', 'U2', 10)).toHaveLength(1)
    })

    it('knows the workspaces that have it', async () => {
      const id = await createWorkspace(opened().store)
      const other = await createWorkspace(opened().store)

      await opened().store.workspaces.update(id, { retentionDays: 7 }, change())

      const found = await threads().withRetention()
      expect(found).toContainEqual({ id, retentionDays: 7 })
      expect(found.map(workspace => workspace.id)).not.toContain(other)
    })
  })
}
