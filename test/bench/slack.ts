import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** The part of Slack that a turn needs, without checks: those of `test/support/slack` cost more than the bot. */
export interface LeanSlack {
  readonly env: Readonly<Record<string, string>>
  readonly connected: Promise<void>
  /** A mention of the bot, which comes as two events; in a thread where one is named. */
  mention(text: string, number: number, threadTs?: string): void
  /** Calls so far, by method. */
  readonly calls: ReadonlyMap<string, number>
  close(): void
}

export const SLACK_WORKSPACE = 'slack:T0BENCH'
export const SLACK_CHANNEL = 'C0BENCH'

const BOT = 'U0BENCHBOT'
const TEAM = 'T0BENCH'
/** So many that nobody asks too often. */
const PEOPLE = 100

type Json = Record<string, unknown>

const newTs = (() => {
  let last = 0
  return () => {
    last = Math.max(Date.now() * 1000, last + 1)
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`
  }
})()

const userOf = (id: string): Json => ({
  id,
  team_id: TEAM,
  name: id,
  real_name: `Person ${id}`,
  profile: { real_name: `Person ${id}`, display_name: `Person ${id}` },
})

function envelope(event: Json): string {
  const id = newTs()
  return JSON.stringify({
    envelope_id: `E${id}${String(event['type'])}`,
    type: 'events_api',
    accepts_response_payload: false,
    retry_attempt: 0,
    retry_reason: '',
    payload: {
      token: 'verification-token',
      team_id: TEAM,
      api_app_id: 'A0BENCH',
      event,
      type: 'event_callback',
      event_id: `Ev${id}`,
      event_time: Math.floor(Date.now() / 1000),
      authorizations: [{ enterprise_id: null, team_id: TEAM, user_id: BOT, is_bot: true }],
    },
  })
}

/** @param answered is told the number of each question whose answer is complete */
export async function startLeanSlack(answered: (number: number) => void): Promise<LeanSlack> {
  const calls = new Map<string, number>()
  const asked = new Map<string, number>()
  const threadOfMessage = new Map<string, string>()
  let socket: WebSocket | undefined
  let port = 0
  let onConnected: () => void = () => undefined
  const connected = new Promise<void>(resolve => {
    onConnected = resolve
  })

  const done = (threadTs: string) => {
    const number = asked.get(threadTs)
    asked.delete(threadTs)
    if (number !== undefined) answered(number)
  }
  const posted = (args: URLSearchParams): Json => {
    const ts = newTs()
    return { channel: args.get('channel'), ts, message: { ts, thread_ts: args.get('thread_ts') } }
  }
  const methods: Readonly<Record<string, (args: URLSearchParams) => Json>> = {
    'auth.test': () => ({ team: 'Bench', team_id: TEAM, user_id: BOT, bot_id: 'B0BENCH' }),
    'apps.connections.open': () => ({ url: `ws://127.0.0.1:${port}/link` }),
    'users.info': args => ({ user: userOf(args.get('user') ?? '') }),
    'chat.startStream': args => {
      const answer = posted(args)
      threadOfMessage.set(String(answer['ts']), args.get('thread_ts') ?? '')
      return answer
    },
    'chat.stopStream': args => {
      const ts = args.get('ts') ?? ''
      done(threadOfMessage.get(ts) ?? '')
      threadOfMessage.delete(ts)
      return { channel: args.get('channel'), ts }
    },
    'chat.postMessage': args => {
      done(args.get('thread_ts') ?? '')
      return posted(args)
    },
  }

  const take = (method: string, body: string, response: ServerResponse) => {
    calls.set(method, (calls.get(method) ?? 0) + 1)
    const answer = methods[method]?.(new URLSearchParams(body)) ?? {}
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
    response.end(JSON.stringify({ ok: true, ...answer }))
  }

  const server = createServer((request: IncomingMessage, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', part => {
      body += part
    })
    request.on('end', () => take((request.url ?? '').replace('/api/', ''), body, response))
  })
  server.keepAliveTimeout = 60_000
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', opened => {
    socket = opened
    opened.on('message', () => undefined)
    opened.send(JSON.stringify({ type: 'hello', num_connections: 1 }))
    onConnected()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port

  return {
    env: {
      SLACK_BOT_TOKEN: 'xoxb-bench-token',
      SLACK_APP_TOKEN: 'xapp-1-bench-token',
      SLACK_API_URL: `http://127.0.0.1:${port}/api/`,
    },
    connected,
    calls,
    mention(text, number, threadTs) {
      const ts = newTs()
      asked.set(threadTs ?? ts, number)
      const said = {
        user: `U0BENCH${String(number % PEOPLE).padStart(3, '0')}`,
        ts,
        text: `<@${BOT}> ${text}`,
        team: TEAM,
        channel: SLACK_CHANNEL,
        event_ts: ts,
        ...(threadTs !== undefined && { thread_ts: threadTs }),
      }
      socket?.send(envelope({ ...said, type: 'message', channel_type: 'channel' }))
      socket?.send(envelope({ ...said, type: 'app_mention' }))
    },
    close() {
      for (const client of sockets.clients) client.terminate()
      sockets.close()
      server.closeAllConnections()
      server.close()
    },
  }
}
