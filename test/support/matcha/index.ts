import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { refusalOf } from './check.ts'

/** How one request goes. Everything left out is an ordinary answer. */
export interface Reply {
  readonly status?: number
  readonly retryAfter?: number | string
  readonly body?: unknown
  /** Sent as it is, as HTML. */
  readonly html?: string
  readonly hang?: boolean
  readonly reset?: boolean
}

export interface Call {
  readonly method: string
  readonly path: string
  readonly key: string | undefined
  readonly body: unknown
  /** What the platform answered. */
  status: number
}

export interface MatchaEmulator {
  readonly url: string
  readonly key: string
  readonly missionId: number
  readonly calls: readonly Call[]
  setKeys(keys: readonly string[]): void
  setModels(models: readonly unknown[]): void
  next(...replies: readonly Reply[]): void
  /** What all later completions say. */
  say(text: string): void
  close(): Promise<void>
}

const KEY = 'matcha-emulated-key'
const MISSION = 123

const usual = [
  {
    ...{ id: 28, name: 'Claude 3.7 Sonnet', provider: 'anthropic', context_window: 200_000 },
    ...{ supports_vision: false, supports_tools: true, is_active: true },
  },
  {
    ...{ id: 40, name: 'GPT-4o', provider: 'openai', context_window: 128_000 },
    ...{ supports_vision: true, supports_tools: true, is_active: true },
  },
]

/** The MatchaAI platform on a port of this machine; it takes nothing that its contract does not name. */
export async function startMatcha(): Promise<MatchaEmulator> {
  const calls: Call[] = []
  const replies: Reply[] = []
  const state = {
    keys: [KEY] as readonly string[],
    models: usual as readonly unknown[],
    text: 'Tea.',
  }

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readJson(message)
    const key = message.headers['matcha-api-key']
    const call: Call = {
      method: message.method ?? '',
      path: message.url ?? '',
      key: typeof key === 'string' ? key : undefined,
      body,
      status: 0,
    }
    calls.push(call)
    const refusal = refusalOf(call, message, { ...state, missionId: MISSION })
    const reply = refusal ?? replies.shift() ?? {}
    if (reply.hang) return
    if (reply.reset) return void message.socket.destroy()
    call.status = reply.status ?? 200
    send(response, reply, call.path === '/llms' ? { llms: state.models } : completion(state.text))
  }

  const server = createServer((message, response) => {
    handle(message, response).catch(error => response.destroy(error))
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    key: KEY,
    missionId: MISSION,
    calls,
    setKeys(keys) {
      state.keys = keys
    },
    setModels(models) {
      state.models = models
    },
    next: (...more) => void replies.push(...more),
    say(text) {
      state.text = text
    },
    close: () => close(server),
  }
}

const completion = (text: string) => ({
  status: 'success',
  output: [{ content: [{ type: 'output_text', text }] }],
})

function send(response: ServerResponse, reply: Reply, usualBody: unknown): void {
  const { status = 200, retryAfter, html, body = usualBody } = reply
  response.writeHead(status, {
    'Content-Type': html === undefined ? 'application/json' : 'text/html',
    ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
  })
  response.end(html ?? JSON.stringify(body))
}

async function readJson(message: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const piece of message) text += piece
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
