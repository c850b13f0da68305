export interface Clock {
  now(): Date
  /** Ends early, without rejecting, when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}
