import path from 'node:path'
import { z } from 'zod'
import { isCron } from './lib/cron.ts'
import { isTimeZone } from './lib/time-zone.ts'

const onOff = z.enum(['on', 'off'])
const url = z.url({ protocol: /^https?$/ })
const secret = z.string().min(8)
const apiToken = z.string().regex(/^[\w.~+/=-]{16,}$/, 'must be 16 or more letters and digits')
const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
  .transform(Number)
  .refine(value => value <= 65_535, 'must be a number from 0 to 65535')
const modelId = z.string().regex(/^[^\s/]+\/\S+$/, 'must look like provider/model')

const encryptionKeys = z
  .string()
  .transform(text => text.split(',').map(key => key.trim()))
  .refine(
    keys => keys.every(key => /^[A-Za-z0-9+/]{43}=$/.test(key)),
    'must be 32 bytes in base64, or several of them with commas between (openssl rand -base64 32 makes one)',
  )

/** Every variable, as `.env.example` lists them. An empty value counts as unset. */
export const environment = z.object({
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-').optional(),
  SLACK_SIGNING_SECRET: secret.optional(),
  SLACK_API_URL: url.default('https://slack.com/api/'),
  DISCORD_TOKEN: secret.optional(),
  DISCORD_API_URL: url.default('https://discord.com/api'),
  PLAYGROUND: onOff.optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATA_DIR: z.string().default('./data'),
  OPENROUTER_API_KEY: secret.optional(),
  OPENROUTER_BASE_URL: url.default('https://openrouter.ai/api/v1'),
  OPENAI_API_KEY: secret.optional(),
  OPENAI_BASE_URL: url.default('https://api.openai.com/v1'),
  ANTHROPIC_API_KEY: secret.optional(),
  ANTHROPIC_BASE_URL: url.default('https://api.anthropic.com/v1'),
  GOOGLE_API_KEY: secret.optional(),
  GOOGLE_BASE_URL: url.default('https://generativelanguage.googleapis.com/v1beta/openai'),
  XAI_API_KEY: secret.optional(),
  XAI_BASE_URL: url.default('https://api.x.ai/v1'),
  MATCHA_API_KEY: secret.optional(),
  MATCHA_BASE_URL: url.optional(),
  MATCHA_MISSION_ID: z
    .string()
    .regex(/^\d{1,15}$/, 'must be a number')
    .transform(Number)
    .optional(),
  COMPATIBLE_BASE_URL: url.optional(),
  COMPATIBLE_API_KEY: z.string().optional(),
  ENCRYPTION_KEY: encryptionKeys.optional(),
  LLM_MODEL: modelId.default('openai/gpt-5'),
  LLM_FALLBACK_MODEL: modelId.default('openai/gpt-4o-mini'),
  API_READ_TOKEN: apiToken.optional(),
  API_ADMIN_TOKEN: apiToken.optional(),
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  CATALOG_REFRESH_CRON: z
    .string()
    .refine(isCron, 'must be five fields such as 0 0 * * * (minute hour day month weekday)')
    .default('0 0 * * *'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  TZ: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin').optional(),
})

export type Environment = z.output<typeof environment>

export interface Config extends Environment {
  readonly playground: boolean
}

/** A sentence for the person who started the program: it names the variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** @throws ConfigError naming the variable that is wrong or missing */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const result = environment.safeParse(given)
  if (!result.success) {
    const [issue] = result.error.issues
    throw new ConfigError(`${issue?.path.join('.')}: ${issue?.message}`)
  }
  const config = result.data
  checkSlack(config)
  checkTokens(config)
  checkMatcha(config)
  const hasChat = config.SLACK_BOT_TOKEN !== undefined || config.DISCORD_TOKEN !== undefined
  return { ...config, playground: config.PLAYGROUND ? config.PLAYGROUND === 'on' : !hasChat }
}

/** `file:…` or `postgresql://…` */
export const databaseUrl = ({ DATABASE_URL, DATA_DIR }: Environment): string =>
  DATABASE_URL ?? `file:${path.resolve(DATA_DIR, 'switchboard.db')}`

const SHORTEST_SECRET = 8

/** What must not stand in a log. */
export const secretsOf = (config: Environment): readonly string[] =>
  Object.entries(config).flatMap(([name, value]) =>
    /_(KEY|TOKEN|SECRET)$/.test(name)
      ? [value]
          .flat()
          .map(String)
          .filter(text => text.length >= SHORTEST_SECRET && value)
      : [],
  )

function checkTokens({ API_READ_TOKEN, API_ADMIN_TOKEN }: Environment): void {
  if (API_READ_TOKEN !== undefined && API_READ_TOKEN === API_ADMIN_TOKEN) {
    throw new ConfigError('API_READ_TOKEN: must not be the same as API_ADMIN_TOKEN')
  }
}

function checkSlack(config: Environment): void {
  const receives = config.SLACK_APP_TOKEN ?? config.SLACK_SIGNING_SECRET
  if (config.SLACK_BOT_TOKEN && !receives) {
    throw new ConfigError(
      'SLACK_APP_TOKEN: needed beside SLACK_BOT_TOKEN (or SLACK_SIGNING_SECRET for HTTP)',
    )
  }
  if (receives && !config.SLACK_BOT_TOKEN) {
    throw new ConfigError('SLACK_BOT_TOKEN: needed beside the other Slack variables')
  }
}

function checkMatcha({ MATCHA_API_KEY, MATCHA_BASE_URL, MATCHA_MISSION_ID }: Environment): void {
  if (!MATCHA_API_KEY) return
  if (!MATCHA_BASE_URL) throw new ConfigError('MATCHA_BASE_URL: needed beside MATCHA_API_KEY')
  if (MATCHA_MISSION_ID === undefined) {
    throw new ConfigError('MATCHA_MISSION_ID: needed beside MATCHA_API_KEY')
  }
}
