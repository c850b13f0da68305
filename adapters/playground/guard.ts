import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isLoopbackAddress, isLoopbackHost, isOwnOrigin } from './loopback.ts'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const headers: Readonly<Record<string, string>> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}

/** Everybody on this machine's own browser may come in, nobody else and no other page. */
export function guard(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    const why = whyRefused(request)
    if (why !== undefined) await refuse(reply, why)
  })
}

interface Refusal {
  readonly status: number
  readonly detail: string
}

function whyRefused(request: FastifyRequest): Refusal | undefined {
  const { host, origin } = request.headers
  if (!isLoopbackAddress(request.socket.remoteAddress) || !isLoopbackHost(host)) {
    return { status: 403, detail: 'The playground only answers on this machine.' }
  }
  if (request.method !== 'POST') return undefined
  if (!isOwnOrigin(origin, host)) {
    return { status: 403, detail: 'The playground only takes orders from its own page.' }
  }
  const isJson = /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')
  return isJson ? undefined : { status: 415, detail: 'The playground reads JSON.' }
}

const refuse = (reply: FastifyReply, { status, detail }: Refusal) =>
  sendProblem(reply, status, detail)

export const sendProblem = (reply: FastifyReply, status: number, detail: string) =>
  reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', status, detail }))
