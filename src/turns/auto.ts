import { limitsOf } from '../money/limits.ts'
import { localDay } from '../money/period.ts'
import type { CatalogModel } from '../ports/catalog.ts'
import type { Clock } from '../ports/clock.ts'
import type { Prices } from '../ports/llm.ts'
import type { Store } from '../ports/store.ts'
import type { ClaimedTurn } from '../ports/turns.ts'
import type { Workspace } from '../ports/workspaces.ts'
import { type Candidate, choose, type Decision, type Measured } from '../routing/choose.ts'
import { isImage } from './files.ts'
import { linesBefore } from './history.ts'

/** What the router is told beside the conversation. */
export interface AutoFacts {
  /** Of the budget that is nearest its limit. */
  readonly budgetPercent: number
  /** By model. */
  readonly records: ReadonlyMap<string, Measured>
  /** Whether it failed so often that it is left alone for a while. */
  readonly isResting: (modelId: string) => boolean
}

export type Records = (workspace: Workspace) => Promise<ReadonlyMap<string, Measured>>

const RECORD_DAYS = 28
const FRESH_MS = 600_000
const DAY_MS = 86_400_000

/** What the team's calls of the last weeks say of each model, looked up at most every ten minutes. */
export function createRecords({ store, clock }: { store: Store; clock: Clock }): Records {
  const held = new Map<string, { readonly at: number; readonly records: ReturnType<Records> }>()

  async function read(workspace: Workspace, now: number): ReturnType<Records> {
    const rows = await store.costs.by('model', {
      workspaceId: workspace.id,
      fromDay: localDay(new Date(now - RECORD_DAYS * DAY_MS), workspace),
      untilDay: localDay(new Date(now + DAY_MS), workspace),
    })
    return new Map(
      rows.map(({ key, calls, failures, latencyMs }) => [
        key,
        { calls, failures, latencyMs: latencyMs / Math.max(1, calls) },
      ]),
    )
  }

  return workspace => {
    const now = clock.now().getTime()
    const known = held.get(workspace.id)
    if (known && now - known.at < FRESH_MS) return known.records
    const records = read(workspace, now)
    held.set(workspace.id, { at: now, records })
    records.catch(() => held.delete(workspace.id))
    return records
  }
}

/** How much is used of the budget that is nearest its limit, in percent. */
export async function budgetPercent(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  workspace: Workspace,
  { turn, thread }: ClaimedTurn,
): Promise<number> {
  const spender = {
    channelId: thread.channelId,
    threadId: thread.id,
    memberId: turn.member.id,
    modelId: '',
  }
  const limits = limitsOf(workspace.budgets, spender, clock.now(), workspace)
  const standings = await Promise.all(limits.map(limit => store.budgets.standing(limit)))
  const used = standings.map(({ limit, spentNano, heldNano }) =>
    limit.limitNano > 0n ? Number(((spentNano + heldNano) * 100n) / limit.limitNano) : 100,
  )
  return Math.max(0, ...used)
}

/** The router's choice among the models that can answer; undefined where none of them is priced and awake. */
export function route(
  usable: readonly CatalogModel[],
  { appetite }: Workspace,
  claimed: ClaimedTurn,
  facts: AutoFacts,
): Decision | undefined {
  const { turn, thread, history } = claimed
  const candidates = usable
    .filter(({ id }) => !thread.avoided?.includes(id) && !facts.isResting(id))
    .flatMap(model => (model.prices ? [toCandidate(model, model.prices, facts)] : []))
  if (candidates.length === 0) return undefined
  const lines = linesBefore(history, turn.questionRef) ?? []
  const question = lines.at(-1)
  // an answer that a restart interrupted is shown as what it was
  const before = history.find(({ ref }) => ref === turn.id) ?? lines.findLast(isAnswer)
  const images = question?.attachments.filter(isImage).length ?? 0
  return choose({
    question: question?.text ?? '',
    historyTokens: lines.slice(0, -1).reduce((sum, { text }) => sum + text.length / 4, 0),
    images,
    files: (question?.attachments.length ?? 0) - images,
    appetite,
    budgetPercent: facts.budgetPercent,
    candidates,
    ...(before?.modelId !== undefined && { lastId: before.modelId }),
  })
}

const isAnswer = ({ role }: { readonly role: string }): boolean => role === 'assistant'

function toCandidate(model: CatalogModel, prices: Prices, { records }: AutoFacts): Candidate {
  const record = records.get(model.id)
  const { cacheRead } = prices
  return {
    id: model.id,
    input: usd(prices.input),
    output: usd(prices.output),
    isReasoning: model.capabilities.includes('reasoning'),
    ...(cacheRead !== undefined && { cacheRead: usd(cacheRead) }),
    ...(record && { record }),
  }
}

const usd = (nano: bigint): number => Number(nano) / 1e9
