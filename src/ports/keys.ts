import type { Person } from './chat.ts'
import type { Change } from './workspaces.ts'

/** A provider's key of one workspace, encrypted. */
export interface StoredKey {
  readonly workspaceId: string
  /** Of the route that it opens: `openai`, `openrouter`, … */
  readonly route: string
  readonly sealed: string
  readonly fingerprint: string
  readonly setBy: Person
  readonly setAt: Date
}

export interface KeyStore {
  /** Of all workspaces. */
  all(): Promise<readonly StoredKey[]>
  /** Sets it, or puts it in the place of the one before. */
  set(key: StoredKey, change: Change): Promise<void>
  /** Says whether there was one. */
  remove(workspaceId: string, route: string, change: Change): Promise<boolean>
  /** Puts the same key, encrypted anew, in its place, unless it was set anew meanwhile. */
  reseal(key: StoredKey, sealed: string): Promise<void>
}
