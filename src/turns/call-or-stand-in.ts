import type { CallResult } from '../calls/call-model.ts'
import { BotError, type ErrorCode } from '../errors.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { AnswerScreen } from '../ports/chat.ts'
import { callUntilShown, MOST_ATTEMPTS, type Tries } from './call-until-shown.ts'
import { reasonToFallBack, standIn } from './fall-back.ts'
import type { TurnParts } from './index.ts'
import type { Instead, Prepared } from './prepare.ts'
import type { Running } from './running.ts'

/** A model that did not answer, and why. */
export interface Failure {
  readonly name: string
  readonly reason: string
}

export interface Reached {
  /** As it was sent to the model whose result this is. */
  readonly prepared: Prepared
  readonly result: CallResult
  readonly failures: readonly Failure[]
}

export interface Calling {
  readonly parts: TurnParts
  readonly running: Running
  readonly screen: Pick<AnswerScreen, 'write'>
  readonly prepareFor: (model: CatalogModel, level: Instead['level']) => Promise<Prepared>
}

/** Why a stand-in may not be called, which says nothing of the next one. */
const passable: readonly ErrorCode[] = ['over-budget', 'no-price', 'no-model']

/** Of one question. */
const MOST_MODELS = 3

/**
 * The chosen model's answer, or that of one that stands in for it while nothing was shown. Every attempt is held for
 * under the budgets and on the ledger; no model is tried twice.
 *
 * @throws OverBudget, BotError `no-price` or `no-model` when not even one call may be made
 */
export async function callOrStandIn(calling: Calling, first: Prepared): Promise<Reached> {
  const line = createLine(calling, first)
  const { workspace } = calling.running
  const watched = { workspaceId: workspace.id, modelId: first.model.id }
  // where nobody can stand in, asking a resting model beats not answering
  if (!calling.parts.calls.breaker.admits(watched)) await line.moveOn('is resting after failures')
  for (;;) {
    const reached = await line.call()
    if (!reached) continue
    const reason = reasonOf(calling, reached.result)
    const code = reached.result.error?.code
    if (!reason || !(await line.moveOn(reason, code))) return reached
    await calling.parts.store.ledger.settle(reached.result.settlement)
  }
}

/** The models of one question, one after the other. */
function createLine(calling: Calling, first: Prepared) {
  const tried = [first.model.id]
  const failures: Failure[] = []
  let prepared = first
  let last: Reached | undefined
  let attempts = 0

  /** False where nobody is left to stand in. */
  async function moveOn(reason: string, code?: ErrorCode): Promise<boolean> {
    if (tried.length >= MOST_MODELS || attempts >= MOST_ATTEMPTS) return false
    const other = nextModel(calling, prepared, tried, code === 'model-too-long')
    if (!other) return false
    failures.push({ name: prepared.name, reason })
    tried.push(other.id)
    prepared = await calling.prepareFor(other, 'fallback')
    return true
  }

  /** A stand-in that may not be called is passed over; the last failure stands where that was the last one. */
  async function passOver(error: unknown): Promise<Reached | undefined> {
    if (!(error instanceof BotError) || !passable.includes(error.code)) throw error
    if (failures.length === 0) throw error
    if (await moveOn('may not be called under the budgets')) return undefined
    if (last) return last
    throw error
  }

  return {
    moveOn,
    /** Undefined when the model was passed over: call again. */
    async call(): Promise<Reached | undefined> {
      let tries: Tries
      try {
        tries = await callUntilShown(calling, prepared, attempts)
      } catch (error) {
        return passOver(error)
      }
      attempts = tries.attempts
      last = { prepared, result: tries.result, failures: [...failures] }
      return last
    },
  }
}

function nextModel(
  { parts, running }: Calling,
  prepared: Prepared,
  tried: readonly string[],
  isTooSmall: boolean,
): CatalogModel | undefined {
  const { workspace } = running
  const isResting = (modelId: string): boolean =>
    parts.calls.breaker.restingUntil({ workspaceId: workspace.id, modelId }) !== undefined
  const { catalog } = parts
  const largerThan = isTooSmall ? (prepared.model.contextWindow ?? 0) : 0
  const outputTokens = running.claimed.turn.spec?.maxOutputTokens
  return standIn({ catalog, workspace, prepared, isResting, largerThan, outputTokens }, tried)
}

/** Never after something was shown, nor where it was the reader who ended it. */
const reasonOf = ({ running }: Calling, { error, text }: CallResult): string | undefined =>
  error && text.trim() === '' && !running.signal.aborted ? reasonToFallBack(error.code) : undefined
