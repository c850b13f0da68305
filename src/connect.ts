import type { RequestListener } from 'node:http'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createCharts } from '../adapters/charts/index.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import type { ChatPlatform } from './ports/chat.ts'
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

/** In order of precedence: a maker's own API, then what stands for many makers. */
export async function createRoutes(config: Config): Promise<readonly LlmRoute[]> {
  const routes = [...(await createOpenAiRoutes(config)), ...(await createMatchaRoutes(config))]
  if (routes.length > 0) return routes
  const { createDemoRoute } = await import('../adapters/demo/index.ts')
  return [createDemoRoute()]
}

async function createOpenAiRoutes(config: Config): Promise<readonly LlmRoute[]> {
  const wanted = [
    ['openai', 'openai', config.OPENAI_BASE_URL, config.OPENAI_API_KEY],
    ['anthropic', 'anthropic', config.ANTHROPIC_BASE_URL, config.ANTHROPIC_API_KEY],
    ['google', 'google', config.GOOGLE_BASE_URL, config.GOOGLE_API_KEY],
    ['xai', 'x-ai', config.XAI_BASE_URL, config.XAI_API_KEY],
    [
      'compatible',
      'compatible',
      config.COMPATIBLE_BASE_URL,
      config.COMPATIBLE_BASE_URL && (config.COMPATIBLE_API_KEY ?? 'none'),
    ],
    ['openrouter', '', config.OPENROUTER_BASE_URL, config.OPENROUTER_API_KEY],
  ] as const
  const served = wanted.filter(([, , baseUrl, apiKey]) => baseUrl && apiKey)
  if (served.length === 0) return []
  const { createOpenAiRoute } = await import('../adapters/openai/index.ts')
  return served.map(([name, provider, baseUrl = '', apiKey = '']) =>
    createOpenAiRoute({ name, provider, baseUrl, apiKey }),
  )
}

async function createMatchaRoutes(config: Config): Promise<readonly LlmRoute[]> {
  const { MATCHA_API_KEY: apiKey, MATCHA_BASE_URL: baseUrl, MATCHA_MISSION_ID: missionId } = config
  if (!apiKey || !baseUrl || missionId === undefined) return []
  const { createMatchaRoute } = await import('../adapters/matcha/index.ts')
  return [createMatchaRoute({ baseUrl, apiKey, missionId })]
}
