import { describe, expect, it } from 'vitest'
import type { Received } from '../../../src/ports/turns.ts'
import {
  type ArrivalChanges,
  arrival,
  ask,
  at,
  claim,
  createWorkspace,
  followUp,
  lease,
  type OpenStore,
  times,
} from './samples.ts'

const kinds = (received: readonly Received[]) => received.map(({ kind }) => kind).sort()

export function describeReceive(opened: () => OpenStore): void {
  const turns = () => opened().store.turns

  describe('a message', () => {
    it('that addresses the bot becomes a turn of a new thread', async () => {
      const id = await createWorkspace(opened().store)

      const received = await turns().receive(arrival(id, '1'))

      expect(received).toMatchObject({
        kind: 'question',
        isNewThread: true,
        thread: { workspaceId: id, threadKey: 'T1', title: 'A title', listens: 'all' },
      })
      const turnId = received.kind === 'question' ? received.turnId : ''
      expect(await turns().find(turnId)).toMatchObject({
        state: 'queued',
        questionRef: '1',
        member: { id: 'U2', name: 'Ben' },
        purpose: 'chat',
        startsThread: true,
        resumes: 0,
        postedRefs: [],
      })
    })

    it('that is delivered twice is answered once', async () => {
      const id = await createWorkspace(opened().store)
      await ask(opened().store, arrival(id, '1'))

      expect(await turns().receive(arrival(id, '1'))).toEqual({ kind: 'duplicate' })
    })

    it('that is delivered twenty times at the same time is answered once', async () => {
      const id = await createWorkspace(opened().store)

      const received = await Promise.all(times(20, () => turns().receive(arrival(id, '1'))))

      expect(kinds(received)).toEqual([...times(19, () => 'duplicate'), 'question'])
    })

    it('has its own identity in each channel and workspace', async () => {
      const [one, two] = [
        await createWorkspace(opened().store),
        await createWorkspace(opened().store),
      ]

      const received = [
        await turns().receive(arrival(one, '1')),
        await turns().receive(arrival(one, '1', { channelId: 'C2' })),
        await turns().receive(arrival(two, '1')),
      ]

      expect(kinds(received)).toEqual(['question', 'question', 'question'])
    })
  })

  it('two first messages of a thread at the same time make one thread', async () => {
    const id = await createWorkspace(opened().store)

    const received = await Promise.all(times(6, ref => ask(opened().store, arrival(id, `${ref}`))))

    expect(new Set(received.map(({ thread }) => thread.id)).size).toBe(1)
    expect(received.filter(({ isNewThread }) => isNewThread)).toHaveLength(1)
  })

  it.each<[string, ArrivalChanges, Received['kind']]>([
    ['that nobody addressed, in a thread that is not known', { threadKey: 'T9' }, 'ignored'],
    ['in a conversation with the bot', {}, 'question'],
    ['in a conversation that opens with somebody else', { opensWithOther: true }, 'context'],
    [
      'that opens with somebody else but addresses the bot too',
      { opensWithOther: true, isAddressed: true },
      'question',
    ],
  ])('a message %s', async (_name, over, kind) => {
    const id = await createWorkspace(opened().store)
    await ask(opened().store, arrival(id, '1'))

    expect((await turns().receive(followUp(id, '2', over))).kind).toBe(kind)
  })

  it.each<[string, boolean, Received['kind']]>([
    ['is context', false, 'context'],
    ['that mentions the bot is a question', true, 'question'],
  ])('in a quiet thread a message %s', async (_name, isAddressed, kind) => {
    const id = await createWorkspace(opened().store)
    const { thread } = await ask(opened().store, arrival(id, '1'))
    await opened().store.threads.setListens(thread.id, 'mentions')

    expect((await turns().receive(followUp(id, '2', { isAddressed }))).kind).toBe(kind)
  })

  it('a thread in which the bot was mentioned later keeps waiting for mentions', async () => {
    const id = await createWorkspace(opened().store)

    const { thread } = await ask(opened().store, arrival(id, '1', { startsThread: false }))

    expect(thread.listens).toBe('mentions')
    expect((await turns().receive(followUp(id, '2'))).kind).toBe('context')
  })

  it('a direct message is a conversation wherever it stands', async () => {
    const id = await createWorkspace(opened().store)
    const direct = { isDirect: true, startsThread: false }

    const { thread } = await ask(opened().store, arrival(id, '1', direct))

    expect(thread).toMatchObject({ listens: 'all', isDirect: true })
  })

  it('context is read with the next question', async () => {
    const id = await createWorkspace(opened().store)
    const other = { opensWithOther: true, message: { at: at(1) } }
    const { turnId, thread } = await ask(opened().store, arrival(id, '1'))
    await claim(opened().store, thread.id)
    await turns().end({ turnId, state: 'answered', postedRefs: [], at: at(1) })
    await turns().receive(followUp(id, '2', other))
    await ask(opened().store, followUp(id, '3', { message: { at: at(2) } }))

    const { history } = await claim(opened().store, thread.id)

    expect(history.map(({ ref, role }) => [ref, role])).toEqual([
      ['1', 'user'],
      ['2', 'context'],
      ['3', 'user'],
    ])
  })

  describe('claiming at once', () => {
    const claiming = { lease: lease(), historyLimit: 100 }

    it('gives the first question of a thread, running', async () => {
      const id = await createWorkspace(opened().store)

      const received = await turns().receive(arrival(id, '1'), claiming)

      expect(received).toMatchObject({
        kind: 'question',
        isNewThread: true,
        claimed: { turn: { state: 'running', questionRef: '1' }, history: [{ ref: '1' }] },
      })
      const { turnId } = received as { turnId: string }
      expect((await turns().find(turnId))?.state).toBe('running')
    })

    it('leaves a question waiting while another runs', async () => {
      const id = await createWorkspace(opened().store)
      await turns().receive(arrival(id, '1'), claiming)

      const received = await turns().receive(followUp(id, '2'), claiming)

      expect(received).toMatchObject({ kind: 'question' })
      expect(received).not.toHaveProperty('claimed')
    })

    it('reads the thread once nothing runs in it', async () => {
      const id = await createWorkspace(opened().store)
      const { turnId } = await ask(opened().store, arrival(id, '1'))
      await claim(opened().store, (await turns().find(turnId))?.threadId ?? '')
      await turns().end({ turnId, state: 'answered', postedRefs: [], at: at(1) })

      const received = await turns().receive(
        followUp(id, '2', { message: { at: at(2) } }),
        claiming,
      )

      expect(received).toMatchObject({
        claimed: { turn: { questionRef: '2' }, history: [{ ref: '1' }, { ref: '2' }] },
      })
    })

    it('waits where the past of the thread is still to be read', async () => {
      const id = await createWorkspace(opened().store)

      const called = arrival(id, '1', { startsThread: false })

      expect(await turns().receive(called, claiming)).not.toHaveProperty('claimed')
    })
  })

  describe('questions in one minute', () => {
    it('over the limit are refused and kept as context', async () => {
      const id = await createWorkspace(opened().store)
      const limited = (ref: string, seconds: number) =>
        turns().receive(followUp(id, ref, { questionsPerMinute: 2, message: { at: at(seconds) } }))
      await ask(opened().store, arrival(id, '1'))

      expect((await limited('2', 10)).kind).toBe('question')
      expect((await limited('3', 59)).kind).toBe('too-fast')
      expect((await limited('3', 59)).kind).toBe('duplicate')
      expect((await limited('4', 60)).kind).toBe('question')
    })

    it('are counted per member', async () => {
      const id = await createWorkspace(opened().store)
      await ask(opened().store, arrival(id, '1'))

      const received = await turns().receive(
        followUp(id, '2', {
          questionsPerMinute: 1,
          message: { author: { id: 'U9', name: 'Cy' } },
        }),
      )

      expect(received.kind).toBe('question')
    })
  })
}
