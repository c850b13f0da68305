import { BotError } from '../errors.ts'
import type { Limit, Standing } from '../ports/budgets.ts'
import type { Clock } from '../ports/clock.ts'
import type { Call } from '../ports/ledger.ts'
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
  readonly signal: AbortSignal
}

/** Fewer output tokens than these are no answer. */
export const LEAST_OUTPUT = 256
const WAIT_MS = 200
const PATIENCE_MS = 3000

/**
 * Sets the worst case aside under every budget, or as much as fits. Where only calls under way are in the way, it
 * waits for a moment.
 *
 * @returns the `max_tokens` to send
 * @throws OverBudget
 */
export async function placeHold(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  placing: Placing,
): Promise<number> {
  const { call, owner, inputTokens, limits, expiresAt, signal } = placing
  const { prices, images = 0 } = call
  const base = { call, owner, inputTokens, expiresAt }
  if (!prices) return placeUnpriced(store, base, placing)
  const until = clock.now().getTime() + PATIENCE_MS
  let maxOutputTokens = placing.maxOutputTokens
  for (;;) {
    const amountNano = worstCost({ inputTokens, images, outputTokens: maxOutputTokens }, prices)
    const held = await store.ledger.hold({ ...base, amountNano }, limits)
    if (held.ok) return maxOutputTokens
    const { standing } = held
    const fitting = affordableOutput(standing.remainingNano, { inputTokens, images }, prices)
    if (fitting >= LEAST_OUTPUT && fitting < maxOutputTokens) {
      maxOutputTokens = fitting
      continue
    }
    await waitForOthers(standing)
    maxOutputTokens = placing.maxOutputTokens
  }

  async function waitForOthers(standing: Standing): Promise<void> {
    const isInVain = standing.heldNano <= 0n || clock.now().getTime() >= until || signal.aborted
    if (isInVain) throw new OverBudget(standing)
    await clock.sleep(WAIT_MS, signal)
  }
}

async function placeUnpriced(
  store: Store,
  base: Omit<Placing, 'limits' | 'maxOutputTokens' | 'signal'>,
  { limits }: Placing,
): Promise<number> {
  if (limits.some(({ budget }) => budget.atLimit !== 'warn')) {
    throw new BotError(
      'no-price',
      'This model has no price, so it cannot be used under a budget. Pick another one with /model.',
    )
  }
  await store.ledger.hold(base)
  return Number.POSITIVE_INFINITY
}
