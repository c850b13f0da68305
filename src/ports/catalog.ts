import type { OfferedModel } from './llm.ts'

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
