import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem } from './guard.ts'

const assets: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'app.js': 'text/javascript; charset=utf-8',
  'theme.js': 'text/javascript; charset=utf-8',
  'style.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
}

/** Beside the built program; run from the sources, the page is where the build puts it. */
const folders = ['./public/', '../../dist/adapters/playground/public/'].map(path =>
  fileURLToPath(new URL(path, import.meta.url)),
)

export function serveAssets(app: FastifyInstance, folder = folders.find(existsSync)): void {
  const cache = new Map<string, Asset>()
  const send = (name: string) => (request: FastifyRequest, reply: FastifyReply) => {
    const asset = cache.get(name) ?? readAsset(folder, name)
    if (asset === undefined) {
      return sendProblem(reply, 404, 'The page has not been built: run npm run build.')
    }
    cache.set(name, asset)
    reply.header('cache-control', 'no-cache').header('etag', asset.etag)
    if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send()
    return reply.type(assets[name] ?? 'application/octet-stream').send(asset.bytes)
  }
  app.get('/', send('index.html'))
  for (const name of Object.keys(assets)) app.get(`/playground/${name}`, send(name))
}

interface Asset {
  readonly bytes: Buffer
  readonly etag: string
}

function readAsset(folder: string | undefined, name: string): Asset | undefined {
  const path = `${folder ?? ''}/${name}`
  if (folder === undefined || !existsSync(path)) return undefined
  const bytes = readFileSync(path)
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` }
}
