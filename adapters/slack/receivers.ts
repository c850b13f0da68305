import type { IncomingMessage, ServerResponse } from 'node:http'
import { App, HTTPReceiver, SocketModeReceiver, type webApi } from '@slack/bolt'
import type { Logger } from 'pino'
import { toSdkLog } from './log.ts'
import type { Identity } from './receive.ts'

const eventsPath = '/slack/events'
const timeoutMs = 20_000

/** Waiting and trying again is done in api.ts, which knows what may be done twice. */
export const clientOptions = (apiUrl: string, log: Logger): webApi.WebClientOptions => ({
  slackApiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`,
  logger: toSdkLog(log),
  timeout: timeoutMs,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
})

export const createSocketReceiver = (appToken: string, apiUrl: string, log: Logger) =>
  new SocketModeReceiver({
    appToken,
    logger: toSdkLog(log),
    autoReconnectEnabled: false,
    // Not `clientOptions`, which this receiver does not know.
    installerOptions: { clientOptions: clientOptions(apiUrl, log) },
    processEventErrorHandler: async ({ error }) => {
      log.warn({ err: error }, 'Slack event was not acknowledged')
      return false
    },
  })

export const createHttpReceiver = (signingSecret: string, log: Logger) =>
  new HTTPReceiver({ signingSecret, endpoints: [eventsPath], logger: toSdkLog(log) })

interface AppParts {
  readonly receiver: SocketModeReceiver | HTTPReceiver
  readonly botToken: string
  readonly apiUrl: string
  readonly me: () => Identity
  readonly log: Logger
}

export function createApp({ receiver, botToken, apiUrl, me, log }: AppParts): App {
  const app = new App({
    receiver,
    authorize: async () => ({ botToken, ...me() }),
    clientOptions: clientOptions(apiUrl, log),
    logger: toSdkLog(log),
    convoStore: false,
    ignoreSelf: false,
  })
  app.error(async error => log.error({ err: error }, 'Slack listener failed'))
  return app
}

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void

/** Until we know who we are, and while we stop, Slack is asked to come back. */
export function toRequestListener(receiver: HTTPReceiver, isOpen: () => boolean): RequestListener {
  return (request, response) => {
    if (!isOpen()) {
      response.writeHead(503, { 'retry-after': '5' }).end()
      return
    }
    try {
      receiver.requestListener(request, response)
    } catch {
      response.writeHead(404).end()
    }
  }
}
