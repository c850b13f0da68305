import type { Exchange } from './stream-answer.ts'

/** Sends the answer as one JSON body, or breaks where the script says so. */
export async function plainAnswer(exchange: Exchange): Promise<void> {
  const { behaviour, bodies, journal, record, wire } = exchange
  await wire.sleep((behaviour.firstTokenDelayMs ?? 0) + generationMs(exchange))
  if (behaviour.until && behaviour.stallMidStream === undefined) await wire.wait(behaviour.until)
  if (wire.isClosed()) return
  record.status = 200
  const body = JSON.stringify(bodies.completion())
  const half = body.slice(0, Math.floor(body.length / 2))
  wire.response.writeHead(200, { 'content-type': 'application/json', ...behaviour.headers })
  if (breaks(exchange)) return breakAfter(exchange, half, body.slice(half.length))
  record.chunksSent = 1
  wire.response.end(body)
  journal.changed()
}

// Without a stream the client waits as long as all chunks together would take.
function generationMs({ answer, behaviour }: Exchange): number {
  return (behaviour.chunkDelayMs ?? 0) * Math.max(0, answer.chunks.length - 1)
}

function breaks({ behaviour }: Exchange): boolean {
  const { cutMidStream, stallMidStream, endEarly, garbage } = behaviour
  return [cutMidStream, stallMidStream, endEarly, garbage].some(after => after !== undefined)
}

async function breakAfter(exchange: Exchange, half: string, rest: string): Promise<void> {
  const { behaviour, wire } = exchange
  await wire.write(half)
  if (behaviour.cutMidStream !== undefined) return wire.destroy()
  if (behaviour.stallMidStream === undefined) {
    wire.response.end()
    return
  }
  await wire.wait(behaviour.until ?? wire.closed)
  if (!wire.isClosed()) wire.response.end(rest)
}
