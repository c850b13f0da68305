import { setTimeout as sleep } from 'node:timers/promises'
import { webApi } from '@slack/bolt'
import type { Logger } from 'pino'
import type { Charts } from '../../src/ports/charts.ts'
import type { ChatPlatform } from '../../src/ports/chat.ts'
import { createApi } from './api.ts'
import { createHttp, createSocket } from './connection.ts'
import type { Context } from './context.ts'
import { download } from './download.ts'
import { readHistory } from './history.ts'
import { createSelf } from './identity.ts'
import { listenToInteractions } from './listen-interactions.ts'
import { listenToMessages } from './listen-messages.ts'
import { listenToSurroundings } from './listen-surroundings.ts'
import { createPeople } from './people.ts'
import { createPoster } from './post.ts'
import { toDate, toWorkspaceId } from './receive.ts'
import {
  clientOptions,
  createApp,
  createHttpReceiver,
  createSocketReceiver,
  type RequestListener,
  toRequestListener,
} from './receivers.ts'
import { createAnswers } from './stream.ts'

export { toManifest } from './register.ts'

export interface SlackConfig {
  readonly botToken: string
  /** Socket Mode; without it events come over HTTP. */
  readonly appToken?: string | undefined
  readonly signingSecret?: string | undefined
  readonly apiUrl: string
  readonly charts: Charts
}

export interface SlackChat extends ChatPlatform {
  /** HTTP mode only: serves /slack/events */
  readonly requestListener?: RequestListener
}

export function createSlackChat(config: SlackConfig, log: Logger): SlackChat {
  const { botToken, apiUrl, charts } = config
  const api = createApi(new webApi.WebClient(botToken, clientOptions(apiUrl, log)), log)
  const { find, me, teamName } = createSelf(api)
  const people = createPeople(api, me)
  const poster = createPoster({ api, people, charts, me })
  const answers = createAnswers({ api, poster, me, log })
  const way = createWay(config, log)
  const connection = way.connect(async () => {
    await find()
    await announce()
  })
  const unacknowledged = new Set<Promise<void>>()
  let announce = async (): Promise<void> => {}

  async function drain(): Promise<void> {
    await inTime(Promise.allSettled([...unacknowledged]))
    await connection.close()
  }

  return {
    name: 'slack',
    ...(way.http && { requestListener: toRequestListener(way.http, connection.isOpen) }),
    async start(inbox, commands) {
      const app = createApp({ receiver: way.receiver, botToken, apiUrl, me, log })
      const context = { api, people, poster, answers, me, teamName, inbox, commands, log }
      listen(app, context, unacknowledged)
      announce = async () => {
        announce = async () => {}
        await inbox.joined({ id: toWorkspaceId(me().teamId), name: teamName() })
      }
      connection.open()
    },
    drain,
    stop: drain,
    isConnected: connection.isOpen,
    owns: workspaceId => workspaceId.startsWith('slack:'),
    post: async (place, card) => {
      const { ts } = await poster.post(place, card)
      return { id: ts, sentAt: toDate(ts) }
    },
    whisper: async (place, personId, card) => void (await poster.whisper(place, personId, card)),
    direct: async (_, personId, card) => void (await poster.direct(personId, card)),
    openAnswer: answers.open,
    history: async (place, beforeId, limit) =>
      await readHistory(api, people, me(), { place, beforeId, limit }),
    download: (_, attachment) => download(config, attachment),
    member: (_, personId) => people.member(personId),
    isInGroup: (_, personId, groupId) => people.isInGroup(personId, groupId),
    // Turned into the name as plain text before it is posted, so that nobody is notified.
    mention: ({ kind, id }) => (kind === 'person' ? `<@${id}>` : `<#${id}>`),
  }
}

/** Socket Mode where there is an app token, else HTTP. */
function createWay({ appToken, apiUrl, signingSecret = '' }: SlackConfig, log: Logger) {
  if (appToken === undefined) {
    const http = createHttpReceiver(signingSecret, log)
    const connect = (prepare: () => Promise<void>) => createHttp(prepare, log)
    return { receiver: http, http, connect }
  }
  const socket = createSocketReceiver(appToken, apiUrl, log)
  const connect = (prepare: () => Promise<void>) => createSocket(socket, prepare, log)
  return { receiver: socket, http: undefined, connect }
}

function listen(
  app: ReturnType<typeof createApp>,
  context: Context,
  unacknowledged: Set<Promise<void>>,
): void {
  listenToMessages(app, context)
  listenToSurroundings(app, context)
  listenToInteractions(app, context, work => {
    unacknowledged.add(work)
    const forget = () => unacknowledged.delete(work)
    work.then(forget, forget)
  })
}

const farewellMs = 3_000

const inTime = (work: Promise<unknown>): Promise<unknown> =>
  Promise.race([work, sleep(farewellMs, undefined, { ref: false })])
