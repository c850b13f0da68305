import { BotError } from '../errors.ts'
import { loadTokenizer } from '../lib/count-tokens.ts'
import { defined } from '../lib/defined.ts'
import { type Breaker, createBreaker } from '../models/breaker.ts'
import type { Catalog } from '../models/catalog.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { Clock } from '../ports/clock.ts'
import type { ChatMessage } from '../ports/llm.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { Store } from '../ports/store.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { type CallResult, callee, callModel, callModels, type ModelCall } from './call-model.ts'
import { type CountTokens, createTokenCounter } from './token-counter.ts'

export type { CallResult }

/** One call that is no turn: nothing of it is shown unless the caller does so. */
export interface Ask {
  readonly workspace: Workspace
  readonly model: CatalogModel
  readonly messages: readonly ChatMessage[]
  readonly purpose: string
  readonly memberId: string
  readonly channelId: string
  readonly threadId?: string
  /** Default: the workspace's. */
  readonly maxOutputTokens?: number
  readonly temperature?: number
  readonly signal: AbortSignal
  onText?(textSoFar: string): void
}

/** Model calls, each held for under the budgets that apply and on the ledger afterwards, whatever became of it. */
export interface Calls {
  /** One attempt. @throws OverBudget, or BotError `no-model` when no key serves the model */
  ask(asked: Ask): Promise<CallResult>
  /** Which models rest because they keep failing. */
  readonly breaker: Breaker
  /** Several side by side, such as a comparison: held for all of them or none is made. @throws as `ask` */
  askAll(asked: readonly Ask[], signal: AbortSignal): Promise<readonly CallResult[]>
  /** Tokens of a message, with a margin. */
  counter(): Promise<CountTokens>
}

export interface CallsParts {
  readonly store: Store
  readonly catalog: Catalog
  readonly clock: Clock
  readonly metrics: Metrics
  /** This process, in holds. */
  readonly owner: string
}

const SMALLEST_WINDOW = 8000

export function createCalls({ store, catalog, clock, metrics, owner }: CallsParts): Calls {
  let counting: Promise<CountTokens> | undefined
  const counter = () => (counting ??= createTokenCounter())
  const breaker = createBreaker(clock)

  async function preparing() {
    const [count, countText] = await Promise.all([counter(), loadTokenizer()])
    const parts = { store, clock, owner, countText }
    return [parts, (asked: Ask) => toModelCall(catalog, count, asked)] as const
  }

  async function finish({ route, model, call }: ModelCall, result: CallResult) {
    await store.ledger.settle(result.settlement)
    const { outcome, errorCode } = result.settlement
    breaker.ended({ workspaceId: call.workspaceId, modelId: model.id }, errorCode)
    metrics.callEnded(route.name, outcome, errorCode)
    return result
  }

  return {
    breaker,
    counter,
    async ask(asked) {
      const [parts, toModelCall] = await preparing()
      const made = toModelCall(asked)
      return finish(made, await callModel(parts, made))
    },
    async askAll(asked, signal) {
      const [parts, toModelCall] = await preparing()
      const made = asked.map(toModelCall)
      const calling = await callModels(parts, made, signal)
      return Promise.all(calling.map(async ({ asked: one, heard }) => finish(one, await heard)))
    },
  }
}

function toModelCall(catalog: Catalog, count: CountTokens, asked: Ask): ModelCall {
  const { workspace, messages, signal } = asked
  const model = catalog.effective(asked.model, workspace)
  const served = catalog.routeOf(model, workspace)
  if (!served) throw new BotError('no-model', `${model.name} has no provider key.`)
  return {
    ...callee(served, model),
    messages,
    inputTokens: messages.reduce((sum, message) => sum + count(message), 0),
    maxOutputTokens: mostOutput(asked),
    attempt: 1,
    call: {
      workspaceId: workspace.id,
      channelId: asked.channelId,
      memberId: asked.memberId,
      purpose: asked.purpose,
      ...defined({ threadId: asked.threadId }),
    },
    budgets: workspace.budgets,
    calendar: workspace,
    signal,
    servedModel: id => catalog.served(served.route.name, id, workspace),
    onText: text => asked.onText?.(text),
    ...defined({ temperature: asked.temperature }),
  }
}

function mostOutput({
  workspace,
  model,
  maxOutputTokens = workspace.maxOutputTokens,
}: Ask): number {
  const { contextWindow = SMALLEST_WINDOW, maxOutput = maxOutputTokens } = model
  return Math.min(maxOutputTokens, maxOutput, Math.floor(contextWindow / 2))
}
