import type { Change } from './workspaces.ts'

/** A model's id, or `auto`, by task. */
export type ModelChoices = Readonly<Record<string, string>>

/** What became of one task on one model. */
export interface TaskUse {
  readonly task: string
  readonly modelId: string
  readonly runs: number
  readonly failures: number
  /** Runs without a price. */
  readonly unpriced: number
  readonly costNano: bigint
}

/** Which model a member, or the workspace, wants for which task. */
export interface ChoiceStore {
  ofMember(workspaceId: string, memberId: string): Promise<ModelChoices>
  /** Sets what is named and leaves the rest; `undefined` takes a choice back. One transaction. */
  setMember(
    workspaceId: string,
    memberId: string,
    choices: Readonly<Record<string, string | undefined>>,
    now: Date,
  ): Promise<void>
  /** When a member last chose. */
  memberChosenAt(workspaceId: string, memberId: string): Promise<Date | undefined>
  /** Everybody who has chosen something. */
  members(): Promise<readonly { readonly workspaceId: string; readonly memberId: string }[]>
  /** For somebody who left. Returns how many choices there were. */
  dropMember(workspaceId: string, memberId: string): Promise<number>
  /** By task and model, from the ledger. */
  uses(workspaceId: string, tasks: readonly string[], from: Date): Promise<readonly TaskUse[]>
  /** The workspace's own model for a task; `undefined` takes it back. */
  setTask(
    workspaceId: string,
    task: string,
    modelId: string | undefined,
    change: Change,
  ): Promise<void>
}
