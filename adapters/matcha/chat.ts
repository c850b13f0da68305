import { z } from 'zod'
import { BotError } from '../../src/errors.ts'
import type { ChatEvent, ChatRequest } from '../../src/ports/llm.ts'
import { call, type Endpoint } from './call.ts'
import { fromWords } from './errors.ts'
import { toInput } from './to-input.ts'

export interface ChatOptions extends Endpoint {
  readonly missionId: number
  readonly patienceMs: number
}

/** The answer comes in one piece, and nothing is said about tokens: they are counted by the caller. */
export async function* chat(
  { missionId, patienceMs, ...endpoint }: ChatOptions,
  { model, messages, signal }: ChatRequest,
): AsyncIterable<ChatEvent> {
  const { input, clean } = toInput(messages)
  const body = { mission_id: missionId, llm_id: Number(model.routeModelId), input }
  const answer = await call(endpoint, '/completions', { body, timeoutMs: patienceMs, signal })
  const text = clean(readAnswer(answer))
  if (signal.aborted) throw new BotError('stopped', 'aborted')
  if (text) yield { type: 'text', text }
  yield { type: 'end', reason: 'stop' }
}

const parts = z
  .array(
    z.object({
      content: z.array(z.object({ type: z.string().optional(), text: z.string().optional() })),
    }),
  )
  .transform(outputs =>
    outputs
      .flatMap(({ content }) => content)
      .filter(({ type = 'output_text' }) => type === 'output_text')
      .map(({ text = '' }) => text)
      .join(''),
  )

const completion = z
  .object({
    status: z.string().optional(),
    output: z.union([z.string(), parts]).optional(),
    output_text: z.string().optional(),
  })
  .loose()

/** @throws BotError when it is no answer */
function readAnswer(body: unknown): string {
  const { data } = completion.safeParse(body)
  const text = data?.output ?? data?.output_text
  if (/error|fail/i.test(data?.status ?? '')) throw fromWords(JSON.stringify(body))
  if (text === undefined) throw new BotError('model-garbled', 'not a completion of MatchaAI')
  return text
}
