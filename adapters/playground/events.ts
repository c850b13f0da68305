import type { FastifyReply } from 'fastify'
import type { Change, WireState } from './protocol.ts'

/** The open pages. */
export interface Streams {
  open(reply: FastifyReply, page: Page): void
  close(): void
}

export interface Page {
  state(): WireState
  watch(see: (change: Change) => void): () => void
}

/** Keeps what sits between from thinking that nobody is there. */
const heartbeatMs = 20_000

export function createStreams(): Streams {
  const endings = new Set<() => void>()
  return {
    /** Starts with everything, so that a page that comes back has missed nothing. */
    open(reply, page) {
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      })
      const send = (event: string, data: unknown) =>
        raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
      raw.write('retry: 700\n\n')
      send('state', page.state())
      const unwatch = page.watch(change => send('change', change))
      const heartbeat = setInterval(() => raw.write(': \n\n'), heartbeatMs)
      const end = () => raw.end()
      endings.add(end)
      raw.on('close', () => {
        clearInterval(heartbeat)
        unwatch()
        endings.delete(end)
      })
    },
    close() {
      for (const end of endings) end()
    },
  }
}
