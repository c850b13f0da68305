import { checkCosts } from '../money/check-costs.ts'
import type { Job, JobParts } from './define-job.ts'

/**
 * Adds up again what was added up by another calendar: of workspaces whose time zone was changed, or whose sums are not
 * made yet. Repeating it does no harm, nor does a second process.
 */
const job = {
  name: 'mend-costs',
  cron: '* * * * *',
  async run({ store, log }: Pick<JobParts, 'store' | 'log'>) {
    const calendars = await store.costs.calendars()
    for (const calendar of calendars.filter(({ timeZone, sumsZone }) => timeZone !== sumsZone)) {
      const { days, wrong } = await checkCosts(store, calendar, true)
      await store.costs.noteZone(calendar.id, calendar.timeZone)
      log.info({ workspace: calendar.id, days, written: wrong.length }, 'costs added up again')
    }
  },
} satisfies Job

export default job
