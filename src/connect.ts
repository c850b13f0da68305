import type { RequestListener } from 'node:http'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createCharts } from '../adapters/charts/index.ts'
import type { Config } from './config.ts'
import { BotError } from './errors.ts'
import type { Log } from './log.ts'
import type { ChatPlatform } from './ports/chat.ts'
import type { KeyRoutes } from './ports/key-routes.ts'
import type { LlmRoute } from './ports/llm.ts'

interface Chats {
  readonly list: readonly ChatPlatform[]
  /** Takes Slack's requests where they come over HTTP. */
  readonly slack: RequestListener | undefined
  readonly routes: readonly ((app: FastifyInstance) => void)[]
}

/** Only what is configured is loaded. */
export async function createChats(config: Config, log: Log): Promise<Chats> {
  const list: ChatPlatform[] = []
  const routes: ((app: FastifyInstance) => void)[] = []
  let slack: Chats['slack']
  const charts = createCharts()
  if (config.SLACK_BOT_TOKEN) {
    const { createSlackChat } = await import('../adapters/slack/index.ts')
    const chat = createSlackChat(
      {
        botToken: config.SLACK_BOT_TOKEN,
        appToken: config.SLACK_APP_TOKEN,
        signingSecret: config.SLACK_SIGNING_SECRET,
        apiUrl: config.SLACK_API_URL,
        charts,
      },
      log.child({ platform: 'slack' }),
    )
    slack = chat.requestListener
    list.push(chat)
  }
  if (config.DISCORD_TOKEN) {
    const { createDiscordChat } = await import('../adapters/discord/index.ts')
    const options = { token: config.DISCORD_TOKEN, apiUrl: config.DISCORD_API_URL, charts }
    list.push(createDiscordChat(options, log.child({ platform: 'discord' })))
  }
  if (config.playground) {
    const { createPlaygroundChat } = await import('../adapters/playground/index.ts')
    const file = path.join(config.DATA_DIR, 'playground.jsonl')
    const chat = createPlaygroundChat(
      { host: config.HOST, file, charts },
      log.child({ platform: 'playground' }),
    )
    list.push(chat)
    routes.push(app => chat.routes(app))
  }
  return { list, slack, routes }
}

/** A server that speaks OpenAI's protocol; without a base URL there is none. */
interface Door {
  readonly name: string
  readonly provider: string
  readonly baseUrl: string | undefined
  readonly apiKey: string | undefined
}

/** In order of precedence: a maker's own API, then OpenRouter. */
const doorsOf = (config: Config): readonly Door[] => [
  door('openai', 'openai', config.OPENAI_BASE_URL, config.OPENAI_API_KEY),
  door('anthropic', 'anthropic', config.ANTHROPIC_BASE_URL, config.ANTHROPIC_API_KEY),
  door('google', 'google', config.GOOGLE_BASE_URL, config.GOOGLE_API_KEY),
  door('xai', 'x-ai', config.XAI_BASE_URL, config.XAI_API_KEY),
  // a server of one's own may want no key at all
  door('compatible', 'compatible', config.COMPATIBLE_BASE_URL, config.COMPATIBLE_API_KEY ?? 'none'),
  door('openrouter', '', config.OPENROUTER_BASE_URL, config.OPENROUTER_API_KEY),
]

const door = (
  name: string,
  provider: string,
  baseUrl: string | undefined,
  apiKey: string | undefined,
): Door => ({ name, provider, baseUrl, apiKey })

/** Those that the environment has keys for; where it has none, the demo. */
export async function createRoutes(config: Config): Promise<readonly LlmRoute[]> {
  const open = doorsOf(config).filter(({ baseUrl, apiKey }) => baseUrl && apiKey)
  const routes = await Promise.all(open.map(each => openDoor(each, each.apiKey ?? '')))
  const matcha = config.MATCHA_API_KEY && (await openMatcha(config, config.MATCHA_API_KEY))
  if (matcha) return [...routes, matcha]
  if (routes.length > 0) return routes
  const { createDemoRoute } = await import('../adapters/demo/index.ts')
  return [createDemoRoute()]
}

async function openDoor({ name, provider, baseUrl = '' }: Door, apiKey: string): Promise<LlmRoute> {
  const { createOpenAiRoute } = await import('../adapters/openai/index.ts')
  return createOpenAiRoute({ name, provider, baseUrl, apiKey })
}

async function openMatcha(config: Config, apiKey: string): Promise<LlmRoute | undefined> {
  const { MATCHA_BASE_URL: baseUrl, MATCHA_MISSION_ID: missionId } = config
  if (!baseUrl || missionId === undefined) return undefined
  const { createMatchaRoute } = await import('../adapters/matcha/index.ts')
  return createMatchaRoute({ baseUrl, apiKey, missionId })
}

/** The same doors for workspaces that bring a key; where they lead to is the environment's alone to say. */
export async function createKeyRoutes(config: Config): Promise<KeyRoutes> {
  const doors = new Map(
    doorsOf(config)
      .filter(({ baseUrl }) => baseUrl)
      .map(each => [each.name, (apiKey: string) => openDoor(each, apiKey)] as const),
  )
  const matcha = await openMatcha(config, '')
  return {
    names: [...doors.keys(), ...(matcha ? [matcha.name] : [])],
    builtIn: name => (name === matcha?.name ? matcha.builtIn : undefined),
    create: (name, apiKey) =>
      lazily(name, async () => (await doors.get(name)?.(apiKey)) ?? openMatcha(config, apiKey)),
  }
}

/** An adapter is loaded with the first use. */
function lazily(name: string, make: () => Promise<LlmRoute | undefined>): LlmRoute {
  const open = async () => {
    const route = await make()
    if (route) return route
    throw new BotError('model-unavailable', `no route ${name}`)
  }
  return {
    name,
    list: async signal => (await open()).list(signal),
    async checkKey(signal) {
      const route = await open()
      await (route.checkKey ? route.checkKey(signal) : route.list(signal))
    },
    async *chat(request) {
      yield* (await open()).chat(request)
    },
  }
}
