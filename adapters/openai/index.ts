import type { LlmRoute } from '../../src/ports/llm.ts'
import { createChat } from './chat.ts'
import type { Patience } from './deadline.ts'
import { fetchJson } from './fetch-json.ts'
import { listModels } from './list-models.ts'

export interface OpenAiRouteOptions {
  /** `openrouter`, `openai`, `anthropic`, `google`, `xai`, `compatible/<name>`. */
  readonly name: string
  /** Prefix of its models' ids. */
  readonly provider: string
  readonly baseUrl: string
  readonly apiKey: string
  readonly patience?: Patience
}

const PATIENCE: Patience = { firstMs: 120_000, idleMs: 60_000 }

/** Any server that speaks OpenAI's chat completions. */
export function createOpenAiRoute(options: OpenAiRouteOptions): LlmRoute {
  const { name, provider, baseUrl, apiKey, patience = PATIENCE } = options
  const dialect = {
    isStrictAboutReasoning: name === 'openai',
    reportsCost: name === 'openrouter',
  }
  return {
    name,
    list: (signal, lost) => listModels({ baseUrl, apiKey, provider, route: name }, signal, lost),
    // its list can be read without any key
    ...(name === 'openrouter' && {
      checkKey: async (signal: AbortSignal) => {
        await fetchJson(`${baseUrl}/key`, { authorization: `Bearer ${apiKey}` }, signal)
      },
    }),
    chat: createChat({ baseUrl, apiKey, dialect, patience }),
  }
}
