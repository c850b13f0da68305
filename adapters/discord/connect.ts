import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Client,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  Status,
} from 'discord.js'
import type { Logger } from 'pino'
import { createClient } from './create-client.ts'

export interface ConnectionConfig {
  readonly token: string
  readonly apiUrl: string
}

const longestWaitMs = 5 * 60_000
/** A connection that lasted this long was a good one. Discord resets the token of a bot that logs in 1000 times a day. */
const steadyMs = 10 * 60_000
const waitMs = (attempt: number): number => Math.min(longestWaitMs, 1000 * 2 ** attempt)

/** Keeps one client connected, in the background, whatever happens; each new one is handed to `attach`. */
export function createConnection(
  config: ConnectionConfig,
  log: Logger,
  attach: (client: Client) => void,
) {
  const stopping = new AbortController()
  let client: Client | undefined
  let readsContent = true
  let attempt = 0
  let connectedAt = 0

  function giveUpContent(): void {
    if (!readsContent) return
    readsContent = false
    log.warn(
      { turnOn: 'discord.com/developers → your app → Bot → Message Content Intent, then restart' },
      'Discord does not let the bot read messages: it answers mentions and direct messages only',
    )
  }

  async function connect(): Promise<void> {
    while (!stopping.signal.aborted) {
      const wasReading = readsContent
      if (await tryOnce()) return
      // Without the intent the next try is another one, so it need not wait.
      if (wasReading === readsContent) await backOff()
    }
  }

  async function backOff(): Promise<void> {
    const ms = waitMs(attempt)
    attempt += 1
    await sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined)
  }

  async function tryOnce(): Promise<boolean> {
    const next = createClient(config.apiUrl, readsContent)
    client = next
    watch(next)
    attach(next)
    try {
      await next.login(config.token)
      connectedAt = Date.now()
      next.on(Events.ShardDisconnect, () => void reconnect(next))
      return true
    } catch (error) {
      await next.destroy().catch(() => undefined)
      if (!stopping.signal.aborted) logFailure(error)
      return false
    }
  }

  /** Discord ended the session for good; the library would stay away. */
  async function reconnect(lost: Client): Promise<void> {
    if (stopping.signal.aborted) return
    await lost.destroy().catch(() => undefined)
    if (Date.now() - connectedAt > steadyMs) attempt = 0
    await backOff()
    await connect()
  }

  function watch(watched: Client): void {
    watched.on(Events.Error, error => log.error({ reason: error.message }, 'Discord client error'))
    watched.on(Events.Warn, reason => log.warn({ reason }, 'Discord client warning'))
    watched.on(Events.ShardError, error =>
      log.warn({ reason: error.message }, 'Discord connection error'),
    )
    watched.on(Events.ShardDisconnect, ({ code }) => {
      if (code === GatewayCloseCodes.DisallowedIntents) giveUpContent()
      log.warn({ code }, 'Discord ended the connection')
    })
    watched.on(Events.ShardReconnecting, () => log.info('reconnecting to Discord'))
    watched.on(Events.ShardResume, () => log.info('connection to Discord resumed'))
  }

  function logFailure(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error)
    if (isBadToken(error)) log.error({ variable: 'DISCORD_TOKEN' }, 'Discord refused the token')
    else log.warn({ reason }, 'Discord cannot be reached')
  }

  return {
    start: () => void connect(),
    client: () => client,
    isConnected: () => client !== undefined && isOnline(client),
    async stop(): Promise<void> {
      stopping.abort()
      await client?.destroy()
    },
  }
}

const isOnline = (client: Client): boolean =>
  client.isReady() && client.ws.shards.every(({ status }) => status === Status.Ready)

const isBadToken = (error: unknown): boolean =>
  error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid
