import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { createMetrics, startHttp } from '../../adapters/http/index.ts'
import { createApi } from '../../src/http/api.ts'
import { type Bot, type LogLine, type StartOptions, startBot } from './start.ts'

export const readToken = 'read-token-of-the-tests'
export const adminToken = 'admin-token-of-the-tests'

export interface ApiBot extends Bot {
  /** The workspace that the bot is in, to stand in an address. */
  readonly workspace: string
  readonly apiLog: readonly LogLine[]
  /** Asks over HTTP, with the read token unless another one (or none: `''`) is named. */
  ask(path: string, how?: Ask): Promise<Response>
}

interface Ask extends RequestInit {
  readonly token?: string
}

interface ApiOptions extends StartOptions {
  readonly tokens?: { readonly read?: string; readonly admin?: string }
}

/** The whole bot with its HTTP server, on a port of its own. */
export async function startApi(options: ApiOptions = {}): Promise<ApiBot> {
  const { tokens = { read: readToken, admin: adminToken } } = options
  const bot = await startBot(options)
  const apiLog: LogLine[] = []
  const log = pino({ level: 'debug' }, { write: line => void apiLog.push(JSON.parse(line)) })
  const wanted = { model: 'openai/gpt-5', fallback: 'openai/gpt-4o-mini' }
  const server = await startHttp({
    host: '127.0.0.1',
    port: 0,
    health: async () => ({ isReady: true, parts: {} }),
    metrics: createMetrics(),
    api: createApi({ ...bot, log, wanted }, tokens),
    slack: undefined,
    routes: [],
  })
  onTestFinished(() => server.close())
  return {
    ...bot,
    apiLog,
    workspace: encodeURIComponent(bot.chat.workspaceId),
    ask: (path, { token = readToken, headers, ...rest } = {}) =>
      fetch(server.address + path, {
        ...rest,
        headers: { ...headers, ...(token !== '' && { authorization: `Bearer ${token}` }) },
      }),
  }
}
