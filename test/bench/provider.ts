import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A provider that answers at once and checks nothing, so that it costs the measurement little. */
export interface LeanProvider {
  readonly url: string
  close(): void
}

const words = [
  'An index keeps a column in order, ',
  'so that the database finds a row without reading all of them. ',
  'It has to be kept up to date with each write, ',
  'so it hurts where much is written and little is read, ',
  'and where a query needs most of the rows anyway.',
]

const model = 'gpt-5'
const usage = { prompt_tokens: 120, completion_tokens: 48, total_tokens: 168 }

const event = (more: object) =>
  `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model, ...more })}\n\n`

const chunk = (content: string) => event({ choices: [{ index: 0, delta: { content } }] })

const tail =
  event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }) +
  event({ choices: [], usage }) +
  'data: [DONE]\n\n'

const stream = words.map(chunk).join('') + tail

function answer(response: ServerResponse, mark: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
  response.end(chunk(`${mark} `) + stream)
}

/** @param reached is told the body of each chat request as it arrives, and gives what its answer begins with */
export async function startLeanProvider(reached: (body: string) => string): Promise<LeanProvider> {
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ object: 'list', data: [{ id: model, object: 'model' }] }))
      return
    }
    let body = ''
    request.setEncoding('utf8')
    request.on('data', part => {
      body += part
    })
    request.on('end', () => answer(response, reached(body)))
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
