import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { BotError } from '../../src/errors.ts'
import type { Actions } from './actions.ts'
import { serveAssets } from './assets.ts'
import type { Streams } from './events.ts'
import { type FileShelf, maxFileBytes } from './files.ts'
import { guard, sendProblem } from './guard.ts'
import type { Change, WireState } from './protocol.ts'
import { asker, bodies } from './receive.ts'

export interface RouteParts {
  readonly actions: Actions
  readonly files: FileShelf
  readonly streams: Streams
  readonly publicFolder: string | undefined
  isOpen(): boolean
  state(personId: string): WireState
  watch(personId: string, see: (change: Change) => void): () => void
}

const api = '/playground/api'

export function registerRoutes(app: FastifyInstance, parts: RouteParts): void {
  guard(app)
  app.setErrorHandler((error, _request, reply) => explainProblem(error, reply))
  serveAssets(app, parts.publicFolder)
  registerReads(app, parts)
  registerFiles(app, parts)
  registerPosts(app, parts)
}

function registerReads(app: FastifyInstance, parts: RouteParts): void {
  app.get('/playground/events', (request, reply) => {
    const { person } = asker.parse(request.query)
    parts.streams.open(reply, {
      state: () => parts.state(person),
      watch: see => parts.watch(person, see),
    })
  })
  app.get(`${api}/state`, async request => parts.state(asker.parse(request.query).person))
  app.get(`${api}/home`, async request => {
    expectOpen(parts)
    return parts.actions.home(asker.parse(request.query).person)
  })
}

function registerPosts(app: FastifyInstance, parts: RouteParts): void {
  const { actions } = parts
  const post = <Schema extends z.ZodType>(
    name: string,
    schema: Schema,
    act: (body: z.infer<Schema>) => unknown,
  ) =>
    app.post(`${api}/${name}`, { bodyLimit: Math.ceil(maxFileBytes * 1.4) }, async request => {
      expectOpen(parts)
      return (await act(schema.parse(request.body))) ?? {}
    })

  post('message', bodies.message, actions.message)
  post('edit', bodies.edit, actions.edit)
  post('delete', bodies.remove, actions.remove)
  post('dismiss', bodies.dismiss, actions.dismiss)
  post('command', bodies.command, actions.command)
  post('press', bodies.press, actions.press)
  post('submit', bodies.submit, actions.submit)
  post('suggest', bodies.suggest, actions.suggest)
  post('upload', bodies.upload, actions.upload)
}

/** Pictures are shown; everything else is only ever saved, so that no file becomes a page. */
function registerFiles(app: FastifyInstance, { files }: RouteParts): void {
  const pictures: ReadonlySet<string> = new Set([
    'image/png',
    'image/jpeg',
    'image/gif',
    'image/webp',
  ])
  app.get('/playground/files/:ref', async (request: FastifyRequest, reply: FastifyReply) => {
    const { ref } = z.object({ ref: z.string() }).parse(request.params)
    const file = files.find(ref)
    if (file === undefined) return sendProblem(reply, 404, 'This file is gone.')
    const isPicture = pictures.has(file.mimeType)
    reply.header(
      'content-disposition',
      `${isPicture ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    )
    return reply
      .type(isPicture ? file.mimeType : 'application/octet-stream')
      .send(await files.read(ref))
  })
}

function expectOpen(parts: RouteParts): void {
  if (!parts.isOpen()) throw new BotError('shutting-down', 'the playground is closed')
}

function explainProblem(error: unknown, reply: FastifyReply) {
  if (error instanceof z.ZodError) return sendProblem(reply, 400, z.prettifyError(error))
  if (error instanceof BotError) {
    const isClosing = error.code === 'shutting-down'
    return sendProblem(reply, isClosing ? 503 : 404, isClosing ? restarting : error.message)
  }
  const { statusCode } = z
    .object({ statusCode: z.number().catch(500) })
    .catch({ statusCode: 500 })
    .parse(error)
  reply.log.error({ err: error }, 'a playground request failed')
  return sendProblem(reply, statusCode, 'That did not work. Try again.')
}

const restarting = 'Switchboard is restarting. Try again in a moment.'
