import { BotError } from '../../src/errors.ts'
import type { ChatEvent, ChatRequest, LlmRoute, OfferedModel } from '../../src/ports/llm.ts'

/** A piece of text, something to wait for, a failure, or an event as it is. */
export type Step = string | Promise<unknown> | Error | ChatEvent

export interface MemoryLlm {
  readonly route: LlmRoute
  /** What was asked, oldest first. */
  readonly requests: readonly ChatRequest[]
  /** The same with a key of a workspace's own; one that begins with `wrong` is refused. */
  keyed(name: string, apiKey: string): LlmRoute
  /** What was asked with such a key. */
  readonly keyedRequests: readonly KeyedRequest[]
  /** How the next call goes that nothing was said about yet. Without a script it answers `ok`. */
  next(...steps: readonly Step[]): void
  /** What its list says from now on, or how reading it fails. */
  offers(list: readonly OfferedModel[] | Error): void
  /** The text of the last message of a request. */
  lastQuestion(index?: number): string
}

export interface KeyedRequest {
  readonly route: string
  readonly apiKey: string
  readonly request: ChatRequest
}

export interface MemoryLlmOptions {
  readonly name?: string
  readonly models?: readonly OfferedModel[]
}

export const toModel = (id: string, more: Partial<OfferedModel> = {}): OfferedModel => {
  const [provider = '', name = ''] = id.split('/')
  return {
    id,
    provider,
    route: 'demo',
    routeModelId: name,
    name,
    contextWindow: 128_000,
    maxOutput: 16_000,
    inputModalities: ['text'],
    outputModalities: ['text'],
    capabilities: ['tools'],
    prices: { input: 1_000_000_000n, output: 2_000_000_000n },
    priceState: 'known',
    aliases: [],
    ...more,
  }
}

/** Says what it was told to say, and remembers what it was asked. */
export function createMemoryLlm({ name = 'demo', models = [] }: MemoryLlmOptions = {}): MemoryLlm {
  const scripts: (readonly Step[])[] = []
  const requests: ChatRequest[] = []
  let offered: readonly OfferedModel[] | Error = models
  const keyedRequests: KeyedRequest[] = []
  return {
    requests,
    keyedRequests,
    keyed: (route, apiKey) => ({
      name: route,
      list: async () => models,
      async checkKey() {
        if (apiKey.startsWith('wrong')) throw new BotError('model-bad-key', 'the key was refused')
      },
      chat(request) {
        keyedRequests.push({ route, apiKey, request })
        return play(scripts.shift() ?? ['ok'], request.signal)
      },
    }),
    next: (...steps) => void scripts.push(steps),
    offers(list) {
      offered = list
    },
    lastQuestion: (index = -1) => requests.at(index)?.messages.at(-1)?.text ?? '',
    route: {
      name,
      builtIn: models,
      async list() {
        if (offered instanceof Error) throw offered
        return offered
      },
      chat(request) {
        requests.push(request)
        return play(scripts.shift() ?? ['ok'], request.signal)
      },
    },
  }
}

async function* play(steps: readonly Step[], signal: AbortSignal): AsyncIterable<ChatEvent> {
  let said = ''
  for (const step of steps) {
    const event = await eventOf(step, signal)
    if (event?.type === 'text') said += event.text
    if (event) yield event
    if (event?.type === 'end') return
  }
  yield usageOf(said)
  yield { type: 'end', reason: 'stop' }
}

async function eventOf(step: Step, signal: AbortSignal): Promise<ChatEvent | undefined> {
  if (step instanceof Promise) await unlessStopped(step, signal)
  if (signal.aborted) throw new BotError('stopped', 'aborted')
  if (step instanceof Promise) return undefined
  if (step instanceof Error) throw step
  return typeof step === 'string' ? { type: 'text', text: step } : step
}

/** Ten tokens in, one token out per character: figures that can be added up by hand. */
const usageOf = (said: string): ChatEvent => ({
  type: 'usage',
  usage: {
    inputTokens: 10,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: said.length,
    reasoningTokens: 0,
  },
  raw: {},
})

async function unlessStopped(step: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const stopped = new Promise<void>(resolve => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve())
  })
  await Promise.race([step, stopped])
}
