import type { Budget } from '../../src/ports/budgets.ts'
import type { Attachment } from '../../src/ports/chat.ts'
import type { ModelChoices } from '../../src/ports/choices.ts'
import type { Call } from '../../src/ports/ledger.ts'
import type { Override } from '../../src/ports/overrides.ts'
import type { Listens, Role, StoredMessage, Thread } from '../../src/ports/threads.ts'
import type { Turn, TurnSpec, TurnState } from '../../src/ports/turns.ts'
import type { Change, EnabledModel, Workspace } from '../../src/ports/workspaces.ts'
import type * as Row from './generated/sqlite/client.ts'
import { toStoredKey } from './keys.ts'
import { fromPrices, toPrices } from './prices.ts'

type Json = Row.Prisma.InputJsonValue

/** A plain object as a column takes it. */
export const toJson = (value: object): Json => JSON.parse(JSON.stringify(value)) as Json

/** Leaves out what the database has as null. */
export function present<T extends object>(row: T): { [K in keyof T]?: Exclude<T[K], null> } {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as {
    [K in keyof T]?: Exclude<T[K], null>
  }
}

export const fromCall = ({ prices, ...call }: Call): Json => ({
  ...call,
  startedAt: call.startedAt.toISOString(),
  ...(prices && { prices: fromPrices(prices) }),
})

export function toCall(json: unknown): Call {
  const { prices, startedAt, ...call } = json as Omit<Call, 'prices' | 'startedAt'> & {
    prices?: unknown
    startedAt: string
  }
  return {
    ...call,
    startedAt: new Date(startedAt),
    ...(prices !== undefined && { prices: toPrices(prices) }),
  }
}

export const toBudget = ({ createdAt: _at, createdBy: _by, ...row }: Row.Budget): Budget =>
  present(row) as unknown as Budget

export interface WorkspaceRows {
  readonly enabled: readonly Row.Enabled[]
  readonly access: readonly Row.AccessRule[]
  readonly budgets: readonly Row.Budget[]
  readonly taskModels: readonly Row.TaskChoice[]
  readonly overrides: readonly Row.Override[]
  readonly keys: readonly Row.ProviderKey[]
}

/** By task. */
export const toChoices = (
  rows: readonly { readonly task: string; readonly modelId: string }[],
): ModelChoices => Object.fromEntries(rows.map(({ task, modelId }) => [task, modelId]))

const toEnabled = ({
  workspaceId: _workspace,
  position: _position,
  enabledBy: _by,
  enabledAt: _at,
  ...row
}: Row.Enabled): EnabledModel => present(row) as unknown as EnabledModel

const toOverride = ({ prices, ...row }: Row.Override): Override => {
  const { workspaceId: _, setBy: _by, setAt: _at, ...rest } = row
  return {
    ...(present(rest) as unknown as Override),
    ...(prices !== null && { prices: toPrices(prices) }),
  }
}

export function toWorkspace(
  row: Row.Workspace,
  { enabled, access, budgets, taskModels, overrides, keys }: WorkspaceRows,
): Workspace {
  return {
    ...(present(row) as unknown as Workspace),
    enabled: enabled.map(toEnabled),
    access: access.map(({ kind, subject, subjectId }) => ({ kind, subject, subjectId })) as never,
    budgets: budgets.map(toBudget),
    taskModels: toChoices(taskModels),
    overrides: overrides.map(toOverride),
    keys: keys.map(toStoredKey),
  }
}

export const toThread = (row: Row.Thread): Thread => ({
  ...(present(row) as unknown as Thread),
  status: row.status as Thread['status'],
  listens: row.listens as Listens,
})

export const toMessage = (row: Row.Message): StoredMessage => ({
  ref: row.ref,
  role: row.role as Role,
  author: { id: row.authorId, name: row.authorName },
  text: row.text,
  attachments: (row.attachments ?? []) as unknown as readonly Attachment[],
  at: row.at,
  ...(row.answers !== null && { answers: row.answers }),
  ...(row.modelId !== null && { modelId: row.modelId }),
  ...(row.modelName !== null && { modelName: row.modelName }),
})

export const toTurn = (row: Row.Turn): Turn => ({
  id: row.id,
  workspaceId: row.workspaceId,
  threadId: row.threadId,
  questionRef: row.questionRef,
  member: { id: row.memberId, name: row.memberName },
  purpose: row.purpose,
  state: row.state as TurnState,
  startsThread: row.startsThread,
  resumes: row.resumes,
  postedRefs: row.postedRefs as unknown as readonly string[],
  ...(row.spec !== null && { spec: row.spec as unknown as TurnSpec }),
})

export const toChange = (row: Row.AuditEntry): Change & { readonly at: Date } => ({
  at: row.at,
  actor: { id: row.actorId, name: row.actorName },
  action: row.action,
  target: row.target,
  details: row.details as unknown as Change['details'],
})
