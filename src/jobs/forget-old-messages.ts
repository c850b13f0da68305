import type { Job } from './define-job.ts'

const DAY_MS = 86_400_000
/** Platforms redeliver for minutes; a week is ample. */
const RECEIPTS_KEPT_MS = 7 * DAY_MS

/** Deletes what is older than a workspace's retention period. Repeating it does no harm. */
const job: Job = {
  name: 'forget-old-messages',
  cron: '17 3 * * *',
  async run({ store, clock, log }) {
    const now = clock.now().getTime()
    await store.turns.dropReceipts(new Date(now - RECEIPTS_KEPT_MS))
    for (const { id, retentionDays } of await store.threads.withRetention()) {
      const messages = await store.threads.expire(id, new Date(now - retentionDays * DAY_MS))
      if (messages > 0) log.info({ workspace: id, messages }, 'old messages deleted')
    }
  },
}

export default job
