import type { Change } from './workspaces.ts'

/** A workspace's own set of models to enable in one go. */
export interface Preset {
  readonly workspaceId: string
  readonly name: string
  readonly modelIds: readonly string[]
  /** A member. */
  readonly savedBy: string
  readonly savedAt: Date
}

/** What was enabled together; the moment names it. */
export interface Enabling {
  readonly at: Date
  readonly modelIds: readonly string[]
}

export interface PresetStore {
  /** By name. */
  list(workspaceId: string): Promise<readonly Preset[]>
  /** @throws conflict when the name is taken */
  save(preset: Preset, change: Change): Promise<void>
  /** @throws conflict when there is none of that name */
  remove(workspaceId: string, name: string, change: Change): Promise<void>
  /** Enables those that are not yet, in one transaction; says which, and so does the audit. */
  enableAll(workspaceId: string, modelIds: readonly string[], change: Change): Promise<Enabling>
  /** Disables what the same person enabled at that moment and nobody made the default; says which. */
  disableAgain(workspaceId: string, at: Date, change: Change): Promise<readonly string[]>
}
