import { newId } from '../../../src/lib/new-id.ts'
import type { Call, Hold, Settlement } from '../../../src/ports/ledger.ts'
import type { OfferedModel } from '../../../src/ports/llm.ts'
import type { Store } from '../../../src/ports/store.ts'
import type { NewMessage } from '../../../src/ports/threads.ts'
import type { Arrival, Lease } from '../../../src/ports/turns.ts'
import type { Change, NewWorkspace } from '../../../src/ports/workspaces.ts'
import type { SetClock } from '../../support/set-clock.ts'

/** A store that is open for a whole suite: each test makes itself a workspace of its own. */
export interface OpenStore {
  readonly store: Store
  readonly url: string
  readonly clock: SetClock
  /** A second process on the same database, where the engine allows one. */
  readonly another?: () => Promise<Store>
  close(): Promise<void>
}

export const START = new Date('2026-11-20T10:00:00.000Z')
export const HOUR = 3_600_000

export const at = (seconds: number): Date => new Date(START.getTime() + seconds * 1000)

export const admin = { id: 'U1', name: 'Ada' }
export const member = { id: 'U2', name: 'Ben' }

export const change = (action = 'model.enable', target = 'a/one'): Change => ({
  actor: admin,
  action,
  target,
  details: { from: 'x' },
})

export const workspace = (over: Partial<NewWorkspace> = {}): NewWorkspace => ({
  id: `slack:${newId()}`,
  name: 'Acme',
  defaultModelId: 'a/one',
  enabled: ['a/one', 'b/two'],
  ...over,
})

/** A workspace that is there. */
export async function createWorkspace(
  store: Store,
  over: Partial<NewWorkspace> = {},
): Promise<string> {
  const made = workspace(over)
  await store.workspaces.create(made)
  return made.id
}

export const message = (ref: string, over: Partial<NewMessage> = {}): NewMessage => ({
  ref,
  role: 'user',
  author: member,
  text: `words of ${ref}`,
  attachments: [],
  at: at(0),
  ...over,
})

export type ArrivalChanges = Partial<Omit<Arrival, 'message'>> & {
  readonly message?: Partial<NewMessage>
}

/** The first message of a thread, addressed to the bot, unless told otherwise. */
export function arrival(workspaceId: string, ref: string, over: ArrivalChanges = {}): Arrival {
  return {
    workspaceId,
    channelId: 'C1',
    threadKey: 'T1',
    isDirect: false,
    startsThread: true,
    isAddressed: true,
    opensWithOther: false,
    title: 'A title',
    questionsPerMinute: 1000,
    ...over,
    message: message(ref, over.message),
  }
}

/** A later message of the same thread that does not mention the bot. */
export const followUp = (workspaceId: string, ref: string, over: ArrivalChanges = {}): Arrival =>
  arrival(workspaceId, ref, { startsThread: false, isAddressed: false, ...over })

/** Asks, and returns the turn and its thread. */
export async function ask(store: Store, asked: Arrival) {
  const received = await store.turns.receive(asked)
  if (received.kind !== 'question') throw new Error(`not a question: ${received.kind}`)
  return received
}

export const lease = (over: Partial<Lease> = {}): Lease => ({
  owner: 'p1',
  until: at(60),
  ...over,
})

/** Claims what is queued, which has to be there. */
export async function claim(store: Store, threadId: string, over: Partial<Lease> = {}) {
  const claimed = await store.turns.claim(threadId, lease(over), 100)
  if (!claimed) throw new Error('nothing to claim')
  return claimed
}

export const call = (workspaceId: string, over: Partial<Call> = {}): Call => ({
  id: newId(),
  workspaceId,
  channelId: 'C1',
  memberId: member.id,
  purpose: 'chat',
  attempt: 1,
  modelId: 'a/one',
  provider: 'a',
  route: 'openrouter',
  prices: { input: 1_250_000_000n, output: 10_000_000_000n },
  startedAt: at(0),
  ...over,
})

export const hold = (held: Call, over: Partial<Omit<Hold, 'call'>> = {}): Hold => ({
  call: held,
  owner: 'p1',
  inputTokens: 10,
  amountNano: 1_000n,
  limits: [],
  expiresAt: at(1800),
  ...over,
})

export const settlement = (
  settled: Call,
  over: Partial<Omit<Settlement, 'call'>> = {},
): Settlement => ({
  call: settled,
  day: settled.startedAt.toISOString().slice(0, 10),
  modelServed: settled.modelId,
  usage: {
    inputTokens: 100,
    cacheReadTokens: 20,
    cacheWriteTokens: 0,
    outputTokens: 50,
    reasoningTokens: 10,
  },
  isEstimated: false,
  costNano: 625_000n,
  computedNano: 625_000n,
  latencyMs: 1200,
  firstTokenMs: 300,
  outcome: 'ok',
  rawUsage: { prompt_tokens: 100 },
  ...over,
})

/** Puts a call on the ledger as it happens: hold first. */
export async function spend(store: Store, settled: Settlement): Promise<void> {
  await store.ledger.hold(hold(settled.call))
  await store.ledger.settle(settled)
}

export const model = (id: string, over: Partial<OfferedModel> = {}): OfferedModel => ({
  id,
  provider: id.slice(0, id.indexOf('/')),
  route: 'openrouter',
  routeModelId: id,
  name: id,
  inputModalities: ['text'],
  outputModalities: ['text'],
  capabilities: [],
  priceState: 'unknown',
  aliases: [],
  ...over,
})

export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
