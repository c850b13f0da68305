import { z } from 'zod'
import { BotError } from '../errors.ts'
import type { Route } from './define-route.ts'

/** As they came. */
export interface RawRequest {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

const nothing = z.object({})

/** What a route reads from the part after `?`. */
export const querySchema = ({ query = nothing, csv }: Route): z.ZodObject =>
  csv ? query.extend({ format: z.enum(['json', 'csv']).optional() }) : query

/** What a request says, as its route declares it. @throws BotError `bad-option` with the `fields` that are wrong */
export function readRequest(route: Route, raw: RawRequest) {
  const { params = nothing, body = z.unknown() } = route
  const problems: Record<string, string> = {}
  const read = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> | undefined => {
    const result = schema.safeParse(value)
    for (const issue of result.error?.issues ?? []) Object.assign(problems, problemsOf(issue))
    return result.data
  }
  const input = {
    params: read(params, raw.params),
    query: read(querySchema(route).strict(), raw.query),
    body: read(body, raw.body),
  }
  const fields = Object.entries(problems)
  if (fields.length === 0) return input
  const sentences = fields.map(([field, problem]) => `${field || 'body'}: ${problem}.`)
  throw new BotError('bad-option', sentences.join(' '), { fields: problems })
}

function problemsOf(issue: z.core.$ZodIssue): Readonly<Record<string, string>> {
  if (issue.code === 'unrecognized_keys') {
    const path = issue.path.map(String)
    return Object.fromEntries(
      issue.keys.map(key => [[...path, key].join('.'), 'there is no such field']),
    )
  }
  return { [issue.path.join('.')]: issue.message }
}
