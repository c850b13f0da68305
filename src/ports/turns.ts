import type { Person } from './chat.ts'
import type { ModelChoices } from './choices.ts'
import type { Settlement } from './ledger.ts'
import type { NewMessage, StoredMessage, Thread, ThreadKey } from './threads.ts'

/**
 * What a turn is for, where it is more than a question: kept with it, so that a restart, a retry and a further try
 * change nothing.
 */
export interface TurnSpec {
  readonly kind: 'task' | 'prompt'
  /** The task's name, or the prompt's id. */
  readonly id: string
  /** What people call it. */
  readonly name: string
  /** Of a prompt. */
  readonly version?: number
  /** A saved prompt's own model, or `auto`: stronger than any other choice. */
  readonly modelId?: string
  /** What the model is told beside the rules of the house. */
  readonly system?: string
  /** Default: the workspace's. */
  readonly maxOutputTokens?: number
  /** Default: the workspace's. */
  readonly temperature?: number
  /**
   * The answer is a summary, a line `=== DOCUMENT ===`, and a document, which becomes a file where it is long, or
   * `always`.
   */
  readonly document?: 'long' | 'always'
  /** A JSON schema (draft 2020-12, of an object) that the answer has to satisfy. */
  readonly output?: Readonly<Record<string, unknown>>
}

export type TurnState = 'queued' | 'running' | 'answered' | 'failed' | 'stopped' | 'removed'

export interface Turn {
  readonly id: string
  readonly workspaceId: string
  readonly threadId: string
  readonly questionRef: string
  readonly member: Person
  readonly purpose: string
  readonly spec?: TurnSpec
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
  /** `chat` where nothing else is said. */
  readonly purpose?: string
  readonly spec?: TurnSpec
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
  /** What whoever asks has chosen, by task. */
  readonly memberChoices: ModelChoices
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
  /** Asks for the running turns of a thread to stop and drops its queued ones; says which run and how many were dropped. */
  askStop(
    threadId: string,
  ): Promise<{ readonly running: readonly string[]; readonly dropped: number }>
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
  /** How many turns a member has asked for since then. */
  countSince(workspaceId: string, memberId: string, since: Date): Promise<number>
  /** True once per key. */
  firstTime(key: string, now: Date): Promise<boolean>
  dropReceipts(before: Date): Promise<void>
}
