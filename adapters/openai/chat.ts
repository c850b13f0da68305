import { APIError, OpenAI } from 'openai'
import { BotError } from '../../src/errors.ts'
import type { ChatEvent, ChatRequest } from '../../src/ports/llm.ts'
import { createDeadline, type Deadline, type Patience } from './deadline.ts'
import { toBotError } from './errors.ts'
import { fetchUnwrapped } from './fetch-unwrapped.ts'
import { type Chunk, readChunk } from './read-chunk.ts'
import { type Dialect, toBody } from './request.ts'

export interface ChatOptions {
  readonly baseUrl: string
  readonly apiKey: string
  readonly dialect: Dialect
  readonly patience: Patience
}

export function createChat({ baseUrl, apiKey, dialect, patience }: ChatOptions) {
  // retries are the bot's own: only it knows whether anything was shown
  const client = new OpenAI({
    baseURL: baseUrl,
    apiKey,
    maxRetries: 0,
    fetch: fetchUnwrapped,
    timeout: patience.firstMs,
    // the SDK would take these from the environment and tell every provider OpenAI's, and print what it cannot read
    organization: null,
    project: null,
    logLevel: 'off',
    defaultHeaders: { 'X-Title': 'Switchboard' },
  })

  return async function* chat(request: ChatRequest): AsyncIterable<ChatEvent> {
    const deadline = createDeadline(patience, request.signal)
    try {
      const { data, response } = await client.chat.completions
        .create(toBody(request, dialect), { signal: deadline.signal })
        .withResponse()
      if (isJson(response)) throw await errorIn(response)
      yield* readStream(data as AsyncIterable<Chunk>, deadline)
      if (deadline.signal.aborted) throw new Error('aborted')
    } catch (error) {
      throw reasonOf(error, request.signal, deadline)
    } finally {
      deadline.clear()
    }
  }
}

function reasonOf(error: unknown, asked: AbortSignal, deadline: Deadline): BotError {
  if (asked.aborted) return new BotError('stopped', 'aborted', { cause: error })
  return deadline.error ?? toBotError(error)
}

const isJson = ({ headers }: Response): boolean =>
  headers.get('content-type')?.startsWith('application/json') ?? false

/** OpenRouter sends some failures with status 200, and the real one within. */
async function errorIn(response: Response): Promise<unknown> {
  const { error } = (await response.json()) as { error?: { code?: unknown; message?: string } }
  if (!error) return new BotError('model-garbled', 'not a stream')
  return APIError.generate(Number(error.code) || 502, { error }, error.message, response.headers)
}

/** Providers put the usage into a chunk after the one that ends the answer: `end` is held back until the stream is over. */
async function* readStream(
  stream: AsyncIterable<Chunk>,
  deadline: Deadline,
): AsyncIterable<ChatEvent> {
  let end: ChatEvent | undefined
  let chunks = 0
  for await (const chunk of stream) {
    deadline.alive()
    chunks++
    const events = readChunk(chunk)
    end = events.find(isEnd) ?? end
    yield* events.filter(event => !isEnd(event))
  }
  // an aborted stream of the SDK ends quietly
  if (deadline.signal.aborted) return
  if (!end) throw new BotError(chunks > 0 ? 'model-cut' : 'model-garbled', 'ended too early')
  yield end
}

const isEnd = ({ type }: ChatEvent): boolean => type === 'end'
