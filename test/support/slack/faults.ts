export type Fault =
  | { readonly kind: 'limit'; readonly retryAfter: number }
  | { readonly kind: 'fail'; readonly error: string }
  | { readonly kind: 'status'; readonly status: number }
  // The connection breaks before the call is done, or after it.
  | { readonly kind: 'drop' }
  | { readonly kind: 'lose' }
  // It is done at once, and its answer comes late.
  | { readonly kind: 'late'; readonly ms: number }

interface Queue {
  readonly faults: Fault[]
  readonly delays: number[]
  perMinute: number | undefined
  readonly recent: number[]
}

const overRate = (queue: Queue): Fault | undefined => {
  if (queue.perMinute === undefined) return undefined
  const now = Date.now()
  while ((queue.recent[0] ?? now) < now - 60_000) queue.recent.shift()
  if (queue.recent.length < queue.perMinute) {
    queue.recent.push(now)
    return undefined
  }
  const oldest = queue.recent[0] ?? now
  return { kind: 'limit', retryAfter: Math.max(1, Math.ceil((oldest + 60_000 - now) / 1000)) }
}

export const createFaults = () => {
  const queues = new Map<string, Queue>()
  const queueOf = (method: string): Queue => {
    const queue = queues.get(method) ?? { faults: [], delays: [], perMinute: undefined, recent: [] }
    queues.set(method, queue)
    return queue
  }
  return {
    add: (method: string, fault: Fault, times: number) => {
      for (let count = 0; count < times; count += 1) queueOf(method).faults.push(fault)
    },
    addDelay: (method: string, ms: number, times: number) => {
      for (let count = 0; count < times; count += 1) queueOf(method).delays.push(ms)
    },
    setRate: (method: string, perMinute: number | undefined) => {
      queueOf(method).perMinute = perMinute
    },
    nextDelay: (method: string) => queueOf(method).delays.shift() ?? 0,
    nextFault: (method: string): Fault | undefined =>
      queueOf(method).faults.shift() ?? overRate(queueOf(method)),
    clear: () => queues.clear(),
  }
}

export type Faults = ReturnType<typeof createFaults>
