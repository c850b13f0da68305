import { refreshed } from '../models/refresh.ts'
import type { Job } from './define-job.ts'

const MINUTE_MS = 60_000

/** Asks all providers what they offer. Every process has this timetable; the database lets one of them do it. */
export const refreshCatalog = (cron: string, signal: AbortSignal): Job => ({
  name: 'refresh-catalog',
  cron,
  async run({ refresher, clock }) {
    // a clock may be a moment early or late
    const minute = Math.round(clock.now().getTime() / MINUTE_MS) * MINUTE_MS
    const occurrence = new Date(minute).toISOString()
    await refreshed(refresher, { startedBy: 'timetable', occurrence, signal })
  },
})
