import type { Dialect } from './dialects.ts'

export type RequestKind = 'chat' | 'models' | 'generation' | 'key' | 'unknown'

/** One request as it went. It is live: it changes until `endedAt` is there. */
export interface RequestRecord {
  readonly index: number
  readonly at: number
  readonly dialect: Dialect | undefined
  readonly kind: RequestKind
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** Without the key; its last four characters are in `keyEnd`. */
  readonly headers: Readonly<Record<string, string>>
  readonly keyEnd: string | undefined
  body: Readonly<Record<string, unknown>>
  /** What was sent back; 0 while nothing was. */
  status: number
  /** Chunks of text or reasoning written so far. */
  chunksSent: number
  /** The client went away before the answer was complete. */
  aborted: boolean
  /** Why the request was refused, where it was. */
  problem: string | undefined
  endedAt: number | undefined
}

export interface Journal {
  readonly requests: RequestRecord[]
  add(entry: Omit<RequestRecord, 'index' | 'at' | Live>): RequestRecord
  changed(): void
  finish(record: RequestRecord, aborted: boolean): void
  waitFor(predicate: (record: RequestRecord) => boolean, timeoutMs: number): Promise<RequestRecord>
  inFlight(): number
  clear(): void
}

type Live = 'body' | 'status' | 'chunksSent' | 'aborted' | 'problem' | 'endedAt'

/** Keeps what was asked, and wakes those who wait for it. */
export function createJournal(): Journal {
  const requests: RequestRecord[] = []
  const open = new Set<RequestRecord>()
  const waiters = new Set<() => void>()
  let counter = 0
  const changed = () => {
    for (const wake of [...waiters]) wake()
  }

  return {
    requests,
    changed,
    add(entry) {
      const record = { ...entry, ...blank(), index: counter++, at: Date.now() }
      requests.push(record)
      open.add(record)
      return record
    },
    finish(record, aborted) {
      record.aborted = aborted
      record.endedAt = Date.now()
      open.delete(record)
      changed()
    },
    waitFor(predicate, timeoutMs) {
      return new Promise((resolve, reject) => {
        const settle = (act: () => void) => {
          clearTimeout(timer)
          waiters.delete(look)
          act()
        }
        const look = () => {
          const found = requests.find(predicate)
          if (found) settle(() => resolve(found))
        }
        const timer = setTimeout(() => settle(() => reject(tooLate(requests))), timeoutMs)
        waiters.add(look)
        look()
      })
    },
    inFlight: () => open.size,
    clear: () => {
      requests.length = 0
    },
  }
}

function blank(): Pick<RequestRecord, Live> {
  const nothing = { problem: undefined, endedAt: undefined }
  return { body: {}, status: 0, chunksSent: 0, aborted: false, ...nothing }
}

function tooLate(requests: readonly RequestRecord[]): Error {
  const seen = requests.map(({ kind, path, status, aborted }) => ({ kind, path, status, aborted }))
  return new Error(`no such request; there were ${JSON.stringify(seen)}`)
}
