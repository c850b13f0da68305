import type { Calls } from '../calls/index.ts'
import type { Log } from '../log.ts'
import type { Catalog } from '../models/catalog.ts'
import type { Refresher } from '../models/refresh.ts'
import type { Workspaces } from '../models/workspaces.ts'
import type { ChatPlatform } from '../ports/chat.ts'
import type { Clock } from '../ports/clock.ts'
import type { Scheduler } from '../ports/scheduler.ts'
import type { Store } from '../ports/store.ts'

export interface JobParts {
  readonly store: Store
  readonly catalog: Catalog
  readonly workspaces: Workspaces
  readonly refresher: Refresher
  readonly calls: Calls
  readonly chatOf: (workspaceId: string) => ChatPlatform
  readonly clock: Clock
  readonly log: Log
}

/** What runs on a timetable. */
export interface Job {
  readonly name: string
  readonly cron: string
  run(parts: JobParts): Promise<void>
}

export function startJobs(scheduler: Scheduler, jobs: readonly Job[], parts: JobParts): void {
  for (const job of jobs) {
    scheduler.every(job.cron, () =>
      job.run(parts).catch(error => {
        parts.log.error({ err: error, job: job.name }, 'job failed')
      }),
    )
  }
}
