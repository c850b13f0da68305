import { newId } from '../lib/new-id.ts'
import { type Admit, createAdmit, type Tokens } from './admit.ts'
import type { HttpServices, Route } from './define-route.ts'
import { toOpenApi } from './openapi.ts'
import { type Problem, toProblem } from './problem.ts'
import { type RawRequest, readRequest } from './read-request.ts'
import { apiRoutes } from './routes.ts'

export interface ApiAnswer {
  readonly type: string
  readonly body: string
}

/** The HTTP API, for a server to put behind its paths. */
export interface Api {
  readonly routes: readonly Route[]
  /** What `/api/openapi.json` says. */
  readonly description: string
  /** Before a request's body is read. @throws BotError */
  readonly admit: Admit
  /** @throws BotError, or whatever broke */
  answer(route: Route, request: RawRequest & { readonly accept?: string }): Promise<ApiAnswer>
  /** What is told of an error; what nobody expected is logged. */
  problem(error: unknown): Problem
}

export function createApi(services: HttpServices, tokens: Tokens): Api {
  const { clock, log } = services
  return {
    routes: apiRoutes,
    description: JSON.stringify(toOpenApi(apiRoutes)),
    admit: createAdmit(tokens, clock),

    async answer(route, request) {
      const input = readRequest(route, request)
      const found = await route.run(services, input as never)
      // what the schema does not name does not go out
      const answer = route.answer.parse(found)
      if (route.csv && wantsCsv(input.query, request.accept)) {
        return { type: 'text/csv; charset=utf-8', body: route.csv(answer as never) }
      }
      return { type: 'application/json; charset=utf-8', body: JSON.stringify(answer) }
    },

    problem(error) {
      const reference = newId().slice(-8)
      const problem = toProblem(error, reference)
      if (problem.status >= 500) log.error({ err: error, reference }, 'api request failed')
      return problem
    },
  }
}

/** `format` decides; without it the one of the two that stands first in `Accept`. */
function wantsCsv(query: unknown, accept = ''): boolean {
  const { format } = query as { readonly format?: string }
  if (format !== undefined) return format === 'csv'
  const csv = accept.indexOf('text/csv')
  const json = accept.indexOf('application/json')
  return csv !== -1 && (json === -1 || csv < json)
}
