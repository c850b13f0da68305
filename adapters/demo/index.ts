import { setTimeout as sleep } from 'node:timers/promises'
import { BotError } from '../../src/errors.ts'
import { loadTokenizer } from '../../src/lib/count-tokens.ts'
import type {
  ChatEvent,
  ChatMessage,
  ChatRequest,
  LlmRoute,
  OfferedModel,
} from '../../src/ports/llm.ts'
import { answerTo } from './answer.ts'

const shared = {
  provider: 'demo',
  route: 'demo',
  inputModalities: ['text', 'image'],
  outputModalities: ['text'],
  priceState: 'known',
  contextWindow: 32_000,
  maxOutput: 4096,
  aliases: [],
} as const

const models: readonly OfferedModel[] = [
  {
    ...shared,
    id: 'demo/quick',
    routeModelId: 'quick',
    name: 'Demo Quick',
    capabilities: ['vision'],
    prices: { input: 150_000_000n, output: 600_000_000n },
  },
  {
    ...shared,
    id: 'demo/thorough',
    routeModelId: 'thorough',
    name: 'Demo Thorough',
    capabilities: ['vision', 'reasoning'],
    prices: { input: 2_500_000_000n, output: 10_000_000_000n },
  },
]

/** Answers by itself, always the same to the same question: to try everything with nothing configured. */
export function createDemoRoute(chunkDelayMs = 25): LlmRoute {
  return {
    name: 'demo',
    builtIn: models,
    list: async () => models,
    chat: request => chat(request, chunkDelayMs),
  }
}

async function* chat(request: ChatRequest, chunkDelayMs: number): AsyncIterable<ChatEvent> {
  const { messages, model, maxOutputTokens, signal } = request
  const count = await loadTokenizer()
  const inputTokens = messages.reduce((sum, message) => sum + tokensOf(message, count), 0)
  let said = ''
  let isCut = false
  for (const piece of pieces(answerTo(messages, model.routeModelId))) {
    isCut = count(said + piece) > maxOutputTokens
    if (isCut) break
    if (chunkDelayMs > 0) await sleep(chunkDelayMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) throw new BotError('stopped', 'aborted')
    said += piece
    yield { type: 'text', text: piece }
  }
  const outputTokens = count(said)
  yield {
    type: 'usage',
    usage: {
      inputTokens,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      outputTokens,
      reasoningTokens: 0,
    },
    raw: { prompt_tokens: inputTokens, completion_tokens: outputTokens },
  }
  yield { type: 'end', reason: isCut ? 'length' : 'stop' }
}

const tokensOf = ({ text, images = [] }: ChatMessage, count: (text: string) => number): number =>
  count(text) + images.length * 1000

/** A few words at a time. */
const pieces = (answer: string): readonly string[] => answer.match(/(?:\S+\s*){1,3}|\s+/g) ?? []
