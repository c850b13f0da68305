import {
  DefaultRestOptions,
  type RawFile,
  REST,
  type RESTOptions,
  RequestMethod,
  type RouteLike,
} from 'discord.js'
import { codes, toBotError } from './errors.ts'

interface CallOptions {
  readonly body?: unknown
  readonly query?: URLSearchParams
  readonly files?: RawFile[]
}

/** One request to Discord's API; rejects with a `BotError`. */
export type CallRest = <T>(
  method: keyof typeof RequestMethod,
  route: RouteLike,
  options?: CallOptions,
) => Promise<T>

const longestCallMs = 15_000

/** Too many edits of an old message come as a rate limit that waiting does not lift: better a refusal at once. */
const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  const response = await DefaultRestOptions.makeRequest(url, init)
  if (response.status !== 429) return response
  const text = await response.text()
  const status = text.includes(`"code":${codes.oldEdits}`) ? 400 : 429
  return new Response(text, {
    status,
    headers: [...response.headers],
  }) as unknown as typeof response
}

/** The token goes along as a header: the library would forget it for good after one 401. */
function createCall(options: Partial<RESTOptions>): CallRest {
  const rest = new REST({ ...options, timeout: longestCallMs, makeRequest })
  return async <T>(method: keyof typeof RequestMethod, route: RouteLike, more?: CallOptions) => {
    try {
      const request = { method: RequestMethod[method], fullRoute: route, auth: false, ...more }
      return (await rest.request(request)) as T
    } catch (error) {
      throw toBotError(error)
    }
  }
}

/**
 * Answers to interactions do not count towards the 50 requests a second, so they have their own queue and never wait
 * behind edits: https://docs.discord.com/developers/topics/rate-limits#global-rate-limit
 */
export function createCalls({ token, apiUrl }: { token: string; apiUrl: string }) {
  const api = apiUrl.replace(/\/+$/, '')
  return {
    asBot: createCall({ api, headers: { Authorization: `Bot ${token}` } }),
    asHook: createCall({ api, globalRequestsPerSecond: 1000 }),
  }
}
