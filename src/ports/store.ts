import type { ErrorCode } from '../errors.ts'
import type { Budget, BudgetStore, Held, Limit } from './budgets.ts'
import type { Attachment, Person } from './chat.ts'
import type { CostStore } from './costs.ts'
import type { OfferedModel, Prices, Usage } from './llm.ts'

/** Everything Switchboard remembers. All errors are `BotError`s with a `store-…` code, or `conflict`. */
export interface Store {
  readonly workspaces: WorkspaceStore
  readonly catalog: CatalogStore
  readonly threads: ThreadStore
  readonly turns: TurnStore
  readonly ledger: LedgerStore
  readonly budgets: BudgetStore
  readonly costs: CostStore
  /** Rejects when the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

export interface EnabledModel {
  readonly modelId: string
  readonly label?: string
}

export type AccessKind = 'allow' | 'deny' | 'admin'
export type AccessSubject = 'channel' | 'member' | 'group'

export interface AccessRule {
  readonly kind: AccessKind
  readonly subject: AccessSubject
  readonly subjectId: string
}

export interface Settings {
  readonly fallbackModelId?: string
  readonly timeZone: string
  /** 1 Monday … 7 Sunday. */
  readonly weekStartsOn: number
  /** Undefined keeps messages for ever. */
  readonly retentionDays?: number
  readonly adminChannelId?: string
  /** A decimal such as `0.7`; undefined leaves it to the model. */
  readonly temperature?: string
  readonly maxOutputTokens: number
  readonly questionsPerMinute: number
  readonly guestsAllowed: boolean
}

export interface Workspace extends Settings {
  readonly id: string
  readonly name: string
  readonly defaultModelId: string
  /** In display order. The default is always among them. */
  readonly enabled: readonly EnabledModel[]
  readonly access: readonly AccessRule[]
  readonly budgets: readonly Budget[]
  /** The admin who last ran an admin command: gets notices while no admin channel is set. */
  readonly lastAdminId?: string
  readonly pausedBy?: string
  readonly welcomedAt?: Date
}

/** Who changed what. */
export interface Change {
  readonly actor: Person
  readonly action: string
  readonly target: string
  readonly details: Readonly<Record<string, string>>
}

export interface NewWorkspace {
  readonly id: string
  readonly name: string
  readonly defaultModelId: string
  readonly enabled: readonly string[]
  readonly fallbackModelId?: string
}

export interface WorkspaceStore {
  find(id: string): Promise<Workspace | undefined>
  /** Creates it unless it is there; says which. */
  create(workspace: NewWorkspace): Promise<{ readonly created: boolean }>
  /** Sets what is named; `null` unsets. */
  update(
    id: string,
    settings: { readonly [K in keyof Settings]?: Settings[K] | null },
    change: Change,
  ): Promise<void>
  setAccess(id: string, rules: readonly AccessRule[], change: Change): Promise<void>
  enable(id: string, model: EnabledModel, change: Change): Promise<void>
  /** With a replacement the default moves there in the same transaction. @throws conflict for the default without one */
  disable(
    id: string,
    modelId: string,
    replacementId: string | undefined,
    change: Change,
  ): Promise<void>
  /** Enables exactly these, keeping labels, in one transaction with the new default. */
  setEnabled(
    id: string,
    modelIds: readonly string[],
    defaultModelId: string,
    change: Change,
  ): Promise<void>
  setDefault(id: string, modelId: string, change: Change): Promise<void>
  channelDefault(id: string, channelId: string): Promise<string | undefined>
  setChannelDefault(
    id: string,
    channelId: string,
    modelId: string | undefined,
    change: Change,
  ): Promise<void>
  setPaused(id: string, pausedBy: string | undefined, change: Change): Promise<void>
  noteAdmin(id: string, memberId: string): Promise<void>
  /** True for the one caller who may send the welcome. */
  claimWelcome(id: string, now: Date): Promise<boolean>
  changes(id: string, limit: number): Promise<readonly (Change & { readonly at: Date })[]>
}

export interface CatalogModel extends OfferedModel {
  readonly status: 'active' | 'missing'
  readonly firstSeenAt: Date
  readonly lastSeenAt: Date
}

export interface CatalogStore {
  all(): Promise<readonly CatalogModel[]>
  /** Adds and updates; removes nothing. Models of these routes that are not in the list keep their rows. */
  save(models: readonly OfferedModel[], now: Date): Promise<void>
  noteSync(sync: {
    readonly route: string
    readonly at: Date
    readonly models: number
    readonly error?: string
  }): Promise<void>
  lastSyncedAt(): Promise<Date | undefined>
}

export type Listens = 'all' | 'mentions'

export interface Thread {
  readonly id: string
  readonly workspaceId: string
  readonly channelId: string
  /** The platform's id of the thread. */
  readonly threadKey: string
  readonly title: string
  readonly status: 'active' | 'archived'
  readonly listens: Listens
  readonly isDirect: boolean
  readonly modelId?: string
  /** The chosen model of which the thread was already told that it is gone. */
  readonly toldMissing?: string
  readonly lastActiveAt: Date
}

