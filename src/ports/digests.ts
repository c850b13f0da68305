import type { Change } from './workspaces.ts'

/** A scheduled cost report. */
export interface Digest {
  readonly id: string
  readonly workspaceId: string
  readonly channelId: string
  /** Five fields, in the workspace's time zone. */
  readonly cron: string
  /** The next occurrence that nobody has dealt with; an instant on a full minute. */
  readonly nextAt: Date
  readonly pausedAt?: Date
}

/** One occurrence of one digest, for one process to post. */
export interface DigestClaim {
  readonly digestId: string
  readonly occurrence: Date
  readonly owner: string
}

export interface DigestStore {
  list(workspaceId: string): Promise<readonly Digest[]>
  find(workspaceId: string, id: string): Promise<Digest | undefined>
  byId(id: string): Promise<Digest | undefined>
  /** Creates, or replaces the one of this id. */
  save(digest: Digest, change: Change): Promise<void>
  remove(workspaceId: string, id: string, change: Change): Promise<void>
  /** Not paused and due, the longest overdue first. */
  due(now: Date, limit: number): Promise<readonly Digest[]>
  /** True for exactly one caller until `leaseUntil`; of several that ask at once the database chooses one. */
  claim(claim: DigestClaim, now: Date, leaseUntil: Date): Promise<boolean>
  /** From here on nobody else may post it. False where the claim was lost meanwhile. */
  beginPosting(claim: DigestClaim): Promise<boolean>
  /** It was certainly not posted: it may be claimed again. */
  release(claim: DigestClaim): Promise<void>
  /** Dealt with: the digest goes on to `nextAt`, unless it was changed meanwhile. */
  finish(claim: DigestClaim, now: Date, nextAt: Date): Promise<void>
  /** What was being posted by a process that is gone; each is returned once. */
  takeUncertain(now: Date): Promise<readonly Pick<DigestClaim, 'digestId' | 'occurrence'>[]>
}
