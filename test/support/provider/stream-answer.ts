import type { Answer, ChatCall } from './answer.ts'
import type { Behaviour } from './behaviour.ts'
import type { Bodies } from './bodies.ts'
import type { Journal, RequestRecord } from './journal.ts'
import type { Wire } from './wire.ts'

export interface Exchange {
  readonly call: ChatCall
  readonly behaviour: Behaviour
  readonly answer: Answer
  readonly bodies: Bodies
  readonly wire: Wire
  readonly record: RequestRecord
  readonly journal: Journal
}

const commentEveryMs = 100
const openRouterComment = ': OPENROUTER PROCESSING\n\n'

/** Sends the answer as server-sent events, or breaks where the script says so. */
export async function streamAnswer(exchange: Exchange): Promise<void> {
  const { answer, behaviour, bodies, wire } = exchange
  await writeStart(exchange)
  await send(exchange, bodies.first)
  for (const piece of splitReasoning(answer.reasoning)) {
    await sendPiece(exchange, bodies.reasoning(piece))
  }
  const isDone = await sendChunks(exchange)
  if (!isDone || wire.isClosed()) return
  if (answer.refusal !== undefined) await send(exchange, bodies.refusal(answer.refusal))
  if (answer.toolCalls.length > 0) await send(exchange, bodies.toolCalls())
  await send(exchange, bodies.finish)
  if (bodies.usage) await send(exchange, bodies.usage)
  if (!behaviour.endWithoutDone) await wire.write(toEvent(exchange, '[DONE]'))
  wire.response.end()
}

async function writeStart(exchange: Exchange): Promise<void> {
  const { behaviour, call, record, wire } = exchange
  wire.response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    ...behaviour.headers,
  })
  record.status = 200
  wire.response.flushHeaders()
  if (call.dialect === 'openrouter') await wire.write(openRouterComment)
  await waitWithComments(exchange, behaviour.firstTokenDelayMs ?? 0)
  if (behaviour.until && behaviour.stallMidStream === undefined) await wire.wait(behaviour.until)
}

async function waitWithComments(exchange: Exchange, ms: number): Promise<void> {
  const { call, wire } = exchange
  for (let left = ms; left > 0 && !wire.isClosed(); left -= commentEveryMs) {
    await wire.sleep(Math.min(left, commentEveryMs))
    if (call.dialect === 'openrouter') await wire.write(openRouterComment)
  }
}

/** True when the answer may be finished in the ordinary way. */
async function sendChunks(exchange: Exchange): Promise<boolean> {
  const { answer, bodies, wire } = exchange
  for (let sent = 0; sent <= answer.chunks.length; sent++) {
    if (!(await survives(exchange, sent))) return false
    const piece = answer.chunks[sent]
    if (piece !== undefined) await sendPiece(exchange, bodies.text(piece))
    if (wire.isClosed()) return false
  }
  return true
}

/** What the script wants to happen after this many chunks. False when that is the end. */
async function survives(exchange: Exchange, sent: number): Promise<boolean> {
  const { behaviour, wire } = exchange
  const isHere = (after: number | undefined) =>
    after !== undefined && sent === Math.min(after, exchange.answer.chunks.length)
  if (isHere(behaviour.cutMidStream)) wire.destroy()
  else if (isHere(behaviour.endEarly)) wire.response.end()
  else if (isHere(behaviour.errorMidStream)) await sendError(exchange)
  else if (isHere(behaviour.stallMidStream)) return stall(exchange)
  else {
    if (isHere(behaviour.garbage)) await wire.write(toEvent(exchange, '{"id":"chatcmpl-1","choi'))
    return true
  }
  return false
}

async function stall(exchange: Exchange): Promise<boolean> {
  const { behaviour, wire } = exchange
  const end = behaviour.until ?? wire.closed
  let isOver = false
  const over = end.then(() => {
    isOver = true
  })
  while (behaviour.noisy && !isOver && !wire.isClosed()) {
    await wire.wait(Promise.race([over, wire.sleep(commentEveryMs)]))
    if (!isOver) await wire.write(': keep-alive\r\n\r\n')
  }
  await wire.wait(over)
  return !wire.isClosed()
}

async function sendError(exchange: Exchange): Promise<void> {
  const { behaviour, bodies, call, wire } = exchange
  const message = behaviour.errorMessage ?? 'Provider disconnected unexpectedly'
  const code = behaviour.errorCode ?? 'server_error'
  const body =
    call.dialect === 'openrouter'
      ? bodies.error(message, code)
      : { error: { message, type: 'server_error', param: null, code } }
  await send(exchange, body)
  wire.response.end()
}

async function sendPiece(exchange: Exchange, chunk: object): Promise<void> {
  const { behaviour, journal, record, wire } = exchange
  const isFirst = record.chunksSent === 0
  if (!isFirst) await wire.sleep(behaviour.chunkDelayMs ?? 0)
  if (!(await send(exchange, chunk))) return
  record.chunksSent++
  journal.changed()
}

function send(exchange: Exchange, body: object): Promise<boolean> {
  return exchange.wire.write(toEvent(exchange, JSON.stringify(body)))
}

function toEvent({ behaviour }: Exchange, data: string): string {
  return behaviour.noisy ? `: ping\r\n\r\ndata: ${data}\r\n\r\n` : `data: ${data}\n\n`
}

function splitReasoning(reasoning: string): string[] {
  return reasoning.match(/[\s\S]{1,40}/g) ?? []
}
