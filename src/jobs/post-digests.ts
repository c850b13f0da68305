import { newId } from '../lib/new-id.ts'
import { postDueDigests } from '../money/post-digest.ts'
import type { Job } from './define-job.ts'

/** Looks every minute; a process of its own name, of which the database lets one post. */
const job: Job = {
  name: 'post-digests',
  cron: '* * * * *',
  run: parts => postDueDigests(parts, newId()),
}

export default job
