export const dialects = [
  'openrouter',
  'openai',
  'anthropic',
  'google',
  'xai',
  'compatible',
] as const

export type Dialect = (typeof dialects)[number]

export const basePaths: Readonly<Record<Dialect, string>> = {
  openrouter: '/openrouter/api/v1',
  openai: '/openai/v1',
  anthropic: '/anthropic/v1',
  google: '/google/v1beta/openai',
  xai: '/xai/v1',
  compatible: '/compatible/v1',
}

// Google's own list lives one level above its OpenAI-compatible API.
const googleNative = '/google/v1beta'

export const defaultKeys: Readonly<Record<Dialect, string>> = {
  openrouter: 'sk-or-v1-emulated-key',
  openai: 'sk-emulated-openai-key',
  anthropic: 'sk-ant-emulated-key',
  google: 'AIza-emulated-google-key',
  xai: 'xai-emulated-key',
  compatible: 'compatible-emulated-key',
}

export interface Target {
  readonly dialect: Dialect
  /** What follows the base path, without slashes around it. */
  readonly path: string
  readonly native: boolean
}

/** Which provider a path means; a bare `/v1` is the nameless compatible server. */
export function readTarget(pathname: string): Target | undefined {
  for (const dialect of dialects) {
    const path = pathBelow(basePaths[dialect], pathname)
    if (path !== undefined) return { dialect, path, native: false }
  }
  const native = pathBelow(googleNative, pathname)
  if (native !== undefined) return { dialect: 'google', path: native, native: true }
  const bare = pathBelow('/v1', pathname)
  return bare === undefined ? undefined : { dialect: 'compatible', path: bare, native: false }
}

function pathBelow(base: string, pathname: string): string | undefined {
  if (!pathname.startsWith(`${base}/`)) return undefined
  return decodeURIComponent(pathname.slice(base.length)).replace(/^\/+|\/+$/g, '')
}
