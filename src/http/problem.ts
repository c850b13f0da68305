import { z } from 'zod'
import { BotError, type ErrorCode, explain } from '../errors.ts'

/** What went wrong, as RFC 9457 has it. */
export const problemSchema = z.object({
  title: z.string(),
  status: z.int(),
  detail: z.string().optional().describe('One sentence: what happened and what to do'),
  errors: z
    .array(z.object({ field: z.string(), detail: z.string() }))
    .optional()
    .describe('What is wrong with which field'),
})

export type Problem = z.output<typeof problemSchema>

const statuses: Partial<Readonly<Record<ErrorCode, number>>> = {
  'bad-option': 400,
  'unknown-model': 400,
  unauthenticated: 401,
  'not-allowed': 403,
  'not-found': 404,
  conflict: 409,
  'no-price': 409,
  'over-budget': 409,
  paused: 409,
  'too-fast': 429,
  'no-model': 503,
  'shutting-down': 503,
}

/** What the other side broke is a bad gateway, what the database did will pass. */
function statusOf(code: ErrorCode): number {
  if (code.startsWith('store-')) return 503
  if (code.startsWith('model-') || code.startsWith('chat-')) return 502
  return statuses[code] ?? 500
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request was not understood',
  401: 'Who is asking?',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not possible as things are',
  413: 'Too large',
  415: 'Not a format that is read here',
  429: 'Too many requests',
  502: 'Another service failed',
  503: 'Not available right now',
}

export const titleOf = (status: number): string =>
  titles[status] ?? (status < 500 ? 'The request was not understood' : 'Something broke')

/** Nothing of an error that nobody expected leaves the process but a reference to its line in the log. */
export function toProblem(error: unknown, reference: string): Problem {
  const { sentence, fields } = explain(error, reference)
  const status = error instanceof BotError ? statusOf(error.code) : 500
  const errors = Object.entries(fields ?? {}).map(([field, detail]) => ({ field, detail }))
  const title = titleOf(status)
  return { title, status, detail: sentence, ...(errors.length > 0 && { errors }) }
}
