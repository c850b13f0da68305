import { BotError } from '../errors.ts'
import type { Limit, Standing } from '../ports/budgets.ts'
import type { Clock } from '../ports/clock.ts'
import type { Call, Hold } from '../ports/ledger.ts'
import type { Store } from '../ports/store.ts'
import { affordableOutput, worstCost } from './cost.ts'

/** A refusal, with what stands against it. */
export class OverBudget extends BotError {
  readonly standing: Standing

  constructor(standing: Standing) {
    super('over-budget', `no room under budget ${standing.limit.budget.id}`)
    this.standing = standing
  }
}

export interface Placing {
  readonly call: Call
  readonly owner: string
  readonly inputTokens: number
  readonly maxOutputTokens: number
  readonly limits: readonly Limit[]
  readonly expiresAt: Date
}

interface Parts {
  readonly store: Store
  readonly clock: Clock
}

/** Fewer output tokens than these are no answer. */
export const LEAST_OUTPUT = 256
const WAIT_MS = 200
// counted, not timed: a clock that jumps makes nobody wait for ever
const MOST_WAITS = 15

/**
 * Sets the worst case aside under every budget, or as much as fits. Where only calls under way are in the way, it
 * waits for a moment.
 *
 * @returns the `max_tokens` to send
 * @throws OverBudget
 */
export async function placeHold(
  parts: Parts,
  placing: Placing,
  signal: AbortSignal,
): Promise<number> {
  const { prices, images = 0 } = placing.call
  if (!prices) {
    await placeHolds(parts, [placing], signal)
    return Number.POSITIVE_INFINITY
  }
  const { inputTokens } = placing
  let { maxOutputTokens } = placing
  for (let waits = 0; ; ) {
    const held = await parts.store.ledger.hold(toHold({ ...placing, maxOutputTokens }))
    if (held.ok) return maxOutputTokens
    const { standing } = held
    const fitting = affordableOutput(standing.remainingNano, { inputTokens, images }, prices)
    if (fitting >= LEAST_OUTPUT && fitting < maxOutputTokens) {
      maxOutputTokens = fitting
      continue
    }
    await waitForOthers(parts, standing, waits++, signal)
    maxOutputTokens = placing.maxOutputTokens
  }
}

/** The worst case of several calls, for all of them or for none. @throws OverBudget */
export async function placeHolds(
  parts: Parts,
  placings: readonly Placing[],
  signal: AbortSignal,
): Promise<void> {
  const holds = placings.map(toHold)
  for (let waits = 0; ; waits++) {
    const held = await parts.store.ledger.hold(...holds)
    if (held.ok) return
    await waitForOthers(parts, held.standing, waits, signal)
  }
}

function toHold({ maxOutputTokens, ...placing }: Placing): Hold {
  const { call, inputTokens, limits } = placing
  const { prices, images = 0 } = call
  if (prices) {
    const most = { inputTokens, images, outputTokens: maxOutputTokens }
    return { ...placing, amountNano: worstCost(most, prices) }
  }
  if (limits.some(({ budget }) => budget.atLimit !== 'warn')) {
    throw new BotError(
      'no-price',
      'This model has no price, so it cannot be used under a budget. Pick another one with /model.',
    )
  }
  return placing
}

async function waitForOthers(
  { clock }: Parts,
  standing: Standing,
  waits: number,
  signal: AbortSignal,
): Promise<void> {
  const isInVain = standing.heldNano <= 0n || waits >= MOST_WAITS || signal.aborted
  if (isInVain) throw new OverBudget(standing)
  await clock.sleep(WAIT_MS, signal)
}
