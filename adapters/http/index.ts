import { createServer, type RequestListener, type Server } from 'node:http'
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { BotError } from '../../src/errors.ts'
import type { Api } from '../../src/http/api.ts'
import type { Health } from '../../src/http/health.ts'
import { titleOf } from '../../src/http/problem.ts'
import { sendProblem, serveApi } from './api.ts'
import type { PrometheusMetrics } from './metrics.ts'

export { createMetrics } from './metrics.ts'

export interface HttpOptions {
  readonly host: string
  readonly port: number
  readonly health: () => Promise<Health>
  readonly metrics: PrometheusMetrics
  readonly api: Api
  /** Takes over everything under `/slack/`. */
  readonly slack: RequestListener | undefined
  /** Further routes. */
  readonly routes: readonly ((app: FastifyInstance) => void)[]
}

export interface HttpServer {
  /** `http://127.0.0.1:3000` */
  readonly address: string
  close(): Promise<void>
}

/** The one port of the process. */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const { host, port, slack } = options
  const app = fastify({
    serverFactory: handler =>
      createServer((request, response) => {
        const isSlack = slack !== undefined && request.url?.startsWith('/slack/')
        if (isSlack) slack(request, response)
        else handler(request, response)
      }) as Server,
    forceCloseConnections: true,
    frameworkErrors: (_, __, reply) => sendStatus(reply as FastifyReply, 400),
  })
  addOwnRoutes(app, options)
  serveApi(app, options.api)
  for (const add of options.routes) add(app)
  const address = await app.listen({ host, port }).catch(error => {
    throw listenError(error, options)
  })
  return { address, close: () => app.close() }
}

function addOwnRoutes(app: FastifyInstance, { health, metrics }: HttpOptions): void {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_, reply) => {
    const { isReady, parts } = await health()
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', parts })
  })
  app.get('/metrics', async (_, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  )
  app.setNotFoundHandler((_, reply) => sendStatus(reply, 404))
  app.setErrorHandler<{ statusCode?: number }>(({ statusCode = 500 }, _, reply) =>
    sendStatus(reply, statusCode),
  )
}

const sendStatus = (reply: FastifyReply, status: number): FastifyReply =>
  sendProblem(reply, { title: titleOf(status), status })

function listenError(error: unknown, { host, port }: HttpOptions): unknown {
  const { code } = error as { code?: string }
  if (code === 'EADDRINUSE') {
    return new BotError('conflict', `PORT: ${port} is in use on ${host}. Choose another one.`)
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new BotError('conflict', `HOST: this machine has no address ${host}.`)
  }
  return error
}
