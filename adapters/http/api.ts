import type { FastifyInstance, FastifyReply } from 'fastify'
import { BotError } from '../../src/errors.ts'
import type { Api } from '../../src/http/api.ts'
import { type Problem, titleOf } from '../../src/http/problem.ts'

const PROBLEM = 'application/problem+json; charset=utf-8'
const BODY_LIMIT = 64 * 1024

export const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply.code(problem.status).type(PROBLEM).send(JSON.stringify(problem))

/** Puts the API behind its paths. A token is looked at before a body is read. */
export function serveApi(app: FastifyInstance, api: Api): void {
  app.register(async scope => {
    scope.addHook('onRequest', async (_, reply) => {
      reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    })
    scope.setErrorHandler((error, _, reply) => sendError(api, error, reply))
    scope.get('/api/openapi.json', async (_, reply) =>
      reply.type('application/json; charset=utf-8').send(api.description),
    )
    for (const route of api.routes) {
      scope.route({
        method: route.method,
        url: route.path,
        bodyLimit: BODY_LIMIT,
        onRequest: async ({ headers }) => api.admit(route.access, headers.authorization),
        handler: async ({ params, query, body, headers: { accept = '' } }, reply) => {
          const answer = await api.answer(route, { params, query, body, accept })
          return reply.type(answer.type).send(answer.body)
        },
      })
    }
  })
}

function sendError(api: Api, error: unknown, reply: FastifyReply): FastifyReply {
  const { statusCode = 500 } = error as { readonly statusCode?: number }
  // what the server itself could not read; its own words say too much about how it is built
  if (!(error instanceof BotError) && statusCode < 500) {
    return sendProblem(reply, { title: titleOf(statusCode), status: statusCode })
  }
  const problem = api.problem(error)
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="Switchboard"')
  if (error instanceof BotError && error.retryAfterMs !== undefined) {
    reply.header('retry-after', Math.ceil(error.retryAfterMs / 1000))
  }
  return sendProblem(reply, problem)
}
