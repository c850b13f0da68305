import { describe, expect, it } from 'vitest'
import type { Answer, Turn } from '../../../src/ports/turns.ts'
import {
  arrival,
  ask,
  at,
  call,
  change,
  claim,
  createWorkspace,
  followUp,
  hold,
  lease,
  member,
  type OpenStore,
  settlement,
  times,
} from './samples.ts'

const answer = (turn: Turn, over: Partial<Answer> = {}): Answer => ({
  turn,
  text: 'Because.',
  modelId: 'a/one',
  modelName: 'One',
  at: at(5),
  ...over,
})

export function describeTurns(opened: () => OpenStore): void {
  const turns = () => opened().store.turns
  const end = (turnId: string) =>
    turns().end({ turnId, state: 'answered', postedRefs: ['m1'], at: at(9) })

  /** A thread with so many queued questions, a second apart. */
  async function queue(count: number) {
    const id = await createWorkspace(opened().store)
    const asked = []
    for (const index of times(count, number => number)) {
      const make = index === 0 ? arrival : followUp
      asked.push(await ask(opened().store, make(id, `${index}`, { message: { at: at(index) } })))
    }
    const threadId = asked[0]?.thread.id ?? ''
    return { id, threadId, turnIds: asked.map(({ turnId }) => turnId) }
  }

  describe('claiming', () => {
    it('gives the question, its thread, what was said and the channel’s default', async () => {
      const { id, threadId, turnIds } = await queue(1)
      await opened().store.workspaces.setChannelDefault(id, 'C1', 'b/two', change())

      const claimed = await claim(opened().store, threadId)

      expect(claimed).toMatchObject({
        turn: { id: turnIds[0], state: 'running' },
        thread: { id: threadId },
        history: [{ ref: '0', role: 'user', text: 'words of 0', author: member }],
        channelDefault: 'b/two',
      })
      expect((await turns().find(claimed.turn.id))?.state).toBe('running')
    })

    it('takes the oldest first, one at a time', async () => {
      const { threadId, turnIds } = await queue(3)
      const order: string[] = []

      for (const _ of turnIds) {
        const { turn } = await claim(opened().store, threadId)
        expect(await turns().claim(threadId, lease(), 10)).toBeUndefined()
        order.push(turn.id)
        await end(turn.id)
      }

      expect(order).toEqual(turnIds)
      expect(await turns().claim(threadId, lease(), 10)).toBeUndefined()
    })

    it('keeps the order of questions of the same moment', async () => {
      const id = await createWorkspace(opened().store)
      const asked = []
      for (const ref of times(12, number => `${number}`)) {
        asked.push(await ask(opened().store, arrival(id, ref)))
      }
      const threadId = asked[0]?.thread.id ?? ''

      const { turn, history } = await claim(opened().store, threadId)

      expect(turn.questionRef).toBe('0')
      expect(history.map(({ ref }) => ref).at(0)).toBe('0')
      await end(turn.id)
      expect((await claim(opened().store, threadId)).turn.questionRef).toBe('1')
    })

    it('by many at the same time succeeds once', async () => {
      const { threadId } = await queue(3)
      const second = await opened().another?.()
      const stores = second ? [opened().store, second] : [opened().store]

      const claims = await Promise.all(
        times(10, index =>
          stores[index % stores.length]?.turns.claim(threadId, lease({ owner: `p${index}` }), 10),
        ),
      )
      await second?.close()

      expect(claims.filter(claimed => claimed !== undefined)).toHaveLength(1)
    })

    it('by several workers answers each question once', async () => {
      const { threadId, turnIds } = await queue(8)
      const second = await opened().another?.()
      const answered: string[] = []
      const work = async (store = opened().store) => {
        while (answered.length < turnIds.length) {
          const claimed = await store.turns.claim(threadId, lease(), 10)
          if (!claimed) continue
          answered.push(claimed.turn.id)
          await store.turns.end({
            turnId: claimed.turn.id,
            state: 'answered',
            postedRefs: [],
            at: at(9),
          })
        }
      }

      await Promise.all([work(), work(second), work()])
      await second?.close()

      expect(answered).toEqual(turnIds)
    })

    it('of a thread that is not known gives nothing', async () => {
      expect(await turns().claim('nowhere', lease(), 10)).toBeUndefined()
    })

    it('wakes an archived thread', async () => {
      const { id, threadId } = await queue(1)
      await opened().store.threads.expire(id, at(3600))
      await ask(opened().store, followUp(id, 'new', { message: { at: at(3700) } }))

      expect((await claim(opened().store, threadId)).thread.status).toBe('active')
    })

    it('reads no more than asked for, the question always among it', async () => {
      const { id, threadId } = await queue(1)
      for (const index of times(6, number => number + 1)) {
        const other = { opensWithOther: true, message: { at: at(index) } }
        await turns().receive(followUp(id, `c${index}`, other))
      }

      const claimed = await turns().claim(threadId, lease(), 3)

      expect(claimed?.history.map(({ ref }) => ref)).toContain('0')
      expect(claimed?.history.length).toBeLessThanOrEqual(3)
    })

    it('reads the answers to earlier questions that came after this one was asked', async () => {
      const { threadId, turnIds } = await queue(2)
      const { turn } = await claim(opened().store, threadId)
      await turns().saveAnswer(answer(turn))
      await end(turn.id)

      const { history } = await claim(opened().store, threadId)

      expect(history.map(({ ref }) => ref)).toEqual(expect.arrayContaining(['0', '1', turnIds[0]]))
    })
  })

  describe('a lease', () => {
    it('is extended for its owner only', async () => {
      const { threadId } = await queue(1)
      const { turn } = await claim(opened().store, threadId)

      await turns().renew({ owner: 'p2', until: at(600) }, [turn.id])
      expect(await turns().recover(at(61), false)).toContain(threadId)

      const again = await claim(opened().store, threadId)
      await turns().renew(lease({ until: at(600) }), [again.turn.id])
      expect(await turns().recover(at(61), false)).not.toContain(threadId)
    })

    it('says which turns somebody asked to stop', async () => {
      const { threadId } = await queue(1)
      const { turn } = await claim(opened().store, threadId)

      expect(await turns().renew(lease(), [turn.id])).toEqual([])
      await turns().askStop(threadId)

      expect(await turns().renew(lease(), [turn.id])).toEqual([turn.id])
      expect(await turns().renew(lease(), [])).toEqual([])
    })
  })

  it('stopping names the running turn and drops the queued ones', async () => {
    const { threadId, turnIds } = await queue(3)
    await claim(opened().store, threadId)

    expect(await turns().askStop(threadId)).toEqual({ running: [turnIds[0]], dropped: 2 })

    const states = await Promise.all(turnIds.map(async id => (await turns().find(id))?.state))
    expect(states).toEqual(['running', 'stopped', 'stopped'])
    expect(await turns().askStop('nowhere')).toEqual({ running: [], dropped: 0 })
  })

  describe('an answer', () => {
    it('that is saved twice is one message and one ledger entry', async () => {
      const { id, threadId } = await queue(1)
      const { turn } = await claim(opened().store, threadId)
      const made = call(id, { turnId: turn.id, threadId })
      await opened().store.ledger.hold(hold(made))

      await turns().saveAnswer(answer(turn, { settlement: settlement(made) }))
      await turns().saveAnswer(answer(turn, { settlement: settlement(made), text: 'Again.' }))

      await end(turn.id)
      await ask(opened().store, followUp(id, 'next', { message: { at: at(10) } }))
      const { history } = await claim(opened().store, threadId)
      const answers = history.filter(({ role }) => role === 'assistant')
      expect(answers).toMatchObject([
        { ref: turn.id, answers: '0', text: 'Again.', modelId: 'a/one', modelName: 'One' },
      ])
      const spent = await opened().store.ledger.spend({
        workspaceId: id,
        from: at(0),
        until: at(1),
      })
      expect(spent).toMatchObject({ calls: 1, costNano: 625_000n })
    })

    it('is there for the process that takes the turn up again', async () => {
      const { threadId } = await queue(1)
      const { turn } = await claim(opened().store, threadId)
      await turns().saveAnswer(answer(turn))

      await turns().recover(at(0), true)

      const again = await claim(opened().store, threadId)
      expect(again.turn).toMatchObject({ id: turn.id, resumes: 1 })
      expect(again.history.find(({ ref }) => ref === turn.id)?.text).toBe('Because.')
    })
  })

  it('notes what was posted', async () => {
    const { threadId } = await queue(1)
    const { turn } = await claim(opened().store, threadId)

    await turns().notePosted(turn.id, ['m1', 'm2'])

    expect((await turns().find(turn.id))?.postedRefs).toEqual(['m1', 'm2'])
  })

  it('an interrupted turn goes back into the queue', async () => {
    const { threadId } = await queue(1)
    const { turn } = await claim(opened().store, threadId)

    await turns().interrupt(turn.id, ['m1'])

    const again = await claim(opened().store, threadId, { owner: 'p2' })
    expect(again.turn).toMatchObject({ id: turn.id, resumes: 1, postedRefs: ['m1'] })
    await end(turn.id)
    await turns().interrupt(turn.id, [])
    expect((await turns().find(turn.id))?.state).toBe('answered')
  })

  describe('recovering', () => {
    it('takes back only what nobody extended', async () => {
      const dead = await queue(2)
      const alive = await queue(1)
      await claim(opened().store, dead.threadId, { until: at(30) })
      await claim(opened().store, alive.threadId, { until: at(90) })

      const threads = await turns().recover(at(60), false)

      expect(threads).toContain(dead.threadId)
      expect(threads).not.toContain(alive.threadId)
      const { turn } = await claim(opened().store, dead.threadId)
      expect(turn).toMatchObject({ id: dead.turnIds[0], resumes: 1 })
    })

    it('takes everything back when nobody else is there', async () => {
      const { threadId } = await queue(1)
      const waiting = await queue(1)
      await claim(opened().store, threadId, { until: at(90) })

      const threads = await turns().recover(at(60), true)

      expect(threads).toEqual(expect.arrayContaining([threadId, waiting.threadId]))
      expect(new Set(threads).size).toBe(threads.length)
    })
  })

  describe('a further try', () => {
    it('is a new turn of the same question, by whoever asked for it', async () => {
      const { threadId, turnIds } = await queue(1)
      const { turn } = await claim(opened().store, threadId)
      await end(turn.id)

      const again = await turns().again(turn.id, { id: 'U9', name: 'Cy' }, at(60))

      expect(again).toEqual({ turnId: expect.any(String), threadId })
      expect(again.turnId).not.toBe(turnIds[0])
      const claimed = await claim(opened().store, threadId)
      expect(claimed.turn).toMatchObject({
        id: again.turnId,
        questionRef: '0',
        member: { id: 'U9', name: 'Cy' },
      })
      expect((await turns().byQuestion(threadId, '0'))?.id).toBe(again.turnId)
    })

    it('is refused while one is under way, also when many ask at the same time', async () => {
      const { threadId, turnIds } = await queue(1)
      const first = turnIds[0] ?? ''
      const conflict = { name: 'BotError', code: 'conflict' }
      await expect(turns().again(first, member, at(1))).rejects.toMatchObject(conflict)
      await claim(opened().store, threadId)
      await expect(turns().again(first, member, at(1))).rejects.toMatchObject(conflict)
      await end(first)

      const tries = await Promise.allSettled(times(8, () => turns().again(first, member, at(60))))

      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const failed of tries) {
        if (failed.status === 'rejected') expect(failed.reason).toMatchObject(conflict)
      }
    })

    it('of a turn that is not known is a conflict', async () => {
      await expect(turns().again('nothing', member, at(0))).rejects.toMatchObject({
        code: 'conflict',
      })
    })

    it('finds its question however much was said since', async () => {
      const { id, threadId } = await queue(1)
      const { turn } = await claim(opened().store, threadId)
      await turns().saveAnswer(answer(turn))
      await end(turn.id)
      for (const index of times(6, number => number + 10)) {
        const other = { opensWithOther: true, message: { at: at(index) } }
        await turns().receive(followUp(id, `c${index}`, other))
      }
      await turns().again(turn.id, member, at(60))

      const claimed = await turns().claim(threadId, lease(), 4)

      expect(claimed?.history.map(({ ref }) => ref)).toContain('0')
    })
  })

  it('an edited question is read as edited', async () => {
    const { threadId } = await queue(1)

    await turns().editQuestion(threadId, '0', 'better words', at(1))

    expect((await claim(opened().store, threadId)).history[0]?.text).toBe('better words')
  })

  describe('a removed message', () => {
    it('takes its queued turn along', async () => {
      const { threadId, turnIds } = await queue(2)

      expect(await turns().removeMessage(threadId, '0', at(5))).toBeUndefined()

      expect((await turns().find(turnIds[0] ?? ''))?.state).toBe('removed')
      const { turn, history } = await claim(opened().store, threadId)
      expect(turn.id).toBe(turnIds[1])
      expect(history.map(({ ref }) => ref)).toEqual(['1'])
    })

    it('names the turn that is being answered, and asks it to stop', async () => {
      const { threadId, turnIds } = await queue(1)
      await claim(opened().store, threadId)

      expect(await turns().removeMessage(threadId, '0', at(5))).toBe(turnIds[0])

      expect(await turns().renew(lease(), turnIds)).toEqual(turnIds)
    })

    it('does not come back by an edit or a second delivery', async () => {
      const { id, threadId } = await queue(2)
      await turns().removeMessage(threadId, '0', at(5))

      await turns().editQuestion(threadId, '0', 'back', at(6))

      expect(await turns().receive(arrival(id, '0'))).toEqual({ kind: 'duplicate' })
      expect((await claim(opened().store, threadId)).history).toHaveLength(1)
    })

    it('that is not known changes nothing', async () => {
      const { threadId, turnIds } = await queue(1)

      expect(await turns().removeMessage(threadId, 'nothing', at(5))).toBeUndefined()
      expect((await turns().find(turnIds[0] ?? ''))?.state).toBe('queued')
    })
  })

  describe('a receipt', () => {
    it('is given once, also to many at the same time', async () => {
      const { id } = await queue(1)
      const key = `${id}/1`

      const first = await Promise.all(times(10, () => turns().firstTime(key, at(0))))

      expect(first.filter(Boolean)).toHaveLength(1)
    })

    it('is dropped when it is old', async () => {
      const { id } = await queue(1)
      await turns().firstTime(`${id}/old`, at(-7200))
      await turns().firstTime(`${id}/new`, at(0))

      await turns().dropReceipts(at(-3600))

      expect(await turns().firstTime(`${id}/old`, at(0))).toBe(true)
      expect(await turns().firstTime(`${id}/new`, at(0))).toBe(false)
    })
  })

  it('turns that are not known are not found', async () => {
    expect(await turns().find('nothing')).toBeUndefined()
    expect(await turns().byQuestion('nowhere', '1')).toBeUndefined()
  })
}
