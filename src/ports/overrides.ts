import type { ModelStatus } from './catalog.ts'
import type { Capability, Prices } from './llm.ts'
import type { Change } from './workspaces.ts'

/** What a workspace's admins say of a model; absent is as the provider says. */
export interface Override {
  readonly modelId: string
  readonly prices?: Prices
  /** Where it is run, such as `eu`. */
  readonly regions?: readonly string[]
  readonly capabilities?: readonly Capability[]
  readonly status?: ModelStatus
}

export interface OverrideStore {
  /** In place of the one there was; one that says nothing takes it back. */
  set(workspaceId: string, override: Override, change: Change): Promise<void>
}
