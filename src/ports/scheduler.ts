/** A timetable. Every process has one; what must happen once among several is for the database to decide. */
export interface Scheduler {
  /** @param cron five fields, in the process's time zone */
  every(cron: string, run: () => Promise<void>): void
  stop(): Promise<void>
}
