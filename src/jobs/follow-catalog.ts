import type { Job } from './define-job.ts'

/** What another process learned about models holds here too. */
const job: Job = {
  name: 'follow-catalog',
  cron: '* * * * *',
  run: ({ catalog }) => catalog.follow(),
}

export default job
