import type { Change } from './workspaces.ts'

/** What an older installation had set for one organisation. */
export interface ImportedSettings {
  readonly id: string
  readonly name: string
  readonly defaultModelId: string
  /** The default is among them. */
  readonly enabled: readonly string[]
  /** A decimal such as `0.7`. */
  readonly temperature: string
  readonly maxOutputTokens: number
}

export type SettingsImport =
  | { readonly kind: 'imported'; readonly added: readonly string[] }
  /** `imported`: before. `chosen`: an admin has decided since. `same`: it is like that already. */
  | { readonly kind: 'skipped'; readonly because: 'imported' | 'chosen' | 'same' }

export interface ImportStore {
  /**
   * Whole or not at all, once per workspace, which is made where it is not there. What is enabled stays enabled.
   *
   * @param decisions after one of these actions nothing is written
   */
  settings(
    wanted: ImportedSettings,
    decisions: readonly string[],
    change: Change,
  ): Promise<SettingsImport>
}
