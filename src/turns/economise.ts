import { limitsOf } from '../money/limits.ts'
import { OverBudget } from '../money/place-hold.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { TurnParts } from './index.ts'
import type { Prepared } from './prepare.ts'
import type { Running } from './running.ts'

/** The model to use instead, when a budget whose admins chose `cheapest` is nearly used up. */
export async function cheaperInTime(
  parts: TurnParts,
  running: Running,
  { model }: Prepared,
): Promise<CatalogModel | undefined> {
  const { claimed, workspace } = running
  const { turn, thread } = claimed
  const thrifty = workspace.budgets.filter(({ atLimit }) => atLimit === 'cheapest')
  if (thrifty.length === 0) return undefined
  const spender = {
    channelId: thread.channelId,
    threadId: thread.id,
    memberId: turn.member.id,
    modelId: model.id,
  }
  const early = BigInt(workspace.earlyPercent)
  for (const limit of limitsOf(thrifty, spender, parts.clock.now(), workspace)) {
    const { spentNano, heldNano } = await parts.store.budgets.standing(limit)
    const isNearlyUsed = (spentNano + heldNano) * 100n >= limit.limitNano * early
    if (isNearlyUsed) return cheapest(parts, running, model)
  }
  return undefined
}

/** The same after a refusal. */
export const cheaperAfter = (
  parts: TurnParts,
  running: Running,
  { model }: Prepared,
  error: unknown,
): CatalogModel | undefined =>
  error instanceof OverBudget && error.standing.limit.budget.atLimit === 'cheapest'
    ? cheapest(parts, running, model)
    : undefined

/** The cheapest enabled model that can do it, if that is another one. */
function cheapest(
  { workspaces }: TurnParts,
  { claimed, workspace }: Running,
  than: CatalogModel,
): CatalogModel | undefined {
  const needsEyes = claimed.history
    .find(({ ref }) => ref === claimed.turn.questionRef)
    ?.attachments.some(({ mimeType }) => mimeType.startsWith('image/'))
  const [first] = workspaces
    .enabledModels(workspace)
    .filter(({ isAvailable, model }) => isAvailable && model.prices !== undefined)
    .filter(({ model }) => !needsEyes || model.inputModalities.includes('image'))
    .map(({ model }) => model)
    .sort((a, b) => (priceOf(a) < priceOf(b) ? -1 : 1))
  return first && priceOf(first) < priceOf(than) ? first : undefined
}

const priceOf = ({ prices }: CatalogModel): bigint => (prices ? prices.input + prices.output : 0n)