export interface ThreadKey {
  readonly workspaceId: string
  readonly channelId: string
  readonly threadKey: string
}

export interface ThreadStore {
  find(key: ThreadKey): Promise<Thread | undefined>
  byId(id: string): Promise<Thread | undefined>
  /** Creates the thread when it is not known yet. */
  setModel(
    key: ThreadKey & { readonly isDirect: boolean; readonly title: string },
    modelId: string | undefined,
    by: Person,
    now: Date,
  ): Promise<Thread>
  setListens(id: string, listens: Listens): Promise<void>
  noteMissingTold(id: string, modelId: string): Promise<void>
  /** A member's threads of the last days in a channel, newest first. */
  recent(
    workspaceId: string,
    channelId: string,
    memberId: string,
    limit: number,
  ): Promise<readonly Thread[]>
  starterChoice(
    workspaceId: string,
    channelId: string,
    memberId: string,
  ): Promise<string | undefined>
  setStarterChoice(
    workspaceId: string,
    channelId: string,
    memberId: string,
    modelId: string | undefined,
  ): Promise<void>
  addContext(threadId: string, messages: readonly NewMessage[]): Promise<void>
  /** Empties this member's messages everywhere in the workspace. Returns how many. */
  forget(workspaceId: string, memberId: string, now: Date): Promise<number>
  /** Deletes messages older than `before` and archives threads that fell silent then. Returns how many messages. */
  expire(workspaceId: string, before: Date): Promise<number>
  /** Workspaces with a retention period. */
  withRetention(): Promise<readonly { readonly id: string; readonly retentionDays: number }[]>
}

export type Role = 'user' | 'assistant' | 'context'

export interface NewMessage {
  /** The platform's id; for an answer the turn's id. */
  readonly ref: string
  readonly role: Role
  readonly author: Person
  readonly text: string
  readonly attachments: readonly Attachment[]
  readonly at: Date
}

export interface StoredMessage extends NewMessage {
  /** Of an answer: the ref of its question. */
  readonly answers?: string
  readonly modelId?: string
  readonly modelName?: string
}

export type TurnState = 'queued' | 'running' | 'answered' | 'failed' | 'stopped' | 'removed'

export interface Turn {
  readonly id: string
  readonly workspaceId: string
  readonly threadId: string
  readonly questionRef: string
  readonly member: Person
  readonly purpose: string
  readonly state: TurnState
  readonly startsThread: boolean
  /** How often a process died over it. */
  readonly resumes: number
  /** The platform's messages that show the answer so far. */
  readonly postedRefs: readonly string[]
}

export interface Arrival extends ThreadKey {
  readonly isDirect: boolean
  /** The message opens a new thread (it is not within one). */
  readonly startsThread: boolean
  /** It mentions the bot or is a direct message. */
  readonly isAddressed: boolean
  readonly opensWithOther: boolean
  readonly title: string
  readonly message: NewMessage
  readonly questionsPerMinute: number
}

export type Received =
  | { readonly kind: 'duplicate' | 'ignored' | 'context' }
  /** Over the limit of questions a minute; kept as context. */
  | { readonly kind: 'too-fast' }
  | {
      readonly kind: 'question'
      readonly turnId: string
      readonly thread: Thread
      readonly isNewThread: boolean
      /** What was claimed in the same moment: the next turn of the thread. */
      readonly claimed?: ClaimedTurn
    }

/** A turn that this process has to answer now, with all it needs. */
export interface ClaimedTurn {
  readonly turn: Turn
  readonly thread: Thread
  /** Oldest first, without what was removed; the last one of role `user` with the turn's ref is the question. */
  readonly history: readonly StoredMessage[]
  readonly channelDefault?: string
}

export interface Lease {
  readonly owner: string
  readonly until: Date
}

/** With what a turn is claimed, and how much of the thread is read with it. */
export interface Claiming {
  readonly lease: Lease
  readonly historyLimit: number
}

/** A complete answer, before it is shown to its end. */
export interface Answer {
  readonly turn: Turn
  readonly text: string
  readonly modelId: string
  readonly modelName: string
  /** Absent when the call is settled already. */
  readonly settlement?: Settlement
  readonly at: Date
}

export interface TurnEnd {
  readonly turnId: string
  readonly state: Exclude<TurnState, 'queued' | 'running'>
  /** Finds the log line of a failure. */
  readonly reference?: string
  readonly postedRefs: readonly string[]
  readonly at: Date
}

