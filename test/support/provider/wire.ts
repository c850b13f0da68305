import { once } from 'node:events'
import type { ServerResponse } from 'node:http'

/** A response that knows when its client has gone. */
export interface Wire {
  readonly response: ServerResponse
  readonly isClosed: () => boolean
  /** The server broke the connection, not the client. */
  readonly wasDestroyed: () => boolean
  readonly closed: Promise<void>
  /** False when there is nobody left to write to. */
  write(text: string): Promise<boolean>
  /** Ends early when the client goes. */
  sleep(ms: number): Promise<void>
  /** Waits for this or for the client to go. */
  wait(promise: Promise<unknown>): Promise<void>
  json(status: number, body: unknown, headers?: Readonly<Record<string, string>>): void
  destroy(): void
}

export function createWire(response: ServerResponse): Wire {
  let isClosed = false
  let wasDestroyed = false
  const closed = new Promise<void>(resolve => {
    response.once('close', () => {
      isClosed = true
      resolve()
    })
  })
  const wait = async (promise: Promise<unknown>) => {
    await Promise.race([promise, closed])
  }

  return {
    response,
    closed,
    wait,
    isClosed: () => isClosed,
    wasDestroyed: () => wasDestroyed,
    async write(text) {
      if (isClosed) return false
      if (!response.write(text)) await wait(once(response, 'drain').catch(() => undefined))
      // Let a pending disconnect be noticed between two chunks.
      await new Promise(resolve => setImmediate(resolve))
      return !isClosed
    },
    async sleep(ms) {
      if (ms <= 0 || isClosed) return
      let timer: NodeJS.Timeout | undefined
      const elapsed = new Promise(resolve => {
        timer = setTimeout(resolve, ms)
      })
      await wait(elapsed)
      clearTimeout(timer)
    },
    json(status, body, headers = {}) {
      if (isClosed) return
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    },
    destroy: () => {
      wasDestroyed = true
      response.socket?.destroy()
    },
  }
}
