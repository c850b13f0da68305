import type { LlmRoute, OfferedModel } from './llm.ts'

/** The routes that can be opened with a key of a workspace's own; where they lead to stays the operator's to say. */
export interface KeyRoutes {
  /** In the order in which they are shown. */
  readonly names: readonly string[]
  create(name: string, apiKey: string): LlmRoute
  /** What one surely has, where the snapshot knows nothing of it. */
  builtIn(name: string): readonly OfferedModel[] | undefined
}
