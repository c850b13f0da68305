import { type ScheduledTask, schedule } from 'node-cron'
import type { Scheduler } from '../../src/ports/scheduler.ts'

export function createCronScheduler(): Scheduler {
  const tasks: ScheduledTask[] = []
  return {
    every(cron, run) {
      tasks.push(schedule(cron, run, { noOverlap: true }))
    },
    async stop() {
      await Promise.all(tasks.map(task => task.destroy()))
    },
  }
}
