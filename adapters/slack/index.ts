import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { App, HTTPReceiver, SocketModeReceiver, webApi } from '@slack/bolt'
import type { Logger } from 'pino'
import { BotError } from '../../src/errors.ts'
import type { ChatPlatform } from '../../src/ports/chat.ts'
import { createApi } from './api.ts'
import { createHttp, createSocket } from './connection.ts'
import { download } from './download.ts'
import { readHistory } from './history.ts'
import { textAt } from './json.ts'
import { listenToInteractions } from './listen-interactions.ts'
import { listenToMessages } from './listen-messages.ts'
import { listenToSurroundings } from './listen-surroundings.ts'
import { toSdkLog } from './log.ts'
import { createPeople } from './people.ts'
import { createPoster } from './post.ts'
import { type Identity, toWorkspaceId } from './receive.ts'
import { createAnswers } from './stream.ts'

export { toManifest } from './register.ts'

export interface SlackConfig {
  readonly botToken: string
  /** Socket Mode; without it events come over HTTP. */
  readonly appToken?: string | undefined
  readonly signingSecret?: string | undefined
  readonly apiUrl: string
}

export interface SlackChat extends ChatPlatform {
  /** HTTP mode only: serves /slack/events */
  readonly requestListener?: (request: IncomingMessage, response: ServerResponse) => void
}

const eventsPath = '/slack/events'
const timeoutMs = 20_000
const farewellMs = 3_000

export function createSlackChat(config: SlackConfig, log: Logger): SlackChat {
  const logger = toSdkLog(log)
  const clientOptions = () => ({
    slackApiUrl: config.apiUrl.endsWith('/') ? config.apiUrl : `${config.apiUrl}/`,
    logger,
    timeout: timeoutMs,
    // Waiting and trying again is done in api.ts, which knows what may be done twice.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  })
  const api = createApi(new webApi.WebClient(config.botToken, clientOptions()), log)
  let known: (Identity & { readonly teamName: string }) | undefined
  const me = (): Identity => {
    if (!known) throw new BotError('chat-unavailable', 'Slack has not been reached yet')
    return known
  }
  const people = createPeople(api, me)
  const poster = createPoster(api, people, me)
  const answers = createAnswers({ api, poster, me, log })
  const parts = { api, people, poster, answers, me, log, teamName: () => known?.teamName ?? '' }

  let announce = async (): Promise<void> => {}
  /** Before the first event: who we are, and where. */
  async function prepare(): Promise<void> {
    if (known) return
    const answer = await api.call('auth.test')
    known = {
      teamId: textAt(answer, 'team_id'),
      botUserId: textAt(answer, 'user_id'),
      botId: textAt(answer, 'bot_id'),
      teamName: textAt(answer, 'team'),
    }
    await announce()
  }

  const socket = config.appToken === undefined ? undefined : createSocketReceiver(config.appToken)
  const http = socket ? undefined : createHttpReceiver(config.signingSecret ?? '')
  const connection = socket ? createSocket(socket, prepare, log) : createHttp(prepare, log)
  const unacknowledged = new Set<Promise<void>>()

  function createSocketReceiver(appToken: string): SocketModeReceiver {
    return new SocketModeReceiver({
      appToken,
      logger,
      autoReconnectEnabled: false,
      // Not `clientOptions`, which this receiver does not know.
      installerOptions: { clientOptions: clientOptions() },
      processEventErrorHandler: async ({ error }) => {
        log.warn({ err: error }, 'Slack event was not acknowledged')
        return false
      },
    })
  }

  function createHttpReceiver(signingSecret: string): HTTPReceiver {
    return new HTTPReceiver({ signingSecret, endpoints: [eventsPath], logger })
  }

  function createApp(): App {
    const app = new App({
      receiver: socket ?? http ?? createHttpReceiver(''),
      authorize: async () => ({ botToken: config.botToken, ...me() }),
      clientOptions: clientOptions(),
      logger,
      convoStore: false,
      ignoreSelf: false,
    })
    app.error(async error => log.error({ err: error }, 'Slack listener failed'))
    return app
  }

  async function drain(): Promise<void> {
    const acknowledged = Promise.allSettled([...unacknowledged])
    await Promise.race([acknowledged, sleep(farewellMs, undefined, { ref: false })])
    await connection.close()
  }

  return {
    name: 'slack',
    ...(http && { requestListener: toRequestListener(http, connection.isOpen) }),
    async start(inbox, commands) {
      const context = { ...parts, inbox, commands }
      const app = createApp()
      listenToMessages(app, context)
      listenToInteractions(app, context, work => {
        unacknowledged.add(work)
        void work.finally(() => unacknowledged.delete(work)).catch(() => undefined)
      })
      listenToSurroundings(app, context)
      announce = async () =>
        inbox.joined({ id: toWorkspaceId(me().teamId), name: context.teamName() })
      connection.open()
    },
    drain,
    stop: drain,
    isConnected: connection.isOpen,
    owns: workspaceId => workspaceId.startsWith('slack:'),
    async post(place, card) {
      await poster.post(place, card)
    },
    async whisper(place, personId, card) {
      await poster.whisper(place, personId, card)
    },
    async direct(_workspaceId, personId, card) {
      await poster.direct(personId, card)
    },
    openAnswer: answers.open,
    history: (place, beforeId, limit) => readHistory(api, people, me(), { place, beforeId, limit }),
    download: (_workspaceId, attachment) => download(config, attachment),
    member: (_workspaceId, personId) => people.member(personId),
    isInGroup: (_workspaceId, personId, groupId) => people.isInGroup(personId, groupId),
    // Turned into the name as plain text before it is posted, so that nobody is notified.
    mention: ({ kind, id }) => (kind === 'person' ? `<@${id}>` : `<#${id}>`),
  }
}

/** Until we know who we are, and while we stop, Slack is asked to come back. */
function toRequestListener(receiver: HTTPReceiver, isOpen: () => boolean) {
  return (request: IncomingMessage, response: ServerResponse): void => {
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
