import { BotError } from '../../src/errors.ts'
import { limits } from './limits.ts'

const ownHosts = ['cdn.discordapp.com', 'media.discordapp.net']
const timeoutMs = 30_000

/** Files are only ever fetched from Discord's own hosts, or from the one that serves the API. */
export function isOurFile(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, host } = new URL(address)
  if (host === new URL(apiUrl).host) return protocol === new URL(apiUrl).protocol
  return protocol === 'https:' && ownHosts.includes(hostname)
}

export async function download(address: string, apiUrl: string): Promise<Uint8Array> {
  if (!isOurFile(address, apiUrl)) throw new BotError('chat-rejected', 'Not a file of Discord')
  const response = await request(address)
  if (!response.ok) throw new BotError('chat-gone', `The file answered ${response.status}`)
  return readAtMost(response, limits.downloadBytes)
}

async function request(address: string): Promise<Response> {
  try {
    return await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
  } catch (cause) {
    throw new BotError('chat-unavailable', 'The file could not be fetched', { cause })
  }
}

async function readAtMost({ body }: Response, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of (body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    chunks.push(chunk)
    size += chunk.length
    if (size > most) throw new BotError('chat-rejected', 'The file is larger than 20 MB')
  }
  return Buffer.concat(chunks)
}
