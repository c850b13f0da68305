import path from 'node:path'
import { readSnapshot } from '../adapters/catalog/index.ts'
import { createCronScheduler } from '../adapters/cron/index.ts'
import { createMetrics, startHttp } from '../adapters/http/index.ts'
import { isSqlite, openStore } from '../adapters/prisma/index.ts'
import { assemble } from './assemble.ts'
import { loadCommands } from './bot/index.ts'
import { type Config, ConfigError, databaseUrl, readConfig, secretsOf } from './config.ts'
import { createChats, createKeyRoutes, createRoutes } from './connect.ts'
import { BotError } from './errors.ts'
import { createApi } from './http/api.ts'
import { readHealth } from './http/health.ts'
import { startJobs } from './jobs/define-job.ts'
import followCatalog from './jobs/follow-catalog.ts'
import forgetOldMessages from './jobs/forget-old-messages.ts'
import forgetWhoLeft from './jobs/forget-who-left.ts'
import mendCosts from './jobs/mend-costs.ts'
import postDigests from './jobs/post-digests.ts'
import { refreshCatalog } from './jobs/refresh-catalog.ts'
import succeedDefault from './jobs/succeed-default.ts'
import { createKeyring } from './lib/keyring.ts'
import { systemClock as clock } from './lib/system-clock.ts'
import { createLog, type Log } from './log.ts'
import { refreshed } from './models/refresh.ts'
import type { ChatPlatform } from './ports/chat.ts'
import { prepareKeys } from './prepare-keys.ts'

/** How long answers under way may still take after SIGTERM. */
const PATIENCE_MS = 25_000
const CONNECT_WITHIN_MS = 30_000

export interface Running {
  readonly address: string
  stop(): Promise<void>
}

/** Puts everything together and starts it. */
export async function start(config: Config, log: Log): Promise<Running> {
  const url = databaseUrl(config)
  const [store, routes, keyRoutes, chats, commands] = await Promise.all([
    openStore(url, clock),
    createRoutes(config),
    createKeyRoutes(config),
    createChats(config, log),
    loadCommands(new URL('../commands/', import.meta.url)),
  ])
  const keyring = createKeyring(config.ENCRYPTION_KEY ?? [])
  await prepareKeys(store, keyring, log)
  const chatOf = (workspaceId: string): ChatPlatform => {
    const chat = chats.list.find(candidate => candidate.owns(workspaceId))
    if (chat) return chat
    throw new BotError('chat-unavailable', `no platform here has ${workspaceId}`)
  }
  const metrics = createMetrics()
  const sockets = { store, routes, keyRoutes, keyring, chatOf, readSnapshot, clock, log, metrics }
  const wanted = { model: config.LLM_MODEL, fallback: config.LLM_FALLBACK_MODEL }
  const core = assemble(sockets, commands, { wanted, isAlone: isSqlite(url) })
  const { catalog, turns, inbox } = core
  await catalog.load()
  const server = await startHttp({
    host: config.HOST,
    port: config.PORT,
    health: () => readHealth(store, chats.list),
    metrics,
    api: createApi(
      { ...core, wanted },
      { read: config.API_READ_TOKEN, admin: config.API_ADMIN_TOKEN },
    ),
    slack: chats.slack,
    routes: chats.routes,
  })
  const resume = await turns.recover()
  await Promise.all(chats.list.map(chat => chat.start(inbox, core.commands)))
  const scheduler = createCronScheduler()
  const closing = new AbortController()
  const refreshing = refreshCatalog(config.CATALOG_REFRESH_CRON, closing.signal)
  startJobs(
    scheduler,
    [
      postDigests,
      forgetOldMessages,
      forgetWhoLeft,
      mendCosts,
      followCatalog,
      refreshing,
      succeedDefault,
    ],
    core,
  )
  // what can wait until the door is open
  connected(chats.list, closing.signal).then(resume)
  refreshed(core.refresher, { startedBy: 'start', signal: closing.signal }).catch(error =>
    log.error({ err: error }, 'catalog not refreshed'),
  )

  return {
    address: server.address,
    async stop() {
      closing.abort()
      await scheduler.stop()
      await Promise.all(chats.list.map(chat => chat.drain()))
      await turns.drain(PATIENCE_MS)
      await Promise.all(chats.list.map(chat => chat.stop()))
      await server.close()
      await store.close()
    },
  }
}

/** Until every platform is there, or half a minute: an answer needs its thread. */
async function connected(chats: readonly ChatPlatform[], signal: AbortSignal): Promise<void> {
  const until = Date.now() + CONNECT_WITHIN_MS
  while (!chats.every(chat => chat.isConnected()) && Date.now() < until && !signal.aborted) {
    await clock.sleep(50, signal)
  }
}

function readEnvironment(): Config {
  try {
    process.loadEnvFile()
  } catch {
    // there need not be a file
  }
  return readConfig(process.env)
}

async function main(): Promise<void> {
  const config = readEnvironment()
  const log = createLog(config.LOG_LEVEL, secretsOf(config))
  process.on('unhandledRejection', error => {
    log.fatal({ err: error }, 'unhandled rejection')
    process.exit(1)
  })
  const running = await start(config, log)
  let isStopping = false
  const stop = (signal: string) => {
    if (isStopping) return
    isStopping = true
    log.info({ signal }, 'stopping')
    running.stop().then(
      () => process.exit(0),
      error => {
        log.fatal({ err: error }, 'could not stop in order')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  const what = config.playground ? 'playground' : 'health'
  process.stdout.write(
    `Switchboard is ready. ${what}: ${running.address}${config.playground ? '' : '/healthz'}\n`,
  )
}

/** A sentence for whoever started the program, without a stack. */
function complain(error: unknown): void {
  const isExpected = error instanceof ConfigError || error instanceof BotError
  process.stderr.write(`${isExpected ? error.message : String((error as Error).stack ?? error)}\n`)
  process.exit(1)
}

if (import.meta.url === new URL(`file://${path.resolve(process.argv[1] ?? '')}`).href) {
  main().catch(complain)
}
