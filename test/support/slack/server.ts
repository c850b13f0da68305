import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Faults } from './faults.ts'
import { giveFile, takeResponse, takeUpload } from './routes.ts'
import type { SocketMode } from './socket-mode.ts'
import { createWebApi, sendJson } from './web-api.ts'
import { recordViolation, type World } from './world.ts'

interface Parts {
  readonly faults: Faults
  readonly socket: SocketMode
}

export const startServer = async (world: World, { faults, socket }: Parts) => {
  const api = createWebApi(world, faults, socket.newUrl)

  const route = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', world.origin)
    if (url.pathname.startsWith('/api/')) return await api(request, response, url)
    if (url.pathname.startsWith('/response/'))
      return await takeResponse(world, request, response, url)
    if (url.pathname.startsWith('/upload/v1/'))
      return await takeUpload(world, request, response, url)
    if (url.pathname.startsWith('/files-pri/')) return giveFile(world, request, response, url)
    return sendJson(response, 404, { ok: false, error: 'not_found' })
  }

  const server = createServer((request, response) => {
    route(request, response).catch(error => {
      recordViolation(world, request.url ?? '', 'emulator_bug', String(error))
      response.destroy()
    })
  })
  server.on('upgrade', socket.upgrade)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  world.origin = `http://127.0.0.1:${port}`

  const close = async () => {
    await socket.close()
    server.closeAllConnections()
    await new Promise<void>(resolve => server.close(() => resolve()))
  }
  return { close }
}
