import type { Change } from './workspaces.ts'

/** What an admin chose to follow a default that ends. */
export interface Successor {
  readonly modelId: string
  readonly successorId: string
  readonly chosenBy: string
}

export interface SuccessorStore {
  find(workspaceId: string, modelId: string): Promise<Successor | undefined>
  choose(workspaceId: string, successor: Successor, change: Change): Promise<void>
  /** True for the one who may warn that nothing is chosen for this model's end. */
  claimWarning(workspaceId: string, modelId: string, day: string): Promise<boolean>
}
