import { explainAsCard } from '../errors.ts'
import { loadTokenizer } from '../lib/count-tokens.ts'
import { defined } from '../lib/defined.ts'
import { costOf } from '../money/cost.ts'
import { type Calendar, localDay } from '../money/period.ts'
import type { AbandonedCall, Settlement } from '../ports/ledger.ts'
import type { ClaimedTurn, Claiming } from '../ports/turns.ts'
import { answerTurn } from './answer-turn.ts'
import { createRecords } from './auto.ts'
import type { TurnParts, TurnsOptions } from './index.ts'
import { placeOf, type StopReason } from './running.ts'

/** One queue per thread: the database holds it, this process works on it. */
export interface Runner {
  /** With what a question may be claimed as it arrives; undefined while nothing new is taken. */
  claiming(): Claiming | undefined
  /** Works off a thread's queue, unless that is under way: what is claimed already, then the rest. */
  pump(threadId: string, claimed?: ClaimedTurn): void
  stop(turnId: string, reason: StopReason): void
  recover(): Promise<() => void>
  drain(patienceMs: number): Promise<void>
}

const LEASE_MS = 30_000
const RENEW_EVERY_MS = 5_000
const RECOVER_EVERY_MS = 15_000
const HISTORY = 200

export function createRunner(options: TurnsOptions): Runner {
  const { store, workspaces, clock, log, chatOf, owner } = options
  const controllers = new Map<string, AbortController>()
  const working = new Map<string, Promise<void>>()
  let isDraining = false

  const stop = (turnId: string, reason: StopReason): void => controllers.get(turnId)?.abort(reason)

  const parts: TurnParts = {
    ...options,
    stop,
    textCounter: loadTokenizer,
    records: createRecords(options),
  }

  const lease = () => ({ owner, until: new Date(clock.now().getTime() + LEASE_MS) })

  async function run(claimed: ClaimedTurn): Promise<void> {
    const { turn } = claimed
    const controller = new AbortController()
    controllers.set(turn.id, controller)
    options.metrics.running(controllers.size)
    const startedAt = clock.now().getTime()
    try {
      const chat = chatOf(turn.workspaceId)
      const workspace = await workspaces.get(turn.workspaceId)
      const state = await answerTurn(parts, {
        claimed,
        workspace,
        chat,
        signal: controller.signal,
      })
      options.metrics.turnEnded(state, clock.now().getTime() - startedAt)
    } catch (error) {
      await giveUp(claimed, error)
    } finally {
      controllers.delete(turn.id)
      options.metrics.running(controllers.size)
    }
  }

  /** Where not even the answer could be opened, whoever asked is told as well as the platform can. */
  async function giveUp(claimed: ClaimedTurn, error: unknown): Promise<void> {
    const { id, workspaceId, member, postedRefs } = claimed.turn
    log.error({ err: error, turn: id }, 'turn could not be answered')
    const reference = id.slice(-8)
    await chatOf(workspaceId)
      .whisper(placeOf(claimed), member.id, explainAsCard(error, reference))
      .catch(failure => log.warn({ err: failure, turn: id }, 'failure could not be told'))
    await store.turns
      .end({ turnId: id, state: 'failed', reference, postedRefs, at: clock.now() })
      .catch(failure => log.error({ err: failure, turn: id }, 'turn could not be ended'))
  }

  /** Claimed while this process began to stop: for the next one. */
  async function giveBack({ turn }: ClaimedTurn): Promise<void> {
    await store.turns.interrupt(turn.id, turn.postedRefs)
  }

  async function work(threadId: string, first: ClaimedTurn | undefined): Promise<void> {
    if (first) await (isDraining ? giveBack(first) : run(first))
    while (!isDraining) {
      const claimed = await store.turns.claim(threadId, lease(), HISTORY)
      if (!claimed) return
      await run(claimed)
    }
  }

  function pump(threadId: string, first?: ClaimedTurn): void {
    if (isDraining && !first) return
    // what arrives while the queue is worked off is looked for once more at its end
    const before = working.get(threadId) ?? Promise.resolve()
    const mine = before
      .then(() => work(threadId, first))
      .catch(error => log.error({ err: error, thread: threadId }, 'queue of a thread stopped'))
      .finally(() => {
        if (working.get(threadId) === mine) working.delete(threadId)
      })
    working.set(threadId, mine)
  }

  async function renew(): Promise<void> {
    if (controllers.size === 0) return
    for (const turnId of await store.turns.renew(lease(), [...controllers.keys()])) {
      stop(turnId, 'stopped')
    }
  }

  async function recover(everything: boolean): Promise<readonly string[]> {
    const now = clock.now()
    for (const call of await store.ledger.abandoned(now, everything)) {
      const calendar = await workspaces.get(call.call.workspaceId)
      await store.ledger.settle(settlementOf(call, now, calendar))
    }
    return store.turns.recover(now, everything)
  }

  const pumpAll = (threadIds: readonly string[]): void => {
    for (const threadId of threadIds) pump(threadId)
  }

  const every = (ms: number, job: () => Promise<void>, complaint: string) => {
    const timer = setInterval(() => {
      job().catch(error => log.warn({ err: error }, complaint))
    }, ms)
    timer.unref()
    return timer
  }
  const timers = [
    every(RENEW_EVERY_MS, renew, 'leases could not be renewed'),
    every(
      RECOVER_EVERY_MS,
      async () => pumpAll(await recover(false)),
      'unfinished turns could not be looked for',
    ),
  ]

  return {
    claiming: () => (isDraining ? undefined : { lease: lease(), historyLimit: HISTORY }),
    pump,
    stop,
    async recover() {
      const threadIds = await recover(options.isAlone)
      return () => pumpAll(threadIds)
    },
    async drain(patienceMs) {
      isDraining = true
      for (const timer of timers) clearInterval(timer)
      const all = Promise.allSettled([...working.values()])
      await Promise.race([all, clock.sleep(patienceMs)])
      for (const controller of controllers.values()) controller.abort('restart')
      await all
    },
  }
}

/** A call whose process died: what went in, and what had come out when it was last noted. */
function settlementOf(
  { call, inputTokens, outputTokens }: AbandonedCall,
  now: Date,
  calendar: Calendar,
): Settlement {
  const usage = {
    inputTokens,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    outputTokens,
    reasoningTokens: 0,
    ...defined({ images: call.images }),
  }
  const computedNano = call.prices && costOf(usage, call.prices, call.startedAt)
  return {
    call,
    day: localDay(call.startedAt, calendar),
    modelServed: call.modelId,
    usage,
    isEstimated: true,
    latencyMs: now.getTime() - call.startedAt.getTime(),
    outcome: 'interrupted',
    ...(computedNano !== undefined && { costNano: computedNano, computedNano }),
  }
}
