import { type CallResult, callee, callModel } from '../calls/call-model.ts'
import { waitBeforeRetry } from '../calls/retry.ts'
import { BotError } from '../errors.ts'
import type { Served } from '../models/serving.ts'
import type { Calling } from './call-or-stand-in.ts'
import type { Prepared } from './prepare.ts'

/** Over all models of one question. */
export const MOST_ATTEMPTS = 5

/** What came of one model: not yet on the ledger, unlike the attempts before it. */
export interface Tries {
  readonly result: CallResult
  /** Over all models so far. */
  readonly attempts: number
}

/** One model, tried again only while nothing was shown. @throws OverBudget, BotError `no-price`, `no-model`, `stopped` */
export async function callUntilShown(
  calling: Calling,
  prepared: Prepared,
  before: number,
): Promise<Tries> {
  const { clock, store, catalog, log } = calling.parts
  const { claimed, signal, workspace } = calling.running
  const served = catalog.routeOf(prepared.model, workspace)
  if (!served) throw new BotError('no-model', 'The model has lost its provider. Pick another one.')
  for (let number = 1; ; number++) {
    // what is not sent costs nothing
    if (signal.aborted) throw new BotError('stopped', 'ended before it was sent')
    const attempt = before + number
    const result = await callOnce(calling, prepared, served, attempt)
    const wait = attempt < MOST_ATTEMPTS ? waitAfter(result, number) : undefined
    if (wait === undefined || signal.aborted) return { result, attempts: attempt }
    const { error } = result
    log.warn({ err: error, turn: claimed.turn.id, attempt }, 'model call failed, trying again')
    await store.ledger.settle(result.settlement)
    await clock.sleep(wait, signal)
  }
}

const waitAfter = ({ error, text }: CallResult, number: number): number | undefined =>
  error && text.trim() === '' ? waitBeforeRetry(error, number, Math.random()) : undefined

async function callOnce(
  { parts, running, screen }: Calling,
  prepared: Prepared,
  served: Served,
  attempt: number,
): Promise<CallResult> {
  const { claimed, workspace, signal } = running
  const { turn, thread } = claimed
  const { catalog, clock, store, metrics, calls, owner } = parts
  const result = await callModel(
    { store, clock, owner, countText: await parts.textCounter() },
    {
      ...prepared,
      ...callee(served, prepared.model),
      signal,
      attempt,
      call: {
        workspaceId: workspace.id,
        channelId: thread.channelId,
        threadId: thread.id,
        turnId: turn.id,
        memberId: turn.member.id,
        purpose: turn.purpose,
      },
      budgets: workspace.budgets,
      calendar: workspace,
      servedModel: id => catalog.served(served.route.name, id, workspace),
      onText: text => screen.write(text),
    },
  )
  const { outcome, errorCode } = result.settlement
  calls.breaker.ended({ workspaceId: workspace.id, modelId: prepared.model.id }, errorCode)
  metrics.callEnded(served.route.name, outcome, errorCode)
  return result
}
