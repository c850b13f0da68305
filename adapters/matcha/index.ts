import type { LlmRoute } from '../../src/ports/llm.ts'
import { chat } from './chat.ts'
import { builtIn, listModels } from './list-models.ts'

export interface MatchaOptions {
  readonly baseUrl: string
  readonly apiKey: string
  /** The mission on whose account the calls are made. */
  readonly missionId: number
  /** Until the whole answer is there: it does not come in pieces. */
  readonly patienceMs?: number
}

const PATIENCE_MS = 120_000

/** The MatchaAI platform: many makers' models behind a wire format of its own. */
export function createMatchaRoute({
  patienceMs = PATIENCE_MS,
  ...options
}: MatchaOptions): LlmRoute {
  return {
    name: 'matcha',
    builtIn,
    list: signal => listModels(options, signal),
    chat: request => chat({ ...options, patienceMs }, request),
  }
}