export interface TurnStore {
  /**
   * Records a message, and the turn it asks for, once. With `claiming` the thread's next turn is claimed in the same
   * transaction, where none is running and nothing has to be read first that was said before the bot was called in.
   */
  receive(arrival: Arrival, claiming?: Claiming): Promise<Received>
  /** The next queued turn of a thread in which none is running. */
  claim(threadId: string, lease: Lease, historyLimit: number): Promise<ClaimedTurn | undefined>
  /** Extends the leases of this owner; returns the turns somebody asked to stop. */
  renew(lease: Lease, turnIds: readonly string[]): Promise<readonly string[]>
  notePosted(turnId: string, refs: readonly string[]): Promise<void>
  /**
   * Keeps the answer and settles its call, in one transaction. From now on a crash no longer costs a second call: the
   * answer is shown again from here.
   */
  saveAnswer(answer: Answer): Promise<void>
  end(end: TurnEnd): Promise<void>
  /** Gives a running turn back, to be taken up by the next process. */
  interrupt(turnId: string, postedRefs: readonly string[]): Promise<void>
  /**
   * Puts running turns whose owner is gone back into the queue (`everything`: all running ones). Returns the threads
   * with queued turns that nobody works on.
   */
  recover(now: Date, everything: boolean): Promise<readonly string[]>
  /** Asks for the running turn to stop and drops the queued ones of the thread. Returns the ids of the running ones. */
  askStop(threadId: string): Promise<readonly string[]>
  /** Asks all running turns of a workspace to stop. Returns their ids. */
  askStopAll(workspaceId: string): Promise<readonly string[]>
  find(turnId: string): Promise<Turn | undefined>
  /** The newest turns of a thread, to tell whether a question was answered. */
  byQuestion(threadId: string, questionRef: string): Promise<Turn | undefined>
  /** A further try at the same question. @throws conflict while one is queued or running */
  again(
    turnId: string,
    by: Person,
    now: Date,
  ): Promise<{ readonly turnId: string; readonly threadId: string }>
  editQuestion(threadId: string, ref: string, text: string, now: Date): Promise<void>
  /** Takes the message out of the history; a queued turn with it. Returns the id of a running one. */
  removeMessage(threadId: string, ref: string, now: Date): Promise<string | undefined>
  /** True once per key. */
  firstTime(key: string, now: Date): Promise<boolean>
  dropReceipts(before: Date): Promise<void>
}

/** What is known of a call before it is made. */
export interface Call {
  /** Also the ledger entry's id. */
  readonly id: string
  readonly workspaceId: string
  readonly channelId: string
  readonly threadId?: string
  readonly turnId?: string
  readonly memberId: string
  readonly purpose: string
  readonly attempt: number
  readonly modelId: string
  readonly provider: string
  readonly route: string
  readonly prices?: Prices
  readonly startedAt: Date
}

export interface Hold {
  readonly call: Call
  readonly owner: string
  /** Counted before the call. */
  readonly inputTokens: number
  /** The most this call can cost; undefined when it has no price. */
  readonly amountNano?: bigint
  readonly expiresAt: Date
}

export type Outcome = 'ok' | 'stopped' | 'failed' | 'interrupted'

/** What a call turned out to be. */
export interface Settlement {
  readonly call: Call
  /** ISO day of the call in the workspace's time zone. */
  readonly day: string
  /** What it was computed with, where another model served it than the one asked. */
  readonly servedPrices?: Prices
  readonly modelServed: string
  readonly usage: Usage
  /** The provider sent no usage; tokens were counted here. */
  readonly isEstimated: boolean
  /** What is charged; undefined when the call has no price. */
  readonly costNano?: bigint
  readonly computedNano?: bigint
  readonly reportedNano?: bigint
  readonly latencyMs: number
  readonly firstTokenMs?: number
  readonly outcome: Outcome
  readonly errorCode?: ErrorCode
  readonly rawUsage?: unknown
}

export interface Spend {
  readonly calls: number
  readonly costNano: bigint
  readonly inputTokens: number
  readonly outputTokens: number
  /** Calls without a price. */
  readonly unpriced: number
}

/** A call whose process died over it. */
export interface AbandonedCall {
  readonly call: Call
  readonly inputTokens: number
  /** Shown before the end, as far as it was noted. */
  readonly outputTokens: number
}

export interface LedgerStore {
  /** Open holds whose owner is gone (`everything`: all of them). */
  abandoned(now: Date, everything: boolean): Promise<readonly AbandonedCall[]>
  /** Places the hold against all of these limits, or none; `warn` budgets never refuse. */
  hold(hold: Hold, limits?: readonly Limit[]): Promise<Held>
  /** Keeps the count of tokens shown so far, for the case that the process dies. */
  noteOutput(callId: string, outputTokens: number): Promise<void>
  /** Puts the call on the ledger and lets the hold go, once. */
  settle(settlement: Settlement): Promise<void>
  /** Half-open: `from` ≤ at < `until`. */
  spend(filter: {
    readonly workspaceId: string
    readonly memberId?: string
    readonly modelId?: string
    readonly from: Date
    readonly until: Date
  }): Promise<Spend>
  /** The same by model, dearest first. */
  spendByModel(filter: {
    readonly workspaceId: string
    readonly memberId?: string
    readonly from: Date
    readonly until: Date
  }): Promise<readonly (Spend & { readonly modelId: string })[]>
}
