import type { IncomingMessage } from 'node:http'
import type { Dialect } from './dialects.ts'
import type { RequestRecord } from './journal.ts'
import type { State } from './state.ts'
import type { Wire } from './wire.ts'

/** One request on its way through the emulator. */
export interface Request {
  readonly dialect: Dialect
  readonly path: string
  /** A list that only the maker's own API has. */
  readonly native: boolean
  readonly method: string
  readonly url: URL
  readonly headers: IncomingMessage['headers']
  readonly record: RequestRecord
  readonly state: State
  readonly wire: Wire
  parseBody(): unknown
}

/** The whole body, or undefined when it is longer than allowed. */
export async function readBody(
  message: IncomingMessage,
  maxBytes: number,
): Promise<string | undefined> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of message) {
    bytes += piece.length
    if (bytes <= maxBytes) pieces.push(piece)
  }
  return bytes > maxBytes ? undefined : Buffer.concat(pieces).toString('utf8')
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
