import { isIP } from 'node:net'

const names: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A page elsewhere can point its own name at 127.0.0.1: only our names are answered. */
export function isLoopbackHost(header: string | undefined): boolean {
  const host = /^(.+?)(?::\d{1,5})?$/.exec(header ?? '')?.[1]
  return host !== undefined && names.has(host.toLowerCase())
}

/** An address to listen on, or one that somebody connects from. */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined) return false
  if (address === 'localhost' || address === '::1') return true
  const bare = address.replace(/^::ffff:/i, '')
  return isIP(bare) === 4 && bare.startsWith('127.')
}

/** Absent for what is no browser; else it has to be the page itself. */
export const isOwnOrigin = (origin: string | undefined, host: string | undefined): boolean =>
  origin === undefined ||
  (host !== undefined && origin.toLowerCase() === `http://${host}`.toLowerCase())
